using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class RevocationJudgeTests
{
    private const int KeyCompromise = 1;
    private const int Hold = 6;
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _signer;

    public RevocationJudgeTests() => _signer = _root.Issue(new TestTemplate("Signer") { Crl = "http://crl.example.vn/", Ocsp = "http://ocsp.example.vn/" });

    [Fact]
    public void Judge_NoProof_UnknownWithAddresses()
    {
        RevocationFinding finding = Judge();

        Assert.Equal(RevocationStatus.Unknown, finding.Status);
        Assert.Equal([new Uri("http://ocsp.example.vn/"), new Uri("http://crl.example.vn/")], finding.Addresses);
        Assert.Null(finding.Proof);
    }

    [Fact]
    public void Judge_GoodAnswer_GoodWithItsTimes()
    {
        OcspProof proof = Ocsp().Proof();

        RevocationFinding finding = Judge(proof);

        Assert.Equal(RevocationStatus.Good, finding.Status);
        Assert.Same(proof, finding.Proof);
        Assert.Equal(Now.AddHours(-1), finding.ThisUpdate);
        Assert.Equal(Now.AddHours(1), finding.NextUpdate);
        Assert.Null(finding.RevokedAt);
        Assert.Null(finding.Reason);
    }

    [Fact]
    public void Judge_RevokedAnswer_RevokedWithReason()
    {
        RevocationFinding finding = Judge((Ocsp() with { RevokedAt = Now.AddDays(-3), Reason = KeyCompromise }).Proof());

        Assert.Equal(RevocationStatus.Revoked, finding.Status);
        Assert.Equal(Now.AddDays(-3), finding.RevokedAt);
        Assert.Equal("keyCompromise", finding.Reason);
    }

    [Theory]
    [InlineData(-1, RevocationStatus.Good)]
    [InlineData(0, RevocationStatus.Revoked)]
    [InlineData(1, RevocationStatus.Revoked)]
    public void Judge_TimeThatCountsAroundTheRevocation_CountsFromItsDate(int minutes, object expected)
    {
        DateTimeOffset revokedAt = Now.AddDays(-3);
        OcspProof proof = (Ocsp() with { RevokedAt = revokedAt, Reason = KeyCompromise }).Proof();

        RevocationFinding finding = Judge(Context(proof) with { At = revokedAt.AddMinutes(minutes) });

        Assert.Equal((RevocationStatus)expected, finding.Status);
        Assert.Equal(revokedAt, finding.RevokedAt);
    }

    [Fact]
    public void Judge_OnHold_IsNotRevoked() =>
        Assert.Equal(RevocationStatus.OnHold, Judge((Ocsp() with { RevokedAt = Now.AddDays(-3), Reason = Hold }).Proof()).Status);

    [Fact]
    public void Judge_HoldLiftedSince_Good()
    {
        CrlProof held = (Crl() with { ThisUpdate = Now.AddDays(-2), Revoked = [(_signer.Certificate, Now.AddDays(-3), Hold)] }).Proof();

        Assert.Equal(RevocationStatus.OnHold, Judge(held).Status);
        Assert.Equal(RevocationStatus.Good, Judge(held, Crl().Proof()).Status);
    }

    [Fact]
    public void Judge_RevokedInAnOlderProof_StaysRevoked()
    {
        CrlProof revoked = (Crl() with { ThisUpdate = Now.AddDays(-20), NextUpdate = Now.AddDays(-19), Revoked = [(_signer.Certificate, Now.AddDays(-30), KeyCompromise)] }).Proof();

        RevocationFinding finding = Judge(revoked, Ocsp().Proof());

        Assert.Equal(RevocationStatus.Revoked, finding.Status);
        Assert.Same(revoked, finding.Proof);
    }

    [Fact]
    public void Judge_UnknownAnswer_Unknown() => Assert.Equal(RevocationStatus.Unknown, Judge((Ocsp() with { IsUnknown = true }).Proof()).Status);

    [Fact]
    public void Judge_StaleAnswer_UnknownAndSaysWhy()
    {
        RevocationFinding finding = Judge((Ocsp() with { ThisUpdate = Now.AddDays(-2), NextUpdate = Now.AddDays(-1) }).Proof());

        Assert.Equal(RevocationStatus.Unknown, finding.Status);
        Assert.Contains("nextUpdate", Assert.Single(finding.Rejected).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_StaleNowButMadeAfterTheTimeThatCounts_Good()
    {
        OcspProof proof = (Ocsp() with { ThisUpdate = Now.AddDays(-2), NextUpdate = Now.AddDays(-1) }).Proof();

        Assert.Equal(RevocationStatus.Good, Judge(Context(proof) with { At = Now.AddDays(-3) }).Status);
    }

    [Theory]
    [InlineData(23, RevocationStatus.Good)]
    [InlineData(25, RevocationStatus.Unknown)]
    public void Judge_WithoutNextUpdate_CountsForADay(int hours, object expected) =>
        Assert.Equal((RevocationStatus)expected, Judge((Ocsp() with { ThisUpdate = Now.AddHours(-hours), NextUpdate = null }).Proof()).Status);

    [Fact]
    public void Judge_OlderThanTheFreshnessAsked_Unknown()
    {
        RevocationContext context = Context(Ocsp().Proof());

        Assert.Equal(RevocationStatus.Unknown, Judge(context with { Freshness = TimeSpan.FromMinutes(30) }).Status);
        Assert.Equal(RevocationStatus.Good, Judge(context with { Freshness = TimeSpan.FromHours(2) }).Status);
    }

    [Fact]
    public void Judge_FromTheFuture_Unknown()
    {
        Assert.Equal(RevocationStatus.Unknown, Judge((Ocsp() with { ThisUpdate = Now.AddHours(1), NextUpdate = Now.AddHours(2) }).Proof()).Status);
        Assert.Equal(RevocationStatus.Unknown, Judge((Crl() with { ThisUpdate = Now.AddHours(1) }).Proof()).Status);
    }

    [Fact]
    public void Judge_SlightlyFastClock_Good() =>
        Assert.Equal(RevocationStatus.Good, Judge((Ocsp() with { ThisUpdate = Now.AddMinutes(2), NextUpdate = Now.AddHours(2) }).Proof()).Status);

    [Fact]
    public void Judge_AnswerAboutAnotherCertificate_IsNotEvenLookedAt()
    {
        RevocationFinding finding = Judge(new TestOcsp(_root.Issue(new TestTemplate("Other")).Certificate, _root).Proof());

        Assert.Equal(RevocationStatus.Unknown, finding.Status);
        Assert.Empty(finding.Rejected);
    }

    [Fact]
    public void Judge_Delegate_Good() => Assert.Equal(RevocationStatus.Good, Judge(By(TestTemplate.Responder("Responder")).Proof()).Status);

    [Fact]
    public void Judge_DelegateFoundInThePool_Good()
    {
        TestEntity responder = _root.Issue(TestTemplate.Responder("Responder"));
        OcspProof proof = (Ocsp() with { Responder = responder, EmbedsResponder = false }).Proof();

        Assert.Equal(RevocationStatus.Unknown, Judge(proof).Status);
        Assert.Equal(RevocationStatus.Good, Judge(Context(proof) with { Pool = [responder.Certificate] }).Status);
    }

    [Fact]
    public void Judge_ResponderOfAnotherIssuer_Unknown()
    {
        TestEntity stranger = TestEntity.Root("Stranger").Issue(TestTemplate.Responder("Responder"));

        Assert.Equal(RevocationStatus.Unknown, Judge((Ocsp() with { Responder = stranger }).Proof()).Status);
    }

    [Fact]
    public void Judge_ResponderUnderTheIssuersNameButNotItsKey_Unknown()
    {
        TestEntity impostor = TestEntity.Root().Issue(TestTemplate.Responder("Responder"));

        Assert.Equal(RevocationStatus.Unknown, Judge((Ocsp() with { Responder = impostor }).Proof()).Status);
    }

    [Fact]
    public void Judge_DelegateWithoutThePurpose_Unknown() =>
        Assert.Equal(RevocationStatus.Unknown, Judge(By(TestTemplate.Responder("Responder") with { ExtendedKeyUsage = null }).Proof()).Status);

    [Fact]
    public void Judge_DelegateExpiredWhenItSigned_Unknown() =>
        Assert.Equal(RevocationStatus.Unknown, Judge(By(TestTemplate.Responder("Responder") with { NotAfter = Now.AddDays(-1) }).Proof()).Status);

    [Fact]
    public void Judge_DelegateWithoutNoCheck_NeedsAStatusOfItsOwn()
    {
        TestEntity responder = _root.Issue(TestTemplate.Responder("Responder") with { HasOcspNoCheck = false });
        OcspProof proof = (Ocsp() with { Responder = responder }).Proof();

        OcspProof good = new TestOcsp(responder.Certificate, _root).Proof();
        OcspProof revoked = (new TestOcsp(responder.Certificate, _root) { RevokedAt = Now.AddDays(-1), Reason = KeyCompromise }).Proof();

        Assert.Equal(RevocationStatus.Unknown, Judge(proof).Status);
        Assert.Equal(RevocationStatus.Unknown, Judge(proof, revoked).Status);
        Assert.Equal(RevocationStatus.Good, Judge(proof, good).Status);
    }

    [Fact]
    public void Judge_ResponderVouchingForItself_Unknown()
    {
        TestEntity responder = _root.Issue(TestTemplate.Responder("Responder") with { HasOcspNoCheck = false });
        OcspProof proof = (Ocsp() with { Responder = responder }).Proof();
        OcspProof own = (new TestOcsp(responder.Certificate, _root) { Responder = responder }).Proof();

        Assert.Equal(RevocationStatus.Unknown, Judge(Context(proof, own)).Status);
    }

    [Fact]
    public void Judge_ForgedAnswer_Unknown()
    {
        byte[] forged = Ocsp().Encode();
        forged[^1] ^= 1;

        Assert.Equal(RevocationStatus.Unknown, Judge(OcspProof.Parse(forged)).Status);
    }

    [Fact]
    public void Judge_NotOnTheList_Good() => Assert.Equal(RevocationStatus.Good, Judge(Crl().Proof()).Status);

    [Fact]
    public void Judge_OnTheList_Revoked()
    {
        RevocationFinding finding = Judge((Crl() with { Revoked = [(_signer.Certificate, Now.AddDays(-2), null)] }).Proof());

        Assert.Equal(RevocationStatus.Revoked, finding.Status);
        Assert.Equal("unspecified", finding.Reason);
    }

    [Fact]
    public void Judge_ListSignedByAnotherKey_Unknown() =>
        Assert.Equal(RevocationStatus.Unknown, Judge((Crl() with { SignedBy = TestEntity.Root() }).Proof()).Status);

    [Fact]
    public void Judge_StaleList_Unknown() =>
        Assert.Equal(RevocationStatus.Unknown, Judge((Crl() with { ThisUpdate = Now.AddDays(-3), NextUpdate = Now.AddDays(-2) }).Proof()).Status);

    [Fact]
    public void Judge_ExpiredBeforeTheList_CountsOnlyWhereTheListKeepsExpired()
    {
        TestEntity expired = _root.Issue(new TestTemplate("Expired") { NotAfter = Now.AddDays(-10) });
        RevocationContext context = Context(Crl().Proof()) with { At = Now.AddDays(-20) };

        Assert.Equal(RevocationStatus.Unknown, RevocationJudge.Judge(expired.Certificate, _root.Certificate, context).Status);
        foreach ((int since, RevocationStatus expected) in ((int, RevocationStatus)[])[(-30, RevocationStatus.Good), (-5, RevocationStatus.Unknown)])
        {
            CrlProof keeping = (Crl() with { ExpiredCertsFrom = Now.AddDays(since) }).Proof();
            Assert.Equal(expected, RevocationJudge.Judge(expired.Certificate, _root.Certificate, context with { Proofs = new RevocationData([], [keeping]) }).Status);
        }
    }

    [Fact]
    public void Judge_ExpiredBeforeTheAnswer_CountsOnlyWithAnArchiveCutoff()
    {
        TestEntity expired = _root.Issue(new TestTemplate("Expired") { NotAfter = Now.AddDays(-10) });
        var ocsp = new TestOcsp(expired.Certificate, _root);

        Assert.Equal(RevocationStatus.Unknown, At(ocsp));
        Assert.Equal(RevocationStatus.Unknown, At(ocsp with { ArchiveCutoff = Now.AddDays(-5) }));
        Assert.Equal(RevocationStatus.Good, At(ocsp with { ArchiveCutoff = Now.AddDays(-30) }));
        Assert.Equal(RevocationStatus.Revoked, At(ocsp with { RevokedAt = Now.AddDays(-25) }));

        RevocationStatus At(TestOcsp answer) =>
            RevocationJudge.Judge(expired.Certificate, _root.Certificate, Context(answer.Proof()) with { At = Now.AddDays(-20) }).Status;
    }

    [Fact]
    public void Judge_WholePath_JudgesAllButTheAnchor()
    {
        TestEntity authority = _root.IssueAuthority("CA");
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));
        TrustStore trust = TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));
        PathResult path = PathValidator.Validate(signer.Certificate, [authority.Certificate], trust, Now, PathPurpose.DocumentSigning);
        var proofs = new RevocationData([new TestOcsp(signer.Certificate, authority).Proof()], [Crl().Proof()]);

        IReadOnlyList<RevocationFinding> findings = RevocationJudge.Judge(path, new RevocationContext(proofs, [], trust, Now, Now));

        Assert.Equal([signer.Certificate, authority.Certificate], findings.Select(static finding => finding.Certificate));
        Assert.Equal(["ocsp", "crl"], findings.Select(static finding => finding.Proof!.Kind));
        Assert.All(findings, static finding => Assert.Equal(RevocationStatus.Good, finding.Status));
    }

    private TestOcsp Ocsp() => new(_signer.Certificate, _root);

    private TestOcsp By(TestTemplate responder) => Ocsp() with { Responder = _root.Issue(responder) };

    private TestCrl Crl() => new(_root);

    private RevocationFinding Judge(params RevocationProof[] proofs) => Judge(Context(proofs));

    private RevocationFinding Judge(RevocationContext context) => RevocationJudge.Judge(_signer.Certificate, _root.Certificate, context, _root.Certificate);

    private RevocationContext Context(params RevocationProof[] proofs) => new(
        new RevocationData([.. proofs.OfType<OcspProof>()], [.. proofs.OfType<CrlProof>()]),
        [],
        TrustStore.Of(new TrustDomain("test", [_root.Certificate], [])),
        Now,
        Now);
}
