using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>The few fields of a certificate by which CMS names it and verifies with it (RFC 5280, 4.1). Judging it is Pki's work.</summary>
/// <param name="SerialNumber">The contents of the INTEGER, big-endian.</param>
/// <param name="Issuer">The issuer's Name, as encoded.</param>
/// <param name="Subject">The subject's Name, as encoded.</param>
/// <param name="SubjectPublicKeyInfo">The key with its algorithm, as encoded.</param>
/// <param name="SubjectKeyIdentifier">The extension's value, or <see langword="null"/>.</param>
internal sealed record CertificateFields(
    ReadOnlyMemory<byte> SerialNumber,
    ReadOnlyMemory<byte> Issuer,
    ReadOnlyMemory<byte> Subject,
    ReadOnlyMemory<byte> SubjectPublicKeyInfo,
    ReadOnlyMemory<byte>? SubjectKeyIdentifier)
{
    /// <exception cref="CmsException">Not a certificate.</exception>
    internal static CertificateFields Parse(ReadOnlyMemory<byte> certificate) => BerReader.Parse(certificate, "A certificate", Read);

    internal static CertificateFields? ParseOrNull(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            return Parse(certificate);
        }
        catch (CmsException)
        {
            return null;
        }
    }

    private static CertificateFields Read(ReadOnlyMemory<byte> certificate)
    {
        AsnReader outer = BerReader.Open(certificate);
        AsnReader signed = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        AsnReader body = signed.ReadSequence();
        if (body.NextIs(0))
        {
            body.ReadEncodedValue(); // version
        }
        ReadOnlyMemory<byte> serial = body.ReadIntegerBytes();
        body.ReadEncodedValue(); // signature
        ReadOnlyMemory<byte> issuer = body.ReadEncodedValue();
        body.ReadEncodedValue(); // validity
        ReadOnlyMemory<byte> subject = body.ReadEncodedValue();
        ReadOnlyMemory<byte> key = body.ReadEncodedValue();
        ReadOnlyMemory<byte>? keyIdentifier = null;
        while (body.HasData)
        {
            if (body.NextIs(3))
            {
                keyIdentifier = ReadKeyIdentifier(body.ReadSequence(BerReader.Context(3)).ReadSequence());
            }
            else
            {
                body.ReadEncodedValue(); // issuerUniqueID, subjectUniqueID
            }
        }
        return new CertificateFields(serial, issuer, subject, key, keyIdentifier);
    }

    private static ReadOnlyMemory<byte>? ReadKeyIdentifier(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            if (extension.ReadOid() != Oids.SubjectKeyIdentifier)
            {
                continue;
            }
            if (extension.NextIs(UniversalTagNumber.Boolean))
            {
                extension.ReadBoolean();
            }
            return BerReader.Open(extension.ReadOctets()).ReadOctets();
        }
        return null;
    }
}
