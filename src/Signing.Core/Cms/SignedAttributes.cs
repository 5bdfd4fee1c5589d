using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>Builds the attributes that a key signs: those of CAdES in PAdES, and no signing-time (EN 319 142-1, 6.3).</summary>
internal static class SignedAttributes
{
    /// <summary>
    /// The DER encoding of the SET OF content-type, message-digest and signing-certificate-v2, which is also the very
    /// data to sign (RFC 5652, 5.4).
    /// </summary>
    /// <param name="messageDigest">The digest of the content.</param>
    /// <param name="signerCertificate">The signer's certificate, DER.</param>
    /// <param name="digest">The hash function of <paramref name="messageDigest"/>, also taken for the certificate.</param>
    /// <param name="contentType">The content's type: id-data for a PDF, id-ct-TSTInfo for a time-stamp token.</param>
    /// <exception cref="CmsException">The certificate cannot be read.</exception>
    internal static byte[] Build(ReadOnlySpan<byte> messageDigest, ReadOnlyMemory<byte> signerCertificate, HashAlgorithmName digest, string contentType = Oids.Data)
    {
        if (digest == HashAlgorithmName.SHA1)
        {
            throw new ArgumentException("SHA-1 is for verification only.", nameof(digest));
        }
        if (messageDigest.Length != Digests.Size(digest))
        {
            throw new ArgumentException($"The digest has {messageDigest.Length} bytes, not those of {digest.Name}.", nameof(messageDigest));
        }
        CertificateFields certificate = CertificateFields.Parse(signerCertificate);
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 512);
        using (writer.PushSetOf())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.ContentType);
                using (writer.PushSetOf())
                {
                    writer.WriteObjectIdentifier(contentType);
                }
            }
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.MessageDigest);
                using (writer.PushSetOf())
                {
                    writer.WriteOctetString(messageDigest);
                }
            }
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.SigningCertificateV2);
                using (writer.PushSetOf())
                {
                    WriteSigningCertificate(writer, signerCertificate, certificate, digest);
                }
            }
        }
        return writer.Encode();
    }

    // SigningCertificateV2 with one ESSCertIDv2 (RFC 5035, 3 and 4).
    private static void WriteSigningCertificate(AsnWriter writer, ReadOnlyMemory<byte> certificate, CertificateFields fields, HashAlgorithmName hash)
    {
        Span<byte> digest = stackalloc byte[Digests.MaxSize];
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            if (hash != HashAlgorithmName.SHA256)
            {
                // DER leaves the default out (X.690, 11.5): SHA-256 is it.
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Digests.ToOid(hash));
                }
            }
            writer.WriteOctetString(Digests.Hash(hash, certificate.Span, digest));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                {
                    writer.WriteEncodedValue(fields.Issuer.Span); // GeneralName: directoryName
                }
                writer.WriteInteger(fields.SerialNumber.Span);
            }
        }
    }
}
