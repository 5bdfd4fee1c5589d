using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Attribute = Org.BouncyCastle.Asn1.Cms.Attribute;
using ContentInfo = Org.BouncyCastle.Asn1.Cms.ContentInfo;
using IssuerAndSerialNumber = Org.BouncyCastle.Asn1.Cms.IssuerAndSerialNumber;
using SignedData = Org.BouncyCastle.Asn1.Cms.SignedData;
using SignerInfo = Org.BouncyCastle.Asn1.Cms.SignerInfo;

namespace Signing.Core.Pki.Authorities;

/// <summary>Signs a <c>TSTInfo</c> into a token: CMS <c>SignedData</c> in DER with exactly one signer (RFC 3161, 2.4.2).</summary>
internal sealed class TimestampTokenWriter
{
    private readonly AuthorityKey _key;
    private readonly X509CertificateStructure _certificate;
    private readonly DerSet _certificates;
    private readonly Attribute _signingCertificate;

    internal TimestampTokenWriter(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain, AuthorityKey key)
    {
        _key = key;
        _certificate = Der.Certificate(certificate);
        _certificates = new DerSet(chain.Select(Der.Certificate).Prepend(_certificate).ToArray<Asn1Encodable>());
        // RFC 5035, 4: SHA-256 is the default, so the algorithm stays unsaid; issuer and serial number are said.
        var identifier = new EssCertIDv2(SHA256.HashData(certificate.RawData), new IssuerSerial(_certificate.Issuer, _certificate.SerialNumber));
        _signingCertificate = Attribute(PkcsObjectIdentifiers.IdAASigningCertificateV2, new SigningCertificateV2(identifier));
    }

    internal async ValueTask<ContentInfo> WriteAsync(TstInfo info, bool withCertificates, CancellationToken cancellationToken)
    {
        byte[] content = info.GetEncoded(Asn1Encodable.Der);
        HashAlgorithmName hash = _key.Algorithm.Hash;
        AlgorithmIdentifier digest = AlgorithmIdentifiers.Digest(hash);
        var attributes = new DerSet(
            Attribute(CmsAttributes.ContentType, PkcsObjectIdentifiers.IdCTTstInfo),
            Attribute(CmsAttributes.MessageDigest, new DerOctetString(CryptographicOperations.HashData(hash, content))),
            _signingCertificate);
        byte[] signature = await _key.SignAsync(attributes.GetEncoded(Asn1Encodable.Der), _key.Algorithm, cancellationToken).ConfigureAwait(false);
        var signer = new SignerInfo(
            new SignerIdentifier(new IssuerAndSerialNumber(_certificate)),
            digest,
            attributes,
            _key.Identifier,
            new DerOctetString(signature),
            (Asn1Set?)null);
        // RFC 5652, 5.1: version 3, because the content is not id-data.
        var signedData = new SignedData(
            DerInteger.ValueOf(3),
            new DerSet(digest),
            new ContentInfo(PkcsObjectIdentifiers.IdCTTstInfo, new DerOctetString(content)),
            withCertificates ? _certificates : null,
            null,
            new DerSet(signer));
        return new ContentInfo(CmsObjectIdentifiers.SignedData, signedData);
    }

    private static Attribute Attribute(DerObjectIdentifier type, Asn1Encodable value) => new(type, new DerSet(value));
}
