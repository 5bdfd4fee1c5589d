using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;

namespace Signing.Benchmarks;

/// <summary>A path of three certificates whose authorities have RSA keys of a size.</summary>
internal sealed class Chain
{
    private readonly Certificate _signer;
    private readonly Certificate[] _pool;
    private readonly TrustStore _trust;

    internal Chain(int bits)
    {
        using RSA rootKey = RSA.Create(bits);
        using RSA issuingKey = RSA.Create(bits);
        using RSA signerKey = RSA.Create(2048);
        using X509Certificate2 root = Issue("Root", rootKey, null, rootKey, isAuthority: true);
        using X509Certificate2 issuing = Issue("Issuing", issuingKey, root, rootKey, isAuthority: true);
        using X509Certificate2 signer = Issue("Signer", signerKey, issuing, issuingKey, isAuthority: false);
        _signer = Certificate.From(signer);
        _pool = [Certificate.From(issuing)];
        _trust = TrustStore.Of(new TrustDomain("benchmark", [Certificate.From(root)], []));
    }

    /// <summary>Searches and judges the path, verifying both signatures.</summary>
    internal Task ValidateAsync() =>
        PathValidator.Validate(_signer, _pool, _trust, DateTimeOffset.UtcNow, PathPurpose.DocumentSigning).IsTrusted
            ? Task.CompletedTask
            : throw new InvalidOperationException("The path is not trusted.");

    private static X509Certificate2 Issue(string name, RSA key, X509Certificate2? issuer, RSA issuerKey, bool isAuthority)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.Create(
            issuer?.SubjectName ?? request.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1),
            now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
    }
}
