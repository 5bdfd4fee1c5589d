using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki.Authorities;

namespace Signing.CertsDev;

/// <summary>One certificate of the development PKI with its key.</summary>
/// <param name="Name">Its name in pki.json.</param>
/// <param name="Certificate">The certificate, without the private key.</param>
/// <param name="PrivateKey">The private key, RSA or ECDSA; it belongs to the PKI.</param>
/// <param name="Chain">The issuers, nearest first, root last; empty for a root.</param>
public sealed record DevIdentity(
    string Name,
    X509Certificate2 Certificate,
    AsymmetricAlgorithm PrivateKey,
    IReadOnlyList<X509Certificate2> Chain)
{
    /// <summary>The PKCS#12 file with key, certificate and chain.</summary>
    public required string Pkcs12File { get; init; }

    /// <summary>The file with the password of the PKCS#12 file, and nothing else in it.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>The certificate alone, as PEM.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>SHA-256 of the certificate, lower-case hex.</summary>
    public string Thumbprint => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawDataMemory.Span));

    /// <summary>The serial number as registers write it.</summary>
    public string SerialNumber => CertificateRecord.SerialNumberOf(Certificate);

    /// <summary>The certificate together with its private key; the caller disposes of it.</summary>
    public X509Certificate2 WithPrivateKey() => PrivateKey switch
    {
        RSA rsa => Certificate.CopyWithPrivateKey(rsa),
        ECDsa ec => Certificate.CopyWithPrivateKey(ec),
        _ => throw new InvalidOperationException($"The key of '{Name}' is neither RSA nor ECDSA."),
    };

    internal AuthorityKey AuthorityKey => PrivateKey switch
    {
        RSA rsa => AuthorityKey.FromPrivateKey(rsa),
        ECDsa ec => AuthorityKey.FromPrivateKey(ec),
        _ => throw new InvalidOperationException($"The key of '{Name}' is neither RSA nor ECDSA."),
    };
}
