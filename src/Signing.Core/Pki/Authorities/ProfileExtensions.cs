using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.Core.Pki.Authorities;

/// <summary>The extensions that a certificate gets from its profile, its issuer and its template (RFC 5280, 4.2).</summary>
internal static class ProfileExtensions
{
    /// <param name="template">What the certificate shall say.</param>
    /// <param name="subjectKey">The holder's public key.</param>
    /// <param name="issuerKeyIdentifier">The issuer's subject key identifier.</param>
    /// <param name="addresses">The issuer's addresses; null for a certificate that signs itself.</param>
    internal static X509Extensions Build(
        CertificateTemplate template,
        ReadOnlyMemory<byte> subjectKey,
        byte[] issuerKeyIdentifier,
        CertificateAuthorityOptions? addresses)
    {
        var extensions = new ExtensionList();
        extensions.Add(X509Extensions.AuthorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKeyIdentifier));
        extensions.Add(X509Extensions.SubjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifier(subjectKey)));
        AddProfile(extensions, template);
        AddPolicies(extensions, template.Policies);
        if (addresses is not null)
        {
            AddAddresses(extensions, addresses, template);
        }
        foreach (System.Security.Cryptography.X509Certificates.X509Extension extension in template.Extensions)
        {
            extensions.Replace(new DerObjectIdentifier(extension.Oid!.Value), extension.Critical, extension.RawData);
        }
        return extensions.Build();
    }

    /// <summary>The identifier that a certificate's own extension states, or, where it has none, the one computed here.</summary>
    internal static byte[] KeyIdentifierOf(X509Certificate2 certificate)
    {
        X509SubjectKeyIdentifierExtension? stated = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return stated?.SubjectKeyIdentifierBytes.ToArray() ?? KeyIdentifier(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>RFC 7093, 2, method 1: the leftmost 160 bits of the SHA-256 of the key.</summary>
    internal static byte[] KeyIdentifier(ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        SHA256.HashData(Der.KeyOctets(subjectPublicKeyInfo))[..20];

    private static void AddProfile(ExtensionList extensions, CertificateTemplate template)
    {
        switch (template.Profile)
        {
            case CertificateProfile.CertificateAuthority:
                extensions.Add(X509Extensions.BasicConstraints, true, template.PathLength is { } length ? new BasicConstraints(length) : new BasicConstraints(cA: true));
                extensions.Add(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.KeyCertSign | KeyUsage.CrlSign));
                break;
            case CertificateProfile.TimeStamping:
                extensions.Add(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.DigitalSignature));
                extensions.Add(X509Extensions.ExtendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeID.id_kp_timeStamping));
                break;
            case CertificateProfile.OcspResponder:
                extensions.Add(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.DigitalSignature));
                extensions.Add(X509Extensions.ExtendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeID.id_kp_OCSPSigning));
                extensions.Add(OcspObjectIdentifiers.PkixOcspNocheck, false, DerNull.Instance);
                break;
            case CertificateProfile.CrlIssuer:
                extensions.Add(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.CrlSign));
                break;
            default:
                extensions.Add(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.DigitalSignature | KeyUsage.NonRepudiation));
                extensions.Add(X509Extensions.ExtendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeID.id_kp_documentSigning, KeyPurposeID.id_kp_emailProtection));
                break;
        }
    }

    private static void AddPolicies(ExtensionList extensions, IList<string> policies)
    {
        if (policies.Count > 0)
        {
            PolicyInformation[] information = [.. policies.Select(policy => new PolicyInformation(new DerObjectIdentifier(policy)))];
            extensions.Add(X509Extensions.CertificatePolicies, false, new CertificatePolicies(information));
        }
    }

    private static void AddAddresses(ExtensionList extensions, CertificateAuthorityOptions addresses, CertificateTemplate template)
    {
        bool askable = template.Profile != CertificateProfile.OcspResponder;
        if (askable && (template.CrlAddress ?? addresses.CrlAddress) is { } crl)
        {
            GeneralNames? crlIssuer = addresses.CrlIssuer is { } name ? new GeneralNames(new GeneralName(Der.Name(name))) : null;
            var point = new DistributionPoint(new DistributionPointName(UriNames(crl)), null, crlIssuer);
            extensions.Add(X509Extensions.CrlDistributionPoints, false, new CrlDistPoint([point]));
        }
        var access = new List<AccessDescription>();
        if (askable && addresses.OcspAddress is { } ocsp)
        {
            access.Add(new AccessDescription(AccessDescription.IdADOcsp, UriName(ocsp)));
        }
        if (addresses.IssuerAddress is { } issuer)
        {
            access.Add(new AccessDescription(AccessDescription.IdADCAIssuers, UriName(issuer)));
        }
        if (access.Count > 0)
        {
            extensions.Add(X509Extensions.AuthorityInfoAccess, false, new DerSequence(access.ToArray()));
        }
    }

    internal static GeneralNames UriNames(Uri address) => new(UriName(address));

    private static GeneralName UriName(Uri address) => new(GeneralName.UniformResourceIdentifier, address.AbsoluteUri);

    /// <summary>Extensions in the order in which they were added.</summary>
    private sealed class ExtensionList
    {
        private readonly List<DerObjectIdentifier> _order = [];
        private readonly Dictionary<DerObjectIdentifier, X509Extension> _byOid = [];

        internal void Add(DerObjectIdentifier oid, bool critical, Asn1Encodable value) => Replace(oid, critical, value.GetEncoded(Asn1Encodable.Der));

        internal void Replace(DerObjectIdentifier oid, bool critical, byte[] value)
        {
            if (!_byOid.ContainsKey(oid))
            {
                _order.Add(oid);
            }
            _byOid[oid] = new X509Extension(critical, new DerOctetString(value));
        }

        internal X509Extensions Build() => new(_order, _byOid);
    }
}
