using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>A certificate on a token with the CKA_ID that ties it to a key; the ID may be empty.</summary>
internal sealed record TokenCertificate(byte[] Id, X509Certificate2 Certificate)
{
    /// <summary>Whether it is one that signs: not an authority's.</summary>
    internal bool IsSigner => !Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(static constraints => constraints.CertificateAuthority);
}
