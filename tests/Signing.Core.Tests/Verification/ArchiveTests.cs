using System.Text;
using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Pki.Revocation;
using Signing.Core.Tests.Cms;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>What long-term data and archive time-stamps prove, and what they do not.</summary>
public sealed class ArchiveTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(PadesLevel.BaselineLt, "PAdES-B-LT")]
    [InlineData(PadesLevel.BaselineLta, "PAdES-B-LTA")]
    public async Task Verify_EverythingIsInTheDocument_HasTheLevel(PadesLevel level, string name)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, level));

        SignatureReport report = Judge(evidence, scene.Clock.GetUtcNow());

        Assert.Equal((Verdict.Valid, name), (report.Verdict, report.Level));
    }

    [Theory]
    [InlineData(PadesLevel.BaselineLt)]
    [InlineData(PadesLevel.BaselineLta)]
    public async Task Judge_SavedEvidence_SameReportAtAnyTime(PadesLevel level)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(await scene.IssueAsync(-1, 30), level));
        Evidence imported = Evidence.Import(evidence.Export());

        foreach (int days in (int[])[-1, 0, 1, 31, 800, 4000])
        {
            DateTimeOffset at = TrustScene.Start + (days * Day);
            Assert.Equal(Text(evidence, at), Text(imported, at));
        }
        Assert.Equal(evidence.Export(), imported.Export());
    }

    [Theory]
    [InlineData(PadesLevel.BaselineLt)]
    [InlineData(PadesLevel.BaselineLta)]
    public async Task Verify_AnyProofOnlyOutsideTheDocument_LevelIsNotClaimed(PadesLevel level)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, level));
        RevocationProof[] proofs = [.. evidence.Proofs.Ocsp, .. evidence.Proofs.Crls];
        string whole = Judge(evidence, TrustScene.Start).Level!;
        var needed = new List<RevocationProof>();
        foreach (RevocationProof proof in proofs.Where(proof => evidence.RevisionOf(proof.Der) is not null))
        {
            SignatureReport report = Judge(Without(evidence, proof.Der), TrustScene.Start);
            Assert.Equal(Verdict.Valid, report.Verdict);
            if (report.Level != whole)
            {
                Assert.Equal("PAdES-B-T", report.Level);
                needed.Add(proof);
            }
        }
        // The signer's and the time-stamp authority's at least, and their issuer's.
        Assert.InRange(needed.Count, 2, proofs.Length);
    }

    [Fact]
    public async Task Verify_ArchiveTimestampAlone_IsNoArchive()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineLta));
        var later = evidence.Revisions.ToDictionary(static held => held.Key, static held => held.Value + 10, SameBytes.Instance);

        SignatureReport report = Judge(Copy(evidence, later), TrustScene.Start);

        Assert.Equal((Verdict.Valid, "PAdES-B-LT"), (report.Verdict, report.Level));
    }

    [Fact]
    public async Task Verify_SignedAfterItsRevocation_Fails()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] archived = await scene.SignAsync(scene.Pki.Agency, PadesLevel.BaselineLta);
        byte[] document = await SignAgainAsync(scene, archived, scene.Pki.Official, TrustScene.Start);
        scene.Clock.Advance(Day);
        scene.Pki.Revoke(scene.Pki.Official, new CertificateRevocation(TrustScene.Start - Day));

        SignatureReport report = await LastAsync(scene, document);

        Assert.Equal((Indication.TotalFailed, SubIndication.Revoked, TrustStatus.Revoked), (report.Indication, report.SubIndication, report.Trust.Status));
        Assert.Equal(Integrity.Intact, report.Integrity);
    }

    [Fact]
    public async Task Verify_SignedAfterItsCertificateEnded_Fails()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        DevIdentity signer = await scene.IssueAsync(-1, 30);
        scene.Clock.Advance(40 * Day);
        byte[] archived = await scene.SignAsync(scene.Pki.Agency, PadesLevel.BaselineLta);
        byte[] document = await SignAgainAsync(scene, archived, signer, TrustScene.Start);

        SignatureReport report = await LastAsync(scene, document);

        Assert.Equal((Indication.TotalFailed, SubIndication.Expired, TrustStatus.Expired), (report.Indication, report.SubIndication, report.Trust.Status));
    }

    [Fact]
    public void Verify_TimestampLaterThanTheOneOverIt_OrderFailure()
    {
        byte[] stamped = new TestSignature { Room = 3000, Cms = static content => TestSignature.SignAndStamp(content, TestKey.P256) }.Apply(Bases.Form);
        TestSignature archive = TestSignature.Timestamp() with { Cms = static content => Core.Tests.Cms.Samples.Stamp(content, time: "20261123073015Z") };

        SignatureReport report = Verify.Judge(archive.Apply(stamped)).Signatures[0];

        Assert.Equal((Indication.Indeterminate, SubIndication.TimestampOrderFailure), (report.Indication, report.SubIndication));
        Assert.Contains(report.Timestamps[0].Reasons, static reason => reason.Code == ReasonCodes.TimestampOrder);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    public async Task Verify_IssuerEnded_CountsWhatExistedBefore(int stampedAfterHours, bool passes)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineLta));
        var existence = new ProofsOfExistence(evidence, TrustScene.Start.AddYears(30));
        existence.Add(10, TrustScene.Start.AddHours(stampedAfterHours));
        var context = new RevocationContext(evidence.Proofs, evidence.Certificates, evidence.Trust, TrustScene.Start.AddYears(30), TrustScene.Start.AddYears(30));
        var past = new PastValidation(
            new CertificatePaths(evidence, AlgorithmTable.Default, existence, TrustScene.Start.AddYears(30)), new AlgorithmRules(AlgorithmTable.Default), existence,
            context with { Freshness = TimeSpan.FromHours(3) });

        PastStanding standing = past.Judge(Certificate.From(scene.Pki.Official.Certificate), PathPurpose.DocumentSigning, TrustScene.Start);

        // Thirty years on every certificate has ended: the issuer vouches for three hours after its own proof was made.
        Assert.Equal(passes, standing.Holds);
        Assert.Equal(passes, standing.Unproven is null);
    }

    [Fact]
    public async Task Judge_FreshnessOfThePolicy_AsksForNewerProofs()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineB));
        ValidationPolicy strict = ValidationPolicy.Offline with { RevocationFreshness = TimeSpan.FromMinutes(1) };
        DateTimeOffset soon = TrustScene.Start.AddMinutes(20);

        Assert.Equal(Verdict.Valid, PdfVerifier.Judge(evidence, ValidationPolicy.Offline, soon).Verdict);
        SignatureReport report = PdfVerifier.Judge(evidence, strict, soon).Signatures[0];
        Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), (report.Indication, report.SubIndication));
    }

    [Theory]
    [InlineData("2030-01-01T00:00:00Z", null)]
    [InlineData("2026-11-23T07:00:00Z", SubIndication.CryptoConstraintsFailureNoPoe)]
    [InlineData("2000-01-01T00:00:00Z", SubIndication.CryptoConstraintsFailure)]
    [InlineData(null, SubIndication.CryptoConstraintsFailure)]
    public async Task Judge_HashThatEnded_CountsOnlyBefore(string? until, SubIndication? expected)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineB));
        AlgorithmLimit[] others = [.. AlgorithmTable.Default.Hashes.Where(static row => row.Name != "SHA-256")];
        AlgorithmTable table = AlgorithmTable.Default with
        {
            Hashes = until is null ? others : [.. others, new AlgorithmLimit("SHA-256", DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture))],
        };

        SignatureReport report = PdfVerifier.Judge(evidence, ValidationPolicy.Offline with { Algorithms = table }, TrustScene.Start).Signatures[0];

        Assert.Equal(expected, report.SubIndication);
    }

    private static SignatureReport Judge(Evidence evidence, DateTimeOffset at) =>
        PdfVerifier.Judge(evidence, ValidationPolicy.Online, at).Signatures.First(static signature => signature.Kind == SignatureKind.Signature);

    private static string Text(Evidence evidence, DateTimeOffset at) =>
        Encoding.UTF8.GetString(ReportJson.Serialize(PdfVerifier.Judge(evidence, ValidationPolicy.Online, at, "vi")));

    /// <summary>The same proofs, one of them not from the document.</summary>
    private static Evidence Without(Evidence evidence, ReadOnlyMemory<byte> der) => Copy(
        evidence,
        evidence.Revisions.Where(held => !SameBytes.Instance.Equals(held.Key, der)).ToDictionary(static held => held.Key, static held => held.Value, SameBytes.Instance));

    private static Evidence Copy(Evidence evidence, Dictionary<ReadOnlyMemory<byte>, int> revisions) =>
        new(evidence.Data, evidence.Trust, evidence.Certificates, evidence.Proofs) { Revisions = revisions };

    private static async Task<byte[]> SignAgainAsync(TrustScene scene, byte[] document, DevIdentity identity, DateTimeOffset claimed)
    {
        PdfSignerOptions options = World.SignerOptions(scene.Pki, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(claimed));
        options.SignerStatusUnknown = SignerStatusUnknown.Proceed;
        using var signer = new PdfSigner(options);
        using Core.Keys.Pkcs12Key key = World.KeyOf(identity);
        using var output = new MemoryStream();
        await signer.SignAsync(new MemoryStream(document), output, key, new SignatureOptions { Level = PadesLevel.BaselineB }, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private static async Task<SignatureReport> LastAsync(TrustScene scene, byte[] document) =>
        PdfVerifier.Judge(await scene.CollectAsync(document), ValidationPolicy.Online, scene.Clock.GetUtcNow()).Signatures[^1];
}
