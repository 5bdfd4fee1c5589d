using System.Security.Cryptography;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>Of several paths one whose every certificate counts is taken (EN 319 102-1, 5.2.6.4 (2) and (6)).</summary>
public sealed class WeakPathTests
{
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly DateTimeOffset End = Now.AddDays(-1);

    private static readonly AlgorithmTable Table = AlgorithmTable.Default with
    {
        Hashes = [new AlgorithmLimit("SHA-1", End), new AlgorithmLimit("SHA-256", null)],
        Keys = [new KeyLimit(PublicKeySize.Ec, 256, End), new KeyLimit(PublicKeySize.Ec, 384, null)],
    };

    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _authority;
    private readonly TestEntity _signer;

    public WeakPathTests()
    {
        _authority = _root.Issue(TestTemplate.Authority("CA"), Strong());
        _signer = _authority.Issue(new TestTemplate("Signer"), Strong());
    }

    [Fact]
    public void Validate_FirstPathByAWeakKey_TakesTheNext()
    {
        TestEntity weak = _root.IssueAuthority("Old");
        TestEntity strong = _root.Issue(TestTemplate.Authority("New"), Strong());
        TestEntity first = _authority.CertifiedBy(weak, Later);
        TestEntity next = _authority.CertifiedBy(strong, TestTemplate.Authority("CA"));
        TestEntity[] pool = [weak, strong, first, next];

        Assert.Equal([_signer, first, weak, _root], Validate(PathOptions.Default, pool));
        Assert.Equal([_signer, next, strong, _root], Validate(Judging(Now), pool));
        // What is proven to be older counts.
        Assert.Equal([_signer, first, weak, _root], Validate(Judging(End.AddDays(-1)), pool));
    }

    [Fact]
    public void Validate_FirstPathByAWeakDigest_TakesTheNext()
    {
        TestEntity first = _authority.CertifiedBy(_root, Later with { Hash = HashAlgorithmName.SHA1 });

        Assert.Equal([_signer, first, _root], Validate(PathOptions.Default with { WeakDigests = WeakDigests.Accept }, [first, _authority]));
        Assert.Equal([_signer, _authority, _root], Validate(Judging(Now), [first, _authority]));
    }

    [Fact]
    public void Validate_EveryPathWeak_TakesTheFirst()
    {
        TestEntity weak = _root.IssueAuthority("Old");
        TestEntity first = _authority.CertifiedBy(weak, Later);
        TestEntity next = _authority.CertifiedBy(_root, TestTemplate.Authority("CA") with { Hash = HashAlgorithmName.SHA1 });

        Assert.Equal([_signer, first, weak, _root], Validate(Judging(Now), [weak, first, next]));
    }

    [Fact]
    public void Validate_OnlyAnExpiredPathCounts_TakesTheWeakOne()
    {
        TestEntity weak = _authority.CertifiedBy(_root, TestTemplate.Authority("CA") with { Hash = HashAlgorithmName.SHA1 });
        TestEntity expired = _authority.CertifiedBy(_root, TestTemplate.Authority("CA") with { NotAfter = Now.AddDays(-2) });

        Assert.Equal([_signer, weak, _root], Validate(Judging(Now), [weak, expired]));
    }

    [Fact]
    public void Validate_CountsInAnotherDomain_TakesThat()
    {
        TestEntity other = TestEntity.Root("Other root");
        TestEntity weak = _authority.CertifiedBy(_root, Later with { Hash = HashAlgorithmName.SHA1 });
        TestEntity strong = _authority.CertifiedBy(other, TestTemplate.Authority("CA"));
        TrustStore trust = TrustStore.Of(new TrustDomain("one", [_root.Certificate], []), new TrustDomain("two", [other.Certificate], []));

        PathResult path = PathValidator.Validate(_signer.Certificate, [weak.Certificate, strong.Certificate], trust, Now, PathPurpose.DocumentSigning, Judging(Now));

        Assert.Equal(("two", PathStatus.Trusted), (path.Domain, path.Status));
    }

    private static TestTemplate Later => TestTemplate.Authority("CA") with { NotAfter = Now.AddYears(20) };

    private static ECDsa Strong() => ECDsa.Create(ECCurve.NamedCurves.nistP384);

    private static PathOptions Judging(DateTimeOffset existed) => PathOptions.Default.Judging(Table, new NothingProven(existed));

    /// <summary>The path that is taken.</summary>
    private IEnumerable<TestEntity> Validate(PathOptions options, TestEntity[] pool)
    {
        TrustStore trust = TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));
        PathResult path = PathValidator.Validate(_signer.Certificate, [.. pool.Select(static entity => entity.Certificate)], trust, Now, PathPurpose.DocumentSigning, options);
        Assert.Equal(PathStatus.Trusted, path.Status);
        return path.Chain.Select(certificate => pool.Append(_signer).Append(_root).Single(entity => entity.Certificate.Equals(certificate)));
    }
}
