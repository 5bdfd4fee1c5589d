using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>Signing at B-LT and B-LTA, and what judges from outside say of it.</summary>
public sealed class LevelTests(World world)
{
    private static readonly string[] Archival = [ReasonCodes.ValidationDataAdded, ReasonCodes.DocumentTimestampAdded];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<string, PadesLevel, string> Kinds
    {
        get
        {
            var rows = new TheoryData<string, PadesLevel, string>();
            foreach (string kind in Samples.All.Keys)
            {
                rows.Add("official", PadesLevel.BaselineLta, kind);
            }
            rows.Add("agency", PadesLevel.BaselineLt, "Table");
            rows.Add("official-ec", PadesLevel.BaselineLt, "ObjectStreams");
            rows.Add("official-ec", PadesLevel.BaselineLta, "Hybrid");
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Sign_AnyKindOfDocument_HoldsEveryProofAndSatisfiesEveryJudge(string key, PadesLevel level, string kind)
    {
        byte[] document = Samples.All[kind].Build();

        byte[] signed = await world.SignAsync(document, world.Key(key), new SignatureOptions { Level = level });

        Assert.True(signed.AsSpan().StartsWith(document), "The original is no prefix.");
        await AssertWholeAsync(signed, level);
        await Documents.OutsideJudges.AcceptAsync(document, signed, signatures: 1);
        await ArchiveJudge.AcceptAsync(signed, world.Pki);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("")]
    public async Task Complete_EncryptedDocumentAfterARestart_NeedsThePasswordOnceMore(string password)
    {
        byte[] document = await QpdfEncryption.MakeAsync(TestPdf.Create(), "AES-256", password, "owner");
        PreparedSignature prepared = await world.Signer.PrepareAsync(
            new MemoryStream(document), world.Official.Certificate, new SignatureOptions { Level = PadesLevel.BaselineLta, Password = password }, CancellationToken);
        PreparedSignature imported = PreparedSignature.Import(prepared.Export());
        imported.Password = password;
        byte[] value = await world.Official.SignDataAsync(imported.DataToSign, imported.Algorithm, CancellationToken);
        using var output = new MemoryStream();

        await world.Signer.CompleteAsync(imported, value, new MemoryStream(document), output, CancellationToken);

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(output.ToArray(), password)).Verdict);
        Assert.Equal(2, EmbeddedSignature.All(output.ToArray()).Count);
        Assert.DoesNotContain("\"user\"", System.Text.Encoding.UTF8.GetString(prepared.Export()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_SecondSignature_KeepsWhatTheStoreHas()
    {
        byte[] once = await world.SignAsync(TestPdf.Create(), world.Official, new SignatureOptions { Level = PadesLevel.BaselineLta });
        byte[] twice = await world.SignAsync(once, world.OfficialEc, new SignatureOptions { Level = PadesLevel.BaselineLta });

        ValidationDataOf before = ValidationDataOf.Read(once);
        ValidationDataOf after = ValidationDataOf.Read(twice);
        Assert.Subset(after.All.ToHashSet(), before.All.ToHashSet());
        Assert.Distinct(after.All);
        Assert.Equal(before.Certificates.Count + 1, after.Certificates.Count);
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(twice)).Verdict);
        await Judges.AcceptAsync(twice, signatures: 2);
    }

    /// <summary>Valid online and offline, nothing but archival changes, and each proof once.</summary>
    private async Task AssertWholeAsync(byte[] signed, PadesLevel level)
    {
        Assert.Equal(level == PadesLevel.BaselineLta ? 2 : 1, EmbeddedSignature.All(signed).Count);
        ValidationDataOf store = ValidationDataOf.Read(signed);
        Assert.NotEmpty(store.Certificates);
        Assert.NotEmpty(store.OcspResponses.Concat(store.Crls));
        Assert.Distinct(store.All);

        VerificationReport offline = await world.Verifier.VerifyAsync(new MemoryStream(signed), null, CancellationToken);
        VerificationReport online = await world.VerifyAsync(signed);
        Assert.All([offline, online], static report =>
        {
            Assert.All(report.Signatures, static s => Assert.True(s.Verdict == Verdict.Valid, string.Join("; ", s.Reasons.Select(static r => r.Message))));
            Assert.All(report.Signatures.SelectMany(static s => s.Changes.Findings), static f => Assert.Contains(f.Code, Archival));
            Assert.Equal(ChangeLevel.Archival, report.Signatures[0].Changes.Level);
            Assert.All(report.Signatures.SelectMany(static s => s.Trust.Revocation), static r => Assert.Equal(ProofSource.Embedded, r.Source));
        });
    }
}
