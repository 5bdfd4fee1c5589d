using System.Security.Cryptography;
using System.Text;
using Signing.Core.Cms;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification.Reports;

/// <summary>Reports of every kind, each from a real document: what their forms are tried with.</summary>
internal static class ReportSamples
{
    /// <summary>A name that tries to be markup, to turn text around, to be nothing at all.</summary>
    internal const string Hostile = "<script>alert(1)</script> \"'&amp; \u202Egpj.exe\u2066 \u200B\u0007 \uD83D\uDC4D e\u0301\u0301\u0301\u0301\u0301\u0301";

    internal static readonly byte[] ThreePages = new TestPdf().AddPage().AddPage().Build();

    private static readonly TestSignature Further = new() { Field = "Signature2", Cms = static content => TestSignature.Sign(content, TestKey.Rsa), Room = 2000 };

    private static readonly Dictionary<string, Func<World, Task<byte[]>>> Documents = new(StringComparer.Ordinal)
    {
        ["valid"] = static world => world.SignAsync(ThreePages, world.Official, new SignatureOptions { Level = PadesLevel.BaselineT, Reason = "Phê duyệt" }),
        ["archived"] = static world => world.SignAsync(ThreePages, world.Agency, new SignatureOptions { Level = PadesLevel.BaselineLta }),
        ["two people and an archive"] = static async world => await world.SignAsync(
            await world.SignAsync(ThreePages, world.Official, new SignatureOptions { Level = PadesLevel.BaselineT }), world.Agency, new SignatureOptions { Level = PadesLevel.BaselineLta }),
        ["certified"] = static world => world.SignAsync(ThreePages, world.OfficialEc, new SignatureOptions { Certify = CertificationLevel.FormFilling }),
        ["altered"] = static async world => Alter(await world.SignAsync(ThreePages, world.Official, new SignatureOptions { Level = PadesLevel.BaselineT })),
        ["changed afterwards"] = static async world =>
        {
            using var revision = new TestRevision(await world.SignAsync(ThreePages, world.Official));
            return revision.Put(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>").Write();
        },
        ["an unknown authority"] = static _ => Task.FromResult(Bases.Signed),
        ["many"] = static async world =>
        {
            byte[] document = ThreePages;
            for (int i = 0; i < 6; i++)
            {
                document = await world.SignAsync(document, i % 2 == 0 ? world.Official : world.Agency, new SignatureOptions { Level = i == 3 ? PadesLevel.BaselineLta : PadesLevel.BaselineB });
            }
            return document;
        },
        ["unsigned"] = static _ => Task.FromResult(new TestPdf().AddSignatureField("leader").Build()),
        ["unreadable"] = static _ => Task.FromResult(Encoding.ASCII.GetBytes("\u0089PNG is not a PDF")),
        ["damaged"] = static _ => Task.FromResult(DamageOf(Bases.SignedForm)),
        ["time-stamps only"] = static _ => Task.FromResult(TestSignature.Timestamp().Apply(Bases.Form)),
        ["removed"] = static _ => Task.FromResult(Removals.All.First().Build()),
        ["forged"] = static _ => Task.FromResult(Forgeries.All.First().Build()),
        ["no contents"] = static _ => Task.FromResult(new TestSignature { Cms = static _ => [] }.Apply(Bases.Form)),
        ["a stamp that is none"] = static _ => Task.FromResult((TestSignature.Timestamp() with { Cms = static _ => [0x30, 0x03, 1, 2, 3] }).Apply(Bases.SignedForm)),
        ["a stamp over something else"] = static _ => Task.FromResult((TestSignature.Timestamp() with { Cms = static _ => Samples.Stamp([1, 2, 3]) }).Apply(Bases.SignedForm)),
        ["locked fields"] = static _ => Task.FromResult(Further.Apply(TestSignature.FieldMdp("/Action /Include /Fields [(note) (other)]").Apply(Bases.Form))),
        ["hostile names"] = static _ => Task.FromResult(new TestSignature { Name = Hostile }.Apply(new TestPdf().AddSignatureField("<img src=x onerror=alert(2)>").Build())),
        ["revoked"] = static world => Task.FromResult(SignAnyway(world, "revoked")),
        ["expired"] = static world => Task.FromResult(SignAnyway(world, "expired")),
    };

    internal static IEnumerable<string> Names => Documents.Keys;

    internal static Task<byte[]> BuildAsync(World world, string name) => Documents[name](world);

    /// <summary>Collected and judged offline for what signs by itself, online for the rest.</summary>
    internal static async Task<(VerificationReport Report, Evidence Evidence)> JudgeAsync(World world, string name, string language)
    {
        byte[] document = await BuildAsync(world, name);
        if (name is "an unknown authority" or "time-stamps only" or "removed" or "forged" or "no contents" or "locked fields" or "hostile names" || name.StartsWith("a stamp", StringComparison.Ordinal))
        {
            Evidence offline = Verify.Collect(document, name == "an unknown authority" ? Core.Pki.TrustStore.Empty : null);
            return (PdfVerifier.Judge(offline, ValidationPolicy.Offline, Verify.Now, language), offline);
        }
        Evidence evidence = await world.Verifier.CollectAsync(
            new MemoryStream(document), new VerificationOptions { Policy = ValidationPolicy.Online }, TestContext.Current.CancellationToken);
        return (PdfVerifier.Judge(evidence, ValidationPolicy.Online, TimeProvider.System.GetUtcNow(), language), evidence);
    }

    private static byte[] Alter(byte[] document)
    {
        byte[] altered = [.. document];
        int text = Encoding.Latin1.GetString(altered).IndexOf("stream\n", StringComparison.Ordinal) + "stream\n".Length;
        altered[text + 1] ^= 1;
        return altered;
    }

    private static byte[] DamageOf(byte[] document) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(document).Replace("startxref", "startxxxx", StringComparison.Ordinal));

    /// <summary>A signature by somebody whom the signer would refuse.</summary>
    private static byte[] SignAnyway(World world, string identity) => new TestSignature { Room = 8000, Cms = content => Sign(content, world.Key(identity)) }.Apply(ThreePages);

    private static byte[] Sign(byte[] content, Pkcs12Key key)
    {
        byte[] attributes = SignedAttributes.Build(SHA256.HashData(content), key.Certificate.RawData, HashAlgorithmName.SHA256);
        // A key in a file signs at once.
        byte[] value = key.SignDataAsync(attributes, SignatureAlgorithm.RsaPkcs1Sha256, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return CmsWriter.Write(attributes, SignatureAlgorithm.RsaPkcs1Sha256, value, [key.Certificate.RawData, .. key.Chain.Select(static c => (ReadOnlyMemory<byte>)c.RawData)], null);
    }
}
