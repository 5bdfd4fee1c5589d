using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Tests.Keys;

/// <summary>Certificates for keys under test. Nobody judges them: trust is another room's.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From, From.AddYears(20));
    }

    internal static X509Certificate2 Issue(string name, RSA key, X509Certificate2 issuer)
    {
        using X509Certificate2 certificate = Issue(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), issuer);
        return certificate.CopyWithPrivateKey(key);
    }

    internal static X509Certificate2 Issue(string name, ECDsa key, X509Certificate2 issuer)
    {
        using X509Certificate2 certificate = Issue(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256), issuer);
        return certificate.CopyWithPrivateKey(key);
    }

    internal static X509Certificate2 Issue(CertificateRequest request, X509Certificate2 issuer)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        using ECDsa key = issuer.GetECDsaPrivateKey()!;
        return request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(key), From, From.AddYears(10), RandomNumberGenerator.GetBytes(16));
    }

    internal static X509Certificate2 WithoutKey(this X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);
}
