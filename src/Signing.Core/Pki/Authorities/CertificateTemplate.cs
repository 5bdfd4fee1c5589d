using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki.Authorities;

/// <summary>What a certificate shall say about its holder.</summary>
public sealed record CertificateTemplate
{
    /// <summary>The holder's name, written into the certificate exactly as it is encoded here.</summary>
    public required X500DistinguishedName Subject { get; init; }

    /// <summary>What the certificate is for.</summary>
    public required CertificateProfile Profile { get; init; }

    /// <summary>The first second of the validity period.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last second of the validity period. It may lie after the issuer's own.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>For a certificate authority: how many further authorities may follow below it; null sets no limit.</summary>
    public int? PathLength { get; init; }

    /// <summary>The object identifiers of the certificate policies (RFC 5280, 4.2.1.4); none by default.</summary>
    public IList<string> Policies { get; init; } = [];

    /// <summary>
    /// Where the list with this certificate's revocation is published, for an authority whose lists are partitioned; null (the
    /// default) leaves it to <see cref="CertificateAuthorityOptions.CrlAddress"/>.
    /// </summary>
    public Uri? CrlAddress { get; init; }

    /// <summary>
    /// The hash of the signature on this certificate; null (the default) leaves it to the issuer's key. SHA-1 exists
    /// for development authorities that look like old ones of the field.
    /// </summary>
    public HashAlgorithmName? SignatureHash { get; init; }

    /// <summary>Further extensions; one with the object identifier of an extension of the profile replaces it.</summary>
    public IList<X509Extension> Extensions { get; init; } = [];
}
