using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>The public way to validate a certificate: what it takes, and which facts it gives.</summary>
public sealed class CertificateValidatorTests
{
    private static readonly DateTimeOffset Now = TestTimes.Now;

    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _authority;
    private readonly TestEntity _signer;

    public CertificateValidatorTests()
    {
        _authority = _root.IssueAuthority("Test CA");
        _signer = _authority.Issue(new TestTemplate("Signer") { Crl = "http://crl.example/ca.crl" });
    }

    [Fact]
    public void Validate_WithProofsForAll_GivesChainDomainAndStatus()
    {
        CertificateValidationOptions options = Options();
        options.Crls.Add(new TestCrl(_root).Encode());
        options.OcspResponses.Add(new TestOcsp(_signer.Certificate, _authority).Encode());

        CertificateValidationResult result = CertificateValidator.Validate(_signer.Platform, options);

        Assert.True(result.IsValid, result.Detail);
        Assert.Equal((PathStatus.Trusted, "test", ""), (result.Path, result.Domain, result.Detail));
        Assert.Equal([_signer.Platform, _authority.Platform, _root.Platform], result.Chain);
        Assert.Equal(["ocsp", "crl"], result.Revocation.Select(static status => status.Proof));
        Assert.All(result.Revocation, static status => Assert.Equal(RevocationStatus.Good, status.Status));
        Assert.Null(result.Offender);
    }

    [Fact]
    public void Validate_Revoked_NamesTheCertificateTheTimeAndTheReason()
    {
        CertificateValidationOptions options = Options();
        options.Crls.Add(new TestCrl(_root).Encode());
        options.Crls.Add(new TestCrl(_authority) { Revoked = [(_signer.Certificate, Now.AddDays(-1), 1)] }.Encode());

        CertificateValidationResult result = CertificateValidator.Validate(_signer.Platform, options);

        Assert.False(result.IsValid);
        Assert.Equal(PathStatus.Trusted, result.Path);
        Assert.Same(result.Chain[0], result.Offender);
        Assert.Equal("it was revoked at 2026-11-22T08:00:00Z, reason keyCompromise (RFC 5280, 6.1.3 (a)(3))", result.Detail);
        Assert.Equal((RevocationStatus.Revoked, Now.AddDays(-1)), (result.Revocation[0].Status, result.Revocation[0].RevokedAt));

        options.At = Now.AddDays(-2);
        CertificateValidationResult before = CertificateValidator.Validate(_signer.Platform, options);
        Assert.Equal(RevocationStatus.Good, before.Revocation[0].Status);
    }

    [Fact]
    public void Validate_ProofMissing_NamesTheCertificateNearestToTheAnchorAndTheAddresses()
    {
        CertificateValidationResult result = CertificateValidator.Validate(_signer.Platform, Options());

        Assert.False(result.IsValid);
        Assert.Same(result.Chain[1], result.Offender);
        Assert.StartsWith("no proof of its status", result.Detail, StringComparison.Ordinal);
        Assert.Equal(new Uri("http://crl.example/ca.crl"), Assert.Single(result.Revocation[0].Addresses));
    }

    [Fact]
    public void Validate_ProofOfSomebodyElse_SaysWhyItDoesNotCount()
    {
        CertificateValidationOptions options = Options();
        options.Crls.Add(new TestCrl(_root).Encode());
        options.Crls.Add(new TestCrl(_authority) { SignedBy = TestEntity.Root("Somebody") }.Encode());

        CertificateValidationResult result = CertificateValidator.Validate(_signer.Platform, options);

        Assert.Same(result.Chain[0], result.Offender);
        Assert.Contains("6.3.3 (g)", Assert.Single(result.Revocation[0].Rejected), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ProofTooOld_DoesNotCount()
    {
        CertificateValidationOptions options = Options();
        options.Crls.Add(new TestCrl(_root).Encode());
        options.Crls.Add(new TestCrl(_authority).Encode());
        Assert.True(CertificateValidator.Validate(_signer.Platform, options).IsValid);

        options.RevocationFreshness = TimeSpan.FromSeconds(1);

        Assert.False(CertificateValidator.Validate(_signer.Platform, options).IsValid);
    }

    [Fact]
    public void Validate_UnreadableHelp_IsCountedOrPassedOver()
    {
        CertificateValidationOptions options = Options();
        options.Crls.Add(new TestCrl(_root).Encode());
        options.Crls.Add(new TestCrl(_authority).Encode());
        options.Crls.Add(new byte[] { 0x30, 0x03, 0x02, 0x01, 0x00 });
        options.OcspResponses.Add(Array.Empty<byte>());

        CertificateValidationResult result = CertificateValidator.Validate(_signer.Platform, options);

        Assert.True(result.IsValid);
        Assert.Equal(2, result.UnreadableProofs);
    }

    [Fact]
    public void Validate_NoPath_NamesWhereItEnds()
    {
        CertificateValidationOptions options = Options();
        options.Certificates.Clear();

        CertificateValidationResult result = CertificateValidator.Validate(_signer.Platform, options);

        Assert.Equal((false, PathStatus.NoPath, null), (result.IsValid, result.Path, result.Domain));
        Assert.Same(Assert.Single(result.Chain), result.Offender);
        Assert.Empty(result.Revocation);
    }

    [Fact]
    public void Validate_NothingAskedOfRevocation_OnlyThePathCounts()
    {
        CertificateValidationOptions options = Options();
        options.Revocation = RevocationChecking.None;

        Assert.True(CertificateValidator.Validate(_signer.Platform, options).IsValid);
        options.Purpose = PathPurpose.TimeStamping;
        CertificateValidationResult other = CertificateValidator.Validate(_signer.Platform, options);
        Assert.Equal(PathStatus.PurposeViolation, other.Path);
        Assert.Contains("RFC 3161, 2.3", other.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WeakDigest_CountsWhereTheTableOrTheCallerSaysSo()
    {
        TestEntity root = TestEntity.Root(TestTemplate.Authority("Old Root") with { NotBefore = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        TestEntity signer = root.Issue(new TestTemplate("Old") { Hash = HashAlgorithmName.SHA1, NotBefore = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        CertificateValidationOptions options = Options();
        options.Trust = Trust(root);
        options.Revocation = RevocationChecking.None;

        Assert.Equal(PathStatus.WeakAlgorithm, CertificateValidator.Validate(signer.Platform, options).Path);
        options.At = new(2012, 7, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(PathStatus.Trusted, CertificateValidator.Validate(signer.Platform, options).Path);
        options.At = null;
        options.WeakDigests = WeakDigests.Accept;
        Assert.Equal(PathStatus.Trusted, CertificateValidator.Validate(signer.Platform, options).Path);
    }

    [Fact]
    public void Validate_MalformedExtension_IsAResult()
    {
        var request = new CertificateRequest("CN=Signer", _signer.Key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension(Oids.AuthorityKeyIdentifier, [0x04, 0x02], false));
        using X509Certificate2 signer = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));

        CertificateValidationResult result = CertificateValidator.Validate(signer, Options());

        Assert.False(result.IsValid);
        Assert.Contains("RFC 5280", result.Detail, StringComparison.Ordinal);
        Assert.Equal(signer, result.Offender);
    }

    private CertificateValidationOptions Options() => new()
    {
        Trust = Trust(_root),
        TimeProvider = new FakeTimeProvider(Now),
        Certificates = { _authority.Platform },
    };

    private static TrustStore Trust(TestEntity root) => TrustStore.Load([new TrustDomainOptions { Name = "test", Anchors = { root.Platform } }]);
}
