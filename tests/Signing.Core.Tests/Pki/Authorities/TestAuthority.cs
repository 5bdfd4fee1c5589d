using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki.Authorities;
using Xunit;

namespace Signing.Core.Tests.Pki.Authorities;

/// <summary>A root with a register, and the certificates that a test has it issue. The clock starts at the real time, for openssl.</summary>
internal sealed class TestAuthority
{
    private static readonly Lazy<RSA> RootKey = new(() => RSA.Create(2048));

    private TestAuthority(X509Certificate2 certificate, FakeTimeProvider clock, X500DistinguishedName? crlIssuer)
    {
        Clock = clock;
        Register = new MemoryCertificateRegister();
        Authority = new CertificateAuthority(certificate, AuthorityKey.FromPrivateKey(RootKey.Value), Register, new CertificateAuthorityOptions
        {
            OcspAddress = new Uri("http://127.0.0.1/ocsp"),
            CrlAddress = new Uri("http://127.0.0.1/root.crl"),
            CrlIssuer = crlIssuer,
            IssuerAddress = new Uri("http://127.0.0.1/root.cer"),
        });
    }

    internal FakeTimeProvider Clock { get; }

    internal MemoryCertificateRegister Register { get; }

    internal CertificateAuthority Authority { get; }

    internal X509Certificate2 Certificate => Authority.Certificate;

    internal static async Task<TestAuthority> CreateAsync(X500DistinguishedName? crlIssuer = null, string subject = "CN=Gốc thử nghiệm, C=VN")
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        X509Certificate2 root = await CertificateAuthority.CreateRootAsync(
            Template(clock, CertificateProfile.CertificateAuthority, subject), AuthorityKey.FromPrivateKey(RootKey.Value), TestContext.Current.CancellationToken);
        return new TestAuthority(root, clock, crlIssuer);
    }

    internal static CertificateTemplate Template(TimeProvider clock, CertificateProfile profile, string subject) => new()
    {
        Subject = new X500DistinguishedName(subject),
        Profile = profile,
        NotBefore = clock.GetUtcNow().AddDays(-1),
        NotAfter = clock.GetUtcNow().AddYears(1),
    };

    internal async Task<(X509Certificate2 Certificate, ECDsa Key)> IssueAsync(CertificateProfile profile = CertificateProfile.DocumentSigning, string subject = "CN=Người thử, C=VN", Uri? crlAddress = null)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X509Certificate2 certificate = await Authority.IssueAsync(Template(Clock, profile, subject) with { CrlAddress = crlAddress }, new PublicKey(key), TestContext.Current.CancellationToken);
        return (certificate, key);
    }

    internal void Revoke(X509Certificate2 certificate, TimeSpan ago, X509RevocationReason reason) =>
        Register.Revoke(CertificateRecord.SerialNumberOf(certificate), new CertificateRevocation(Clock.GetUtcNow() - ago, reason));
}
