using System.Security.Cryptography.X509Certificates;
using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Certificates and time, with a clock that moves: what EN 319 102-1 makes of each turn of events.</summary>
public sealed class TrustTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(PadesLevel.BaselineB, "PAdES-B-B")]
    [InlineData(PadesLevel.BaselineT, "PAdES-B-T")]
    public async Task Verify_SoundSignature_Passes(PadesLevel level, string name)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        SignatureReport report = await scene.VerifyAsync(await scene.SignAsync(scene.Pki.Official, level));

        AssertPassed(report);
        Assert.Equal(name, report.Level);
        Assert.Equal("dev", report.Trust.Domain);
        Assert.Equal([false, false, true], report.Trust.Chain.Select(static link => link.Anchor));
        Assert.Equal([ProofStatus.Good, ProofStatus.Good], report.Trust.Revocation.Select(static proof => proof.Status));
        Assert.Equal([ProofKind.Ocsp, ProofKind.Crl], report.Trust.Revocation.Select(static proof => proof.Kind));
    }

    [Fact]
    public async Task Verify_ExpiredWithoutTimestamp_OutOfBounds()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(await scene.IssueAsync(-1, 30), PadesLevel.BaselineB);
        scene.Clock.Advance(60 * Day);

        AssertOpen(await scene.VerifyAsync(document), SubIndication.OutOfBoundsNoPoe, TrustStatus.Expired, ReasonCodes.CertificateExpired);
    }

    [Fact]
    public async Task Verify_ExpiredAfterTimestamp_PassesByTheProofsOfThatTime()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(await scene.IssueAsync(-1, 30), PadesLevel.BaselineT);
        Evidence early = await scene.CollectAsync(document);
        scene.Clock.Advance(60 * Day);
        Evidence late = await scene.CollectAsync(document);
        var both = new Evidence(late.Data, late.Trust, late.Certificates, late.Proofs.Add(early.Proofs));

        AssertPassed(PdfVerifier.Judge(both, ValidationPolicy.Online, scene.Clock.GetUtcNow()).Signatures[0]);
    }

    [Fact]
    public async Task Verify_ProofsOfTheTimestampAuthorityOutOfDate_TheTimeIsNoLongerProven()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        Evidence evidence = await scene.CollectAsync(await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineT));

        SignatureReport report = PdfVerifier.Judge(evidence, ValidationPolicy.Online, TrustScene.Start + (60 * Day)).Signatures[0];

        AssertOpen(report, SubIndication.TryLater, TrustStatus.Unknown, ReasonCodes.TimestampNotTrusted);
        Assert.Null(report.BestTime);
    }

    [Fact]
    public async Task Verify_ExpiredAfterTimestamp_StatusNoLongerToldIsNeverValid()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(await scene.IssueAsync(-1, 30), PadesLevel.BaselineT);
        scene.Clock.Advance(60 * Day);

        // The responder forgets expired certificates, and says so: what it answers now proves nothing (RFC 6960, 4.4.4).
        SignatureReport report = await scene.VerifyAsync(document);

        Assert.Equal(TrustScene.Start, report.BestTime);
        AssertOpen(report, SubIndication.OutOfBoundsNoPoe, TrustStatus.Expired, ReasonCodes.RevocationUnknown);
    }

    [Theory]
    [InlineData(PadesLevel.BaselineB)]
    [InlineData(PadesLevel.BaselineT)]
    public async Task Verify_RevokedBefore_RevokedWithoutProofOfExistence(PadesLevel level)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, level);
        scene.Clock.Advance(Day);
        scene.Pki.Revoke(scene.Pki.Official, new CertificateRevocation(TrustScene.Start - Day, X509RevocationReason.KeyCompromise));

        SignatureReport report = await scene.VerifyAsync(document);

        AssertOpen(report, SubIndication.RevokedNoPoe, TrustStatus.Revoked, ReasonCodes.CertificateRevoked);
        RevocationReport proof = report.Trust.Revocation[0];
        Assert.Equal((ProofStatus.Revoked, TrustScene.Start - Day, "keyCompromise"), (proof.Status, proof.RevokedAt, proof.Reason));
    }

    [Fact]
    public async Task Verify_RevokedAfterTimestamp_Passes()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineT);
        scene.Pki.Revoke(scene.Pki.Official, new CertificateRevocation(TrustScene.Start + Day));
        scene.Clock.Advance(2 * Day);

        AssertPassed(await scene.VerifyAsync(document));
    }

    [Fact]
    public async Task Verify_RevokedAfterwardsWithoutTimestamp_RevokedWithoutProofOfExistence()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineB);
        scene.Pki.Revoke(scene.Pki.Official, new CertificateRevocation(TrustScene.Start + Day));
        scene.Clock.Advance(2 * Day);

        AssertOpen(await scene.VerifyAsync(document), SubIndication.RevokedNoPoe, TrustStatus.Revoked, ReasonCodes.CertificateRevoked);
    }

    [Fact]
    public async Task Verify_OnHold_TryLater()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineT);
        scene.Clock.Advance(Day);
        scene.Pki.Revoke(scene.Pki.Official, new CertificateRevocation(TrustScene.Start - Day, X509RevocationReason.CertificateHold));

        AssertOpen(await scene.VerifyAsync(document), SubIndication.TryLater, TrustStatus.OnHold, ReasonCodes.CertificateOnHold);

        scene.Pki.Revoke(scene.Pki.Official, null);
        scene.Clock.Advance(2 * Day);
        AssertPassed(await scene.VerifyAsync(document));
    }

    [Theory]
    [InlineData(PadesLevel.BaselineB, Misbehaviour.Down)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.Down)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.Garbage)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.Empty)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.ServerError)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.WrongSigner)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.BrokenSignature)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.Stale)]
    [InlineData(PadesLevel.BaselineT, Misbehaviour.FromTheFuture)]
    public async Task Verify_StatusUnknown_TryLaterAndSaysWhichProofIsMissing(PadesLevel level, Misbehaviour misbehaviour)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, level);
        scene.Pki.Ocsp.Misbehaviour = misbehaviour;
        scene.Pki.Crl.Misbehaviour = misbehaviour;

        SignatureReport report = await scene.VerifyAsync(document);

        AssertOpen(report, SubIndication.TryLater, TrustStatus.Unknown, ReasonCodes.RevocationUnknown);
        Assert.Contains(report.Reasons, reason => reason.Message.Contains(scene.Pki.Ocsp.Address.AbsoluteUri, StringComparison.Ordinal));
        Assert.Equal(Integrity.Intact, report.Integrity);
    }

    [Fact]
    public async Task Verify_Offline_NeverTouchesTheNetwork()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineT);
        int requests = scene.Pki.Ocsp.Requests + scene.Pki.Crl.Requests;
        using PdfVerifier verifier = new(World.VerifierOptions(scene.Pki, scene.Clock));

        VerificationReport report = await verifier.VerifyAsync(new MemoryStream(document), cancellationToken: TestContext.Current.CancellationToken);

        AssertOpen(report.Signatures[0], SubIndication.TryLater, TrustStatus.Unknown, ReasonCodes.RevocationUnknown);
        Assert.Equal(requests, scene.Pki.Ocsp.Requests + scene.Pki.Crl.Requests);
    }

    [Fact]
    public async Task Verify_TimestampAuthorityRevoked_ItsTimeDoesNotCount()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineT);
        scene.Clock.Advance(Day);
        scene.Pki.Revoke(scene.Pki.TimeStamping, new CertificateRevocation(TrustScene.Start - Day, X509RevocationReason.KeyCompromise));

        SignatureReport report = await scene.VerifyAsync(document);

        Assert.Equal((Indication.Indeterminate, SubIndication.RevokedNoPoe, "PAdES-B-B"), (report.Indication, report.SubIndication, report.Level));
        Assert.Null(report.BestTime);
        Assert.Equal((Verdict.Indeterminate, ReasonCodes.CertificateRevoked), (report.Timestamps[0].Verdict, report.Timestamps[0].Reasons[0].Code));
        Assert.Contains(report.Reasons, static reason => reason.Code == ReasonCodes.TimestampNotTrusted);
    }

    [Fact]
    public async Task Verify_AuthorityRevoked_RevokedAuthorityWithoutProofOfExistence()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineB);
        scene.Clock.Advance(2 * Day);
        scene.Pki.Revoke(scene.Pki.Issuing, new CertificateRevocation(TrustScene.Start - Day, X509RevocationReason.CACompromise));

        AssertOpen(await scene.VerifyAsync(document), SubIndication.RevokedCaNoPoe, TrustStatus.Revoked, ReasonCodes.CertificateRevoked);
    }

    [Fact]
    public async Task Verify_RootThatNobodyTrusts_NoChain()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        PdfSignerOptions trusting = World.SignerOptions(scene.Pki, scene.Clock);
        trusting.Trust = TrustStore.Load([new TrustDomainOptions { Name = "foreign", Anchors = { scene.Pki.ForeignRoot.Certificate } }]);

        SignatureReport report = await scene.VerifyAsync(await scene.SignAsync(scene.Pki.Untrusted, PadesLevel.BaselineB, trusting));

        AssertOpen(report, SubIndication.NoCertificateChainFound, TrustStatus.Untrusted, ReasonCodes.NoCertificateChain);
        Assert.Null(report.Trust.Domain);
        Assert.All(report.Trust.Chain, static link => Assert.False(link.Anchor));
    }

    [Fact]
    public async Task Verify_AuthoritySignedWithSha1_OnlyWherePinned()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.OfficialG1, PadesLevel.BaselineT);
        using PdfVerifier without = scene.VerifierOf(new TrustDomainOptions { Name = "dev", AnchorFolder = scene.Pki.AnchorFolder });

        AssertPassed(await scene.VerifyAsync(document));
        AssertOpen(await scene.VerifyAsync(document, without), SubIndication.CryptoConstraintsFailure, TrustStatus.Untrusted, ReasonCodes.AlgorithmWeak);
    }

    [Fact]
    public async Task Verify_BeforeTheCertificateBegan_OutOfBounds()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(await scene.IssueAsync(-1, 30), PadesLevel.BaselineB);

        SignatureReport report = await scene.VerifyAsync(document, at: TrustScene.Start - (2 * Day));

        AssertOpen(report, SubIndication.OutOfBoundsNoPoe, TrustStatus.NotYetValid, ReasonCodes.CertificateNotYetValid);
    }

    [Fact]
    public async Task Verify_ProvenOlderThanItsCertificate_Fails()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        DevIdentity signer = await scene.IssueAsync(10, 30);
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TrustScene.Start + (11 * Day));
        byte[] document = await scene.SignAsync(signer, PadesLevel.BaselineT, World.SignerOptions(scene.Pki, later));
        scene.Clock.Advance(12 * Day);

        SignatureReport report = await scene.VerifyAsync(document);

        Assert.Equal((Indication.TotalFailed, SubIndication.NotYetValid, Verdict.Invalid), (report.Indication, report.SubIndication, report.Verdict));
        Assert.Equal((TrustStatus.NotYetValid, Integrity.Intact), (report.Trust.Status, report.Integrity));
        Assert.Contains(report.Reasons, static reason => reason.Code == ReasonCodes.SigningTimeAfterTimestamp);
    }

    [Fact]
    public async Task Verify_AtAnEarlierTime_ProofsOfTodayCount()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(await scene.IssueAsync(-1, 30), PadesLevel.BaselineB);
        scene.Clock.Advance(10 * Day);

        AssertPassed(await scene.VerifyAsync(document, at: TrustScene.Start + Day));
    }

    [Fact]
    public async Task Verify_AtATimeBeforeTheResponderBegan_RevocationOutOfBounds()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(await scene.IssueAsync(-1000, 30), PadesLevel.BaselineB);

        SignatureReport report = await scene.VerifyAsync(document, at: TrustScene.Start - (500 * Day));

        AssertOpen(report, SubIndication.RevocationOutOfBoundsNoPoe, TrustStatus.NotYetValid, ReasonCodes.CertificateNotYetValid);
    }

    [Theory]
    [InlineData(TrustPurposes.All, 1, SubIndication.NoCertificateChainFoundNoPoe, ReasonCodes.TrustEnded)]
    [InlineData(TrustPurposes.TimeStamping, 1, SubIndication.NoCertificateChainFound, ReasonCodes.NoCertificateChain)]
    [InlineData(TrustPurposes.All, -1, SubIndication.NoCertificateChainFound, ReasonCodes.NoCertificateChain)]
    public async Task Verify_DomainThatDoesNotTrust_OnlyItsEndIsASunsetDate(TrustPurposes purposes, int days, SubIndication sub, string code)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = await scene.SignAsync(scene.Pki.Official, PadesLevel.BaselineB);
        using PdfVerifier verifier = scene.VerifierOf(new TrustDomainOptions
        {
            Name = "dev",
            AnchorFolder = scene.Pki.AnchorFolder,
            Purposes = purposes,
            TrustedFrom = TrustScene.Start,
            TrustedUntil = TrustScene.Start + Day,
        });

        AssertOpen(await scene.VerifyAsync(document, verifier, TrustScene.Start + (days * Day)), sub, TrustStatus.Untrusted, code);
    }

    [Fact]
    public async Task Verify_CertificateThatMayNotSignDocuments_PurposeNotPermitted()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        byte[] document = new TestSignature
        {
            Room = 6000,
            Cms = content => Signed(content, scene.Pki.TimeStamping),
        }.Apply(Verify.SmallTable);

        AssertOpen(await scene.VerifyAsync(document), SubIndication.ChainConstraintsFailure, TrustStatus.Untrusted, ReasonCodes.PurposeNotPermitted);
    }

    private static byte[] Signed(byte[] content, DevIdentity identity)
    {
        byte[] digest = System.Security.Cryptography.SHA256.HashData(content);
        byte[] attributes = Core.Cms.SignedAttributes.Build(digest, identity.Certificate.RawData, System.Security.Cryptography.HashAlgorithmName.SHA256);
        byte[] value = ((System.Security.Cryptography.RSA)identity.PrivateKey).SignData(
            attributes, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        return Core.Cms.CmsWriter.Write(attributes, SignatureAlgorithm.RsaPkcs1Sha256, value, [identity.Certificate.RawData]);
    }

    private static void AssertPassed(SignatureReport report)
    {
        Assert.Equal([], report.Reasons.Where(static reason => reason.Code != ReasonCodes.NoTimestamp).Select(static reason => reason.Message));
        Assert.Equal((Indication.TotalPassed, null, Verdict.Valid), (report.Indication, report.SubIndication, report.Verdict));
        Assert.Equal((TrustStatus.Trusted, Integrity.Intact), (report.Trust.Status, report.Integrity));
    }

    private static void AssertOpen(SignatureReport report, SubIndication sub, TrustStatus status, string code)
    {
        Assert.Equal((Indication.Indeterminate, sub, Verdict.Indeterminate), (report.Indication, report.SubIndication, report.Verdict));
        Assert.Equal((status, Integrity.Intact), (report.Trust.Status, report.Integrity));
        Assert.Contains(report.Reasons, reason => reason.Code == code);
    }
}
