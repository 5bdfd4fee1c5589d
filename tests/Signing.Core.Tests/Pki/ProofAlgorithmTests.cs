using System.Security.Cryptography;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>Algorithms of OCSP answers, CRLs and their signers, at the time at which they are proven to exist (EN 319 102-1, 5.5.4 (10)).</summary>
public sealed class ProofAlgorithmTests
{
    private const int KeyCompromise = 1;
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly DateTimeOffset End = Now.AddMinutes(-10);

    // SHA-1 counted until ten minutes ago; proofs are an hour old.
    private static readonly AlgorithmTable Table = AlgorithmTable.Default with
    {
        Hashes = [new AlgorithmLimit("SHA-1", End), new AlgorithmLimit("SHA-256", null)],
    };

    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _authority;
    private readonly TestEntity _signer;

    public ProofAlgorithmTests()
    {
        _authority = _root.IssueAuthority("CA");
        _signer = _authority.Issue(new TestTemplate("Signer"));
    }

    public static TheoryData<string> WeakProofs => [.. Weak.Keys];

    private static Dictionary<string, Func<ProofAlgorithmTests, RevocationProof[]>> Weak => new(StringComparer.Ordinal)
    {
        ["an answer"] = static test => [(test.Ocsp() with { Hash = HashAlgorithmName.SHA1 }).Proof()],
        ["an answer by a delegate"] = static test => [(test.Ocsp() with { Hash = HashAlgorithmName.SHA1, Responder = test._authority.Issue(TestTemplate.Responder("R")) }).Proof()],
        ["the certificate of a delegate"] = static test =>
            [(test.Ocsp() with { Responder = test._authority.Issue(TestTemplate.Responder("R") with { Hash = HashAlgorithmName.SHA1 }) }).Proof()],
        ["the status of a delegate"] = static test =>
        {
            TestEntity responder = test._authority.Issue(TestTemplate.Responder("R") with { HasOcspNoCheck = false });
            return [(test.Ocsp() with { Responder = responder }).Proof(), (new TestOcsp(responder.Certificate, test._authority) { Hash = HashAlgorithmName.SHA1 }).Proof()];
        },
        ["a list"] = static test => [(test.Crl() with { Hash = HashAlgorithmName.SHA1 }).Proof()],
        ["a delta list"] = static test =>
        [
            (test.Crl() with { Further = [CrlKindTests.Number(5)] }).Proof(),
            (test.Crl() with { Hash = HashAlgorithmName.SHA1, Further = [CrlKindTests.Number(6), (Oids.DeltaCrlIndicator, true, CrlKindTests.Integer(5))] }).Proof(),
        ],
    };

    [Theory]
    [MemberData(nameof(WeakProofs))]
    public void Judge_AlgorithmThatEnded_CountsOnlyWhereTheProofIsOlder(string which)
    {
        RevocationProof[] proofs = Weak[which](this);

        RevocationFinding finding = Judge(Existing(Now), proofs);

        Assert.Equal(RevocationStatus.Unknown, finding.Status);
        Assert.Contains("SHA-1, which counted only until " + Asn1Time.Text(End), finding.Weak!.Detail, StringComparison.Ordinal);
        Assert.True(finding.Weak.LacksExistence);
        Assert.Equal(RevocationStatus.Good, Judge(Existing(End.AddTicks(-1)), proofs).Status);
        Assert.Equal(RevocationStatus.Unknown, Judge(Existing(End), proofs).Status);
    }

    [Theory]
    [MemberData(nameof(WeakProofs))]
    public void Judge_AlgorithmsNotAskedFor_Counts(string which) =>
        Assert.Equal(RevocationStatus.Good, Judge(PathOptions.Default with { WeakDigests = WeakDigests.Accept }, Weak[which](this)).Status);

    [Fact]
    public void Judge_MadeAfterTheEnd_NoProofOfExistenceCouldHelp()
    {
        RevocationFinding finding = Judge(Existing(Now), (Ocsp() with { Hash = HashAlgorithmName.SHA1, ThisUpdate = End }).Proof());

        Assert.False(finding.Weak!.LacksExistence);
    }

    [Fact]
    public void Judge_WeakAndStale_IsStale()
    {
        RevocationFinding finding = Judge(Existing(Now), (Ocsp() with { Hash = HashAlgorithmName.SHA1, NextUpdate = Now.AddMinutes(-1) }).Proof());

        Assert.Null(finding.Weak);
        Assert.Contains("nextUpdate", Assert.Single(finding.Rejected).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_AnotherProofCounts_Good()
    {
        RevocationFinding finding = Judge(Existing(Now), (Ocsp() with { Hash = HashAlgorithmName.SHA1 }).Proof(), Crl().Proof());

        Assert.Equal((RevocationStatus.Good, "crl"), (finding.Status, finding.Proof!.Kind));
        Assert.Null(finding.Weak);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Judge_BadNewsByAWeakAlgorithm_IsBelieved(bool byList)
    {
        DateTimeOffset since = Now.AddDays(-2);
        RevocationProof proof = byList
            ? (Crl() with { Hash = HashAlgorithmName.SHA1, Revoked = [(_signer.Certificate, since, KeyCompromise)] }).Proof()
            : (Ocsp() with { Hash = HashAlgorithmName.SHA1, RevokedAt = since, Reason = KeyCompromise }).Proof();

        Assert.Equal(RevocationStatus.Revoked, Judge(Existing(Now), proof).Status);
        // Before that time it would be good news.
        RevocationContext before = Context(Existing(Now), proof) with { At = since.AddDays(-1) };
        Assert.Equal(RevocationStatus.Unknown, Judge(before).Status);
    }

    [Fact]
    public void Judge_KeyThatEnded_CountsOnlyWherePinned()
    {
        AlgorithmTable table = Table with { Keys = [new KeyLimit(PublicKeySize.Ec, 256, End)] };
        PathOptions options = PathOptions.Default.Judging(table, new NothingProven(Now));

        RevocationFinding finding = Judge(options, Ocsp().Proof());

        Assert.Contains("EC-256", finding.Weak!.Detail, StringComparison.Ordinal);
        Assert.Equal(RevocationStatus.Good, Judge(Context(options, Ocsp().Proof()) with { Trust = Pinning(_authority) }).Status);
    }

    [Theory]
    [InlineData("SHA1", RevocationStatus.Good)]
    [InlineData("SHA256", RevocationStatus.Unknown)]
    public void Judge_Sha1OfAPinnedAuthority_CountsWhereItsOwnCertificateHasNoOther(string own, object expected)
    {
        TestEntity authority = _root.Issue(TestTemplate.Authority("G1") with { Hash = new HashAlgorithmName(own) });
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));
        RevocationContext context = Context(Existing(Now), (new TestCrl(authority) { Hash = HashAlgorithmName.SHA1 }).Proof());

        Assert.Equal(RevocationStatus.Unknown, RevocationJudge.Judge(signer.Certificate, authority.Certificate, context).Status);
        Assert.Equal(
            (RevocationStatus)expected, RevocationJudge.Judge(signer.Certificate, authority.Certificate, context with { Trust = Pinning(authority) }).Status);
    }

    [Theory]
    [InlineData("SHA256", "SHA256", RevocationStatus.Good)]
    [InlineData("SHA1", "SHA256", RevocationStatus.Unknown)]
    [InlineData("SHA256", "SHA1", RevocationStatus.Unknown)]
    public void Judge_ListByAnotherKeyOfItsIssuer_ItsPathCountsToo(string certificate, string list, object expected)
    {
        TestEntity renewed = _root.Issue(TestTemplate.Authority("CA") with { Hash = new HashAlgorithmName(certificate) });
        RevocationContext context = Context(
            Existing(Now),
            (new TestCrl(renewed) { Hash = new HashAlgorithmName(list) }).Proof(),
            new TestCrl(_root).Proof()) with { Pool = [renewed.Certificate] };

        RevocationFinding finding = Judge(context);

        Assert.Equal((RevocationStatus)expected, finding.Status);
        Assert.Equal((RevocationStatus)expected == RevocationStatus.Unknown, finding.Weak is not null);
    }

    private static PathOptions Existing(DateTimeOffset since) => PathOptions.Default.Judging(Table, new NothingProven(since));

    private TestOcsp Ocsp() => new(_signer.Certificate, _authority);

    private TestCrl Crl() => new(_authority);

    private TrustStore Pinning(TestEntity intermediate) => TrustStore.Of(new TrustDomain("test", [_root.Certificate], [intermediate.Certificate]));

    private RevocationFinding Judge(PathOptions options, params RevocationProof[] proofs) => Judge(Context(options, proofs));

    private RevocationFinding Judge(RevocationContext context) => RevocationJudge.Judge(_signer.Certificate, _authority.Certificate, context, _root.Certificate);

    private RevocationContext Context(PathOptions options, params RevocationProof[] proofs) => new(
        new RevocationData([.. proofs.OfType<OcspProof>()], [.. proofs.OfType<CrlProof>()]),
        [],
        TrustStore.Of(new TrustDomain("test", [_root.Certificate], [])),
        Now,
        Now)
    {
        Path = options,
    };
}
