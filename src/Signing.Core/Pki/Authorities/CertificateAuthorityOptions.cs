using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki.Authorities;

/// <summary>The addresses that an authority writes into the certificates it issues; null (the default) leaves one out.</summary>
public sealed class CertificateAuthorityOptions
{
    /// <summary>Where the status of its certificates is asked (RFC 5280, 4.2.2.1, <c>id-ad-ocsp</c>).</summary>
    public Uri? OcspAddress { get; init; }

    /// <summary>Where its revocation list is published (RFC 5280, 4.2.1.13).</summary>
    public Uri? CrlAddress { get; init; }

    /// <summary>
    /// The name of whoever signs its revocation lists in its stead (RFC 5280, 4.2.1.13, <c>cRLIssuer</c>); null (the default)
    /// where it signs them itself.
    /// </summary>
    public X500DistinguishedName? CrlIssuer { get; init; }

    /// <summary>Where its own certificate is published (RFC 5280, 4.2.2.1, <c>id-ad-caIssuers</c>).</summary>
    public Uri? IssuerAddress { get; init; }
}
