using System.Security.Cryptography;
using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>Validation-related information by signature (ISO 32000-2, 12.8.4.4), where it is asked for.</summary>
public sealed class VriTests(World world)
{
    [Fact]
    public async Task Sign_WithVri_FilesProofsUnderTheHashOfTheContents()
    {
        PdfSignerOptions options = World.SignerOptions(world.Pki);
        options.VriEntries = VriEntries.Write;
        using var signer = new PdfSigner(options);
        using var once = new MemoryStream();
        await signer.SignAsync(new MemoryStream(TestPdf.Create()), once, world.Official, new SignatureOptions { Level = PadesLevel.BaselineLta }, TestContext.Current.CancellationToken);
        using var twice = new MemoryStream();
        await signer.ExtendAsync(new MemoryStream(once.ToArray()), twice, null, TestContext.Current.CancellationToken);

        Assert.Equal([Name(once.ToArray(), 0)], ValidationDataOf.Read(once.ToArray()).Vri);
        Assert.Equal([Name(once.ToArray(), 0), Name(once.ToArray(), 1)], ValidationDataOf.Read(twice.ToArray()).Vri);
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(twice.ToArray())).Verdict);
        AssertEntriesNameWhatTheStoreHas(twice.ToArray());
        await Judges.AcceptAsync(twice.ToArray(), signatures: 1);
    }

    [Fact]
    public async Task Sign_WithoutVri_HasNone() =>
        Assert.Empty(ValidationDataOf.Read(await world.SignAsync(TestPdf.Create(), options: new SignatureOptions { Level = PadesLevel.BaselineLt })).Vri);

    private static void AssertEntriesNameWhatTheStoreHas(byte[] document)
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document));
        PdfView view = opened.Current;
        PdfDictionary store = view.Get<PdfDictionary>(view.Catalog, "DSS")!;
        foreach ((string name, _) in view.Get<PdfDictionary>(store, "VRI")!)
        {
            PdfDictionary entry = view.Get<PdfDictionary>(view.Get<PdfDictionary>(store, "VRI")!, name)!;
            Assert.NotNull(entry["Cert"]);
            Assert.NotNull(entry["OCSP"] ?? entry["CRL"]);
            foreach ((string one, string all) in (IEnumerable<(string, string)>)[("Cert", "Certs"), ("OCSP", "OCSPs"), ("CRL", "CRLs")])
            {
                Assert.Subset((view.Get<PdfArray>(store, all) ?? []).ToHashSet(), (view.Get<PdfArray>(entry, one) ?? []).ToHashSet());
            }
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The standard's name.")]
    private static string Name(byte[] document, int signature) => Convert.ToHexString(SHA1.HashData(EmbeddedSignature.All(document)[signature].Contents));
}
