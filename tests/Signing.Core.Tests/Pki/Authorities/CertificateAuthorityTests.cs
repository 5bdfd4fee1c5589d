using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Cms;
using Xunit;

namespace Signing.Core.Tests.Pki.Authorities;

public class CertificateAuthorityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CertificateProfile.DocumentSigning, "smimesign")]
    [InlineData(CertificateProfile.TimeStamping, "timestampsign")]
    [InlineData(CertificateProfile.OcspResponder, "ocsphelper")]
    public async Task IssueAsync_EveryProfile_OpenSslAcceptsItForItsPurpose(CertificateProfile profile, string purpose)
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync(profile);
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("leaf.pem", certificate.RawData);

        openSsl.Succeed("verify", "-x509_strict", "-purpose", purpose, "-CAfile", "root.pem", "leaf.pem");
    }

    [Theory]
    [InlineData("rsa", "sha256WithRSAEncryption")]
    [InlineData("rsa-sha512", "sha512WithRSAEncryption")]
    [InlineData("rsa-pss", "rsassaPss")]
    [InlineData("ec-p384", "ecdsa-with-SHA384")]
    public async Task CreateRootAsync_EveryKindOfKey_OpenSslVerifiesTheSignature(string kind, string algorithm)
    {
        using var openSsl = new OpenSsl();
        AuthorityKey key = kind switch
        {
            "rsa" => AuthorityKey.FromPrivateKey(RSA.Create(2048)),
            "rsa-sha512" => AuthorityKey.FromPrivateKey(RSA.Create(2048), HashAlgorithmName.SHA512),
            "rsa-pss" => AuthorityKey.FromPrivateKey(RSA.Create(2048), padding: RSASignaturePadding.Pss),
            _ => AuthorityKey.FromPrivateKey(ECDsa.Create(ECCurve.NamedCurves.nistP384), HashAlgorithmName.SHA384),
        };
        X509Certificate2 root = await CertificateAuthority.CreateRootAsync(
            TestAuthority.Template(TimeProvider.System, CertificateProfile.CertificateAuthority, "CN=Root"), key, Cancel);
        openSsl.WriteCertificate("root.pem", root.RawData);

        openSsl.Succeed("verify", "-check_ss_sig", "-CAfile", "root.pem", "root.pem");
        Assert.Contains(algorithm, openSsl.Succeed("x509", "-in", "root.pem", "-noout", "-text"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task IssueAsync_SignatureHashSha1_SignsThisCertificateWithSha1()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        CertificateTemplate old = TestAuthority.Template(authority.Clock, CertificateProfile.CertificateAuthority, "CN=G1") with { SignatureHash = HashAlgorithmName.SHA1 };

        X509Certificate2 certificate = await authority.Authority.IssueAsync(old, new PublicKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), Cancel);

        Assert.Equal("1.2.840.113549.1.1.5", certificate.SignatureAlgorithm.Value);
    }

    [Fact]
    public async Task IssueAsync_ManyCertificates_SerialNumbersArePositiveLongAndDistinct()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        var serials = new HashSet<string>();
        int longest = 0;
        for (int i = 0; i < 50; i++)
        {
            (X509Certificate2 certificate, _) = await authority.IssueAsync();
            ReadOnlySpan<byte> serial = certificate.SerialNumberBytes.Span;
            Assert.True(serial[0] < 0x80);
            Assert.InRange(serial.Length, 1, 20);
            longest = Math.Max(longest, serial.Length);
            Assert.True(serials.Add(CertificateRecord.SerialNumberOf(certificate)));
        }
        // Half of all numbers of 128 bits need a leading zero byte.
        Assert.Equal(17, longest);
    }

    [Fact]
    public async Task IssueAsync_VietnameseName_KeepsEveryAccent()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();

        (X509Certificate2 certificate, _) = await authority.IssueAsync(subject: "CN=Nguyễn Thử Nghiệm Đặng, O=Cơ quan thử nghiệm, C=VN");

        Assert.Equal("Nguyễn Thử Nghiệm Đặng", certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        Assert.Equal(authority.Certificate.SubjectName.RawData, certificate.IssuerName.RawData);
    }

    [Fact]
    public async Task IssueAsync_OcspResponder_HasNoCheckAndNoPlaceToAsk()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync(CertificateProfile.OcspResponder);
        string[] oids = [.. certificate.Extensions.Select(extension => extension.Oid!.Value!)];

        Assert.Contains("1.3.6.1.5.5.7.48.1.5", oids);
        Assert.DoesNotContain("2.5.29.31", oids);
        Assert.Empty(certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().Single().EnumerateOcspUris());
    }

    [Fact]
    public async Task IssueAsync_ExtensionOfTheProfile_IsReplacedByTheTemplates()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        CertificateTemplate template = TestAuthority.Template(authority.Clock, CertificateProfile.DocumentSigning, "CN=Other usage");
        template.Extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));

        X509Certificate2 certificate = await authority.Authority.IssueAsync(template, new PublicKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), Cancel);

        Assert.Equal(X509KeyUsageFlags.KeyEncipherment, certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
    }

    [Fact]
    public async Task IssueAsync_EndAfter2049_WritesGeneralizedTime()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        var end = new DateTimeOffset(2055, 6, 7, 8, 9, 10, TimeSpan.Zero);
        CertificateTemplate longLived = TestAuthority.Template(authority.Clock, CertificateProfile.DocumentSigning, "CN=Long") with { NotAfter = end };

        X509Certificate2 certificate = await authority.Authority.IssueAsync(longLived, new PublicKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), Cancel);

        Assert.Equal(end.UtcDateTime, certificate.NotAfter.ToUniversalTime());
        Assert.Contains("20550607080910Z", System.Text.Encoding.Latin1.GetString(certificate.RawData), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IssueAsync_EndBeforeBegin_Throws()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        CertificateTemplate template = TestAuthority.Template(authority.Clock, CertificateProfile.DocumentSigning, "CN=Never");
        CertificateTemplate never = template with { NotBefore = template.NotAfter, NotAfter = template.NotBefore };

        await Assert.ThrowsAsync<ArgumentException>(async () => await authority.Authority.IssueAsync(never, new PublicKey(ECDsa.Create()), Cancel));
    }

    [Fact]
    public async Task Constructor_KeyOfAnotherCertificate_Throws()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        AuthorityKey other = AuthorityKey.FromPrivateKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));

        Assert.Throws<ArgumentException>(() => new CertificateAuthority(authority.Certificate, other, new MemoryCertificateRegister()));
    }

    [Fact]
    public async Task IssueAsync_KeyThatFails_RegistersNothing()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 subordinate, _) = await authority.IssueAsync(CertificateProfile.CertificateAuthority);
        var register = new RecordingRegister();
        var failing = new CertificateAuthority(subordinate, AuthorityKey.FromSigningKey(new FailingKey(subordinate)), register);

        SigningException failure = await Assert.ThrowsAsync<SigningException>(async () => await failing.IssueAsync(
            TestAuthority.Template(authority.Clock, CertificateProfile.DocumentSigning, "CN=Nobody"), new PublicKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), Cancel));

        Assert.Equal(ErrorCodes.TokenAbsent, failure.Code);
        Assert.Equal(0, register.Added);
    }

    private sealed class RecordingRegister : CertificateRegister
    {
        internal int Added { get; private set; }

        public override ValueTask AddAsync(CertificateRecord record, CancellationToken cancellationToken = default)
        {
            Added++;
            return ValueTask.CompletedTask;
        }

        public override ValueTask<CertificateRecord?> FindAsync(string serialNumber, CancellationToken cancellationToken = default) => ValueTask.FromResult<CertificateRecord?>(null);

        public override ValueTask<IReadOnlyList<CertificateRecord>> ListRevokedAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<CertificateRecord>>([]);

        public override ValueTask<long> NextCrlNumberAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(1L);
    }
}
