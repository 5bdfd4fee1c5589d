using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Signing.Core.Cms;

namespace Signing.Core.Pki;

/// <summary>
/// An X.509 certificate, parsed once: what trust decisions ask, with the bytes that were signed as they were transmitted.
/// Immutable, compared by its DER.
/// </summary>
internal sealed class Certificate : IEquatable<Certificate>
{
    private readonly CertificateExtensions _extensions;
    private readonly Lazy<X509CertificateStructure> _structure;
    private StrongBox<PublicKeySize>? _keySize;

    private Certificate(ReadOnlyMemory<byte> der, CertificateFields fields)
    {
        Der = der;
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(der.Span));
        Fields = fields;
        Subject = DistinguishedName.Parse(fields.Subject);
        Issuer = DistinguishedName.Parse(fields.Issuer);
        IsSelfIssued = Subject.Equals(Issuer);
        _extensions = fields.Extensions;
        SubjectKeyIdentifier = _extensions.SubjectKeyIdentifier();
        AuthorityKeyIdentifier = _extensions.AuthorityKeyIdentifier();
        KeyUsage = _extensions.KeyUsage();
        ExtendedKeyUsage = _extensions.ExtendedKeyUsage();
        (IsAuthority, PathLength) = _extensions.BasicConstraints();
        SubjectPublicKeyInfo = fields.SubjectPublicKeyInfo;
        LacksKeyParameters = DsaParameters.AreMissing(SubjectPublicKeyInfo);
        OcspAddresses = _extensions.AccessAddresses(Oids.AccessOcsp);
        IssuerAddresses = _extensions.AccessAddresses(Oids.AccessIssuers);
        DistributionPoints = CrlDistributionPoint.Read(_extensions.Find(Oids.CrlDistributionPoints)?.Value);
        _structure = new Lazy<X509CertificateStructure>(() => X509CertificateStructure.GetInstance(Der.ToArray()));
    }

    /// <summary>The certificate as it was received.</summary>
    internal ReadOnlyMemory<byte> Der { get; }

    /// <summary>SHA-256 of the DER, lower-case hex.</summary>
    internal string Thumbprint { get; }

    internal DistinguishedName Subject { get; }

    internal DistinguishedName Issuer { get; }

    /// <summary>The serial number's content octets (two's complement, as encoded).</summary>
    internal ReadOnlyMemory<byte> Serial => Fields.Serial;

    /// <summary>The serial number, lower-case hex, without a leading zero octet.</summary>
    internal string SerialNumber => Convert.ToHexStringLower(Fields.Serial.Span is [0, _, ..] padded ? padded[1..] : Fields.Serial.Span);

    internal int Version => Fields.Version;

    internal DateTimeOffset NotBefore => Fields.NotBefore;

    /// <summary>The last second of the validity period: the certificate is still valid in it (RFC 5280, 4.1.2.5).</summary>
    internal DateTimeOffset NotAfter => Fields.NotAfter;

    /// <summary>The key; in a validated chain with the domain parameters that it inherits.</summary>
    internal ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; private set; }

    /// <summary>The size of that key, measured once.</summary>
    internal PublicKeySize KeySize => (_keySize ??= new StrongBox<PublicKeySize>(PublicKeySize.Of(SubjectPublicKeyInfo))).Value;

    /// <summary>Whether the key cannot be used without the parameters of the key above it (RFC 3279, 2.3.2).</summary>
    internal bool LacksKeyParameters { get; private set; }

    internal ReadOnlyMemory<byte>? SubjectKeyIdentifier { get; }

    internal ReadOnlyMemory<byte>? AuthorityKeyIdentifier { get; }

    /// <summary>Key usage; null where the certificate does not restrict it.</summary>
    internal X509KeyUsageFlags? KeyUsage { get; }

    /// <summary>Extended key usage; null where the certificate does not restrict it.</summary>
    internal IReadOnlyList<string>? ExtendedKeyUsage { get; }

    internal bool IsExtendedKeyUsageCritical => _extensions.Find(Oids.ExtendedKeyUsage)?.IsCritical == true;

    /// <summary>The CA flag of basic constraints; false without them.</summary>
    internal bool IsAuthority { get; }

    internal int? PathLength { get; }

    internal IReadOnlyList<Uri> OcspAddresses { get; }

    /// <summary>Where the issuer's certificate is published (RFC 5280, 4.2.2.1).</summary>
    internal IReadOnlyList<Uri> IssuerAddresses { get; }

    internal IReadOnlyList<CrlDistributionPoint> DistributionPoints { get; }

    /// <summary>Where CRLs are published, over HTTP only.</summary>
    internal IEnumerable<Uri> CrlAddresses => DistributionPoints.SelectMany(static point => point.Addresses).Distinct();

    /// <summary>Whether subject and issuer are the same name (RFC 5280, 3.2); says nothing about the key.</summary>
    internal bool IsSelfIssued { get; }

    /// <summary>Whether its issuer vouches for it for its whole life, as a responder (RFC 6960, 4.2.2.2.1).</summary>
    internal bool HasOcspNoCheck => _extensions.Find(Oids.OcspNoCheck) is not null;

    /// <summary>How its issuer signed it, and what.</summary>
    internal SignedStructure Signed => Fields.Signed;

    /// <summary>Whether the algorithm inside what is signed is the one outside (RFC 5280, 4.1.1.2).</summary>
    internal bool IsAlgorithmConsistent => Fields.Signed.Algorithm.Means(Fields.InnerAlgorithm);

    /// <summary>BouncyCastle's view of the certificate, made when first asked for.</summary>
    internal X509CertificateStructure Structure => _structure.Value;

    private CertificateFields Fields { get; }

    /// <summary>Reads one certificate; octets after it are not allowed.</summary>
    /// <exception cref="CertificateException">It is malformed.</exception>
    internal static Certificate Parse(ReadOnlyMemory<byte> der)
    {
        try
        {
            return new Certificate(der, CertificateFields.Read(der));
        }
        catch (Exception malformed) when (malformed is AsnContentException or FormatException or ArgumentException or OverflowException or CmsException)
        {
            throw new CertificateException("not an X.509 certificate: " + malformed.Message, malformed);
        }
    }

    /// <summary>Reads one certificate, or gives null where the bytes are none.</summary>
    internal static Certificate? TryParse(ReadOnlyMemory<byte> der)
    {
        try
        {
            return Parse(der);
        }
        catch (CertificateException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Parse"/>
    internal static Certificate From(X509Certificate2 certificate) => Parse(certificate.RawData);

    internal X509Certificate2 ToX509Certificate2() => X509CertificateLoader.LoadCertificate(Der.Span);

    internal IEnumerable<CertificateExtension> CriticalExtensions => _extensions.All.Where(static extension => extension.IsCritical);

    internal CertificateExtension? FindExtension(string oid) => _extensions.Find(oid);

    /// <summary>Whether the issuer's name and key stand behind this certificate: names chain and the signature verifies.</summary>
    internal bool VerifyIssuedBy(Certificate issuer) =>
        Issuer.Equals(issuer.Subject) && IsAlgorithmConsistent && Signed.Verify(issuer.SubjectPublicKeyInfo.Span) == true;

    /// <summary>The certificate with its key completed by the one above it; the certificate itself where nothing is missing.</summary>
    internal Certificate CompletedBy(Certificate issuer)
    {
        if (!LacksKeyParameters)
        {
            return this;
        }
        var completed = (Certificate)MemberwiseClone();
        completed._keySize = null;
        completed.SubjectPublicKeyInfo = DsaParameters.Inherit(SubjectPublicKeyInfo, issuer.SubjectPublicKeyInfo);
        completed.LacksKeyParameters = DsaParameters.AreMissing(completed.SubjectPublicKeyInfo);
        return completed;
    }

    /// <summary>Whether the validity period holds the instant, seconds compared as RFC 5280 writes them.</summary>
    internal bool IsValidAt(DateTimeOffset at) => at >= NotBefore && at < NotAfter.AddSeconds(1);

    public bool Equals(Certificate? other) => other is not null && Thumbprint == other.Thumbprint;

    public override bool Equals(object? obj) => Equals(obj as Certificate);

    public override int GetHashCode() => string.GetHashCode(Thumbprint, StringComparison.Ordinal);

    public override string ToString() => Subject.ToString();
}
