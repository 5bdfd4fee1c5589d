using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>The rules of a trust domain: whom it trusts for what, when, and under which policies.</summary>
public sealed class TrustDomainTests
{
    private const string Gold = "1.2.3.1";
    private const string Silver = "1.2.3.2";

    private static readonly DateTimeOffset Now = TestTimes.Now;

    private readonly TestEntity _root = TestEntity.Root();

    [Theory]
    [InlineData(TrustPurposes.DocumentSigning, PathPurpose.DocumentSigning, PathStatus.Trusted)]
    [InlineData(TrustPurposes.DocumentSigning, PathPurpose.TimeStamping, PathStatus.Distrusted)]
    [InlineData(TrustPurposes.TimeStamping, PathPurpose.DocumentSigning, PathStatus.Distrusted)]
    [InlineData(TrustPurposes.TimeStamping, PathPurpose.TimeStamping, PathStatus.Trusted)]
    [InlineData(TrustPurposes.None, PathPurpose.DocumentSigning, PathStatus.Distrusted)]
    [InlineData(TrustPurposes.None, PathPurpose.Any, PathStatus.Trusted)]
    public void Purposes_DecideWhatTheDomainIsTrustedFor(TrustPurposes purposes, PathPurpose purpose, PathStatus expected)
    {
        TestEntity signer = _root.Issue(purpose == PathPurpose.TimeStamping ? TestTemplate.TimeStamping("TSA") : new TestTemplate("Signer"));

        Assert.Equal(expected, Validate(signer, options => options.Purposes = purposes, purpose: purpose).Status);
    }

    [Theory]
    [InlineData(-2, PathStatus.Distrusted)]
    [InlineData(-1, PathStatus.Trusted)]
    [InlineData(0, PathStatus.Trusted)]
    [InlineData(1, PathStatus.Distrusted)]
    public void TrustedFromAndUntil_BoundTheTimeThatCounts(int days, PathStatus expected)
    {
        PathResult path = Validate(
            _root.Issue(new TestTemplate("Signer")),
            static options => (options.TrustedFrom, options.TrustedUntil) = (Now.AddDays(-1), Now.AddDays(1)),
            at: Now.AddDays(days));

        Assert.Equal(expected, path.Status);
        Assert.Equal(days > 0, path.IsAfterSunset);
        if (expected == PathStatus.Distrusted)
        {
            Assert.Equal(_root.Certificate, path.Offender);
            Assert.Contains(days < 0 ? "only from 2026-11-22" : "only until 2026-11-24", path.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnchorsTrustedUntil_BoundsOneAnchorAlone()
    {
        TestEntity other = TestEntity.Root("Other");
        Action<TrustDomainOptions> rules = options =>
        {
            options.Anchors.Add(other.Platform);
            options.AnchorsTrustedUntil[_root.Certificate.Thumbprint.ToUpperInvariant()] = Now;
        };

        Assert.Equal(PathStatus.Distrusted, Validate(_root.Issue(new TestTemplate("Signer")), rules).Status);
        Assert.Equal(PathStatus.Trusted, Validate(_root.Issue(new TestTemplate("Signer")), rules, at: Now.AddTicks(-1)).Status);
        Assert.Equal(PathStatus.Trusted, Validate(other.Issue(new TestTemplate("Signer")), rules).Status);
    }

    [Fact]
    public void IsTrustedAt_OutsideTheDomainsTime_IsNot()
    {
        PathResult path = Validate(_root.Issue(new TestTemplate("Signer")), static options => options.TrustedFrom = Now.AddDays(-1));

        Assert.True(path.IsTrustedAt(Now.AddDays(-1)));
        Assert.False(path.IsTrustedAt(Now.AddDays(-2)));
    }

    [Theory]
    [InlineData(Gold, CertificatePolicyRules.RequireExplicitPolicy, PathStatus.Trusted)]
    [InlineData(Silver, CertificatePolicyRules.RequireExplicitPolicy, PathStatus.ConstraintViolation)]
    [InlineData(null, CertificatePolicyRules.RequireExplicitPolicy, PathStatus.ConstraintViolation)]
    [InlineData(Silver, CertificatePolicyRules.None, PathStatus.Trusted)]
    public void CertificatePolicies_AreDemandedWhereTheRulesSaySo(string? asserted, CertificatePolicyRules rules, PathStatus expected)
    {
        TestEntity signer = _root.Issue(new TestTemplate("Signer") { Further = asserted is null ? [] : [TestExtensions.Policies(asserted)] });

        Assert.Equal(expected, Validate(signer, options => Demand(options, rules)).Status);
    }

    [Theory]
    [InlineData(CertificatePolicyRules.RequireExplicitPolicy, PathStatus.Trusted)]
    [InlineData(CertificatePolicyRules.RequireExplicitPolicy | CertificatePolicyRules.InhibitAnyPolicy, PathStatus.ConstraintViolation)]
    public void InhibitAnyPolicy_LeavesNothingToAnyPolicy(CertificatePolicyRules rules, PathStatus expected)
    {
        TestEntity authority = _root.Issue(TestTemplate.Authority("CA") with { Further = [TestExtensions.Policies(Oids.AnyPolicy)] });

        Assert.Equal(expected, Validate(authority.Issue(new TestTemplate("Signer") { Further = [TestExtensions.Policies(Gold)] }), options => Demand(options, rules), authority).Status);
    }

    [Theory]
    [InlineData(CertificatePolicyRules.RequireExplicitPolicy, PathStatus.Trusted)]
    [InlineData(CertificatePolicyRules.RequireExplicitPolicy | CertificatePolicyRules.InhibitPolicyMapping, PathStatus.ConstraintViolation)]
    public void InhibitPolicyMapping_LeavesMappedPoliciesOut(CertificatePolicyRules rules, PathStatus expected)
    {
        TestEntity authority = _root.Issue(TestTemplate.Authority("CA") with { Further = [TestExtensions.Policies(Gold), TestExtensions.Mapping(Gold, Silver)] });

        Assert.Equal(expected, Validate(authority.Issue(new TestTemplate("Signer") { Further = [TestExtensions.Policies(Silver)] }), options => Demand(options, rules), authority).Status);
    }

    [Fact]
    public void TwoDomains_EachJudgesByItsOwnRules()
    {
        TestEntity signer = _root.Issue(new TestTemplate("Signer"));
        TrustStore trust = TrustStore.Load(
        [
            new TrustDomainOptions { Name = "time", Anchors = { _root.Platform }, Purposes = TrustPurposes.TimeStamping },
            new TrustDomainOptions { Name = "documents", Anchors = { _root.Platform } },
        ]);

        Assert.Equal("documents", PathValidator.Validate(signer.Certificate, [], trust, Now, PathPurpose.DocumentSigning).Domain);
    }

    [Fact]
    public void Load_RulesThatCannotBe_NamesTheSetting()
    {
        AssertRefused("CertificatePolicies", static options => options.CertificatePolicies.Add("gold"));
        AssertRefused("TrustedUntil", static options => (options.TrustedFrom, options.TrustedUntil) = (Now, Now));
        AssertRefused("AnchorsTrustedUntil", static options => options.AnchorsTrustedUntil["f7bc89"] = Now);
    }

    private static void Demand(TrustDomainOptions options, CertificatePolicyRules rules)
    {
        options.CertificatePolicies.Add(Gold);
        options.PolicyRules = rules;
    }

    private void AssertRefused(string setting, Action<TrustDomainOptions> configure)
    {
        SigningException error = Assert.Throws<SigningException>(() => Load(configure));
        Assert.Equal((ErrorCodes.ConfigurationInvalid, $"Trust:test:{setting}"), (error.Code, error.Facts["setting"]));
    }

    private PathResult Validate(
        TestEntity signer, Action<TrustDomainOptions> configure, TestEntity? authority = null, DateTimeOffset? at = null, PathPurpose purpose = PathPurpose.DocumentSigning) =>
        PathValidator.Validate(signer.Certificate, authority is null ? [] : [authority.Certificate], Load(configure), at ?? Now, purpose);

    private TrustStore Load(Action<TrustDomainOptions> configure)
    {
        var options = new TrustDomainOptions { Name = "test", Anchors = { _root.Platform } };
        configure(options);
        return TrustStore.Load([options]);
    }
}
