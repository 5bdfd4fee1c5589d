using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>Writes SignedData with one signer in DER (RFC 5652, 5).</summary>
internal static class CmsWriter
{
    // The attribute around a token, and longer length fields in the four structures around that.
    private const int TimestampOverhead = 64;

    /// <summary>A detached signature over data, as <c>/Contents</c> holds it.</summary>
    /// <param name="signedAttributes">From <see cref="SignedAttributes.Build"/>: the bytes that were signed.</param>
    /// <param name="algorithm">How they were signed.</param>
    /// <param name="signatureValue">The value; ECDSA as DER.</param>
    /// <param name="certificates">The signer's first, then its issuers.</param>
    /// <param name="signatureTimestampToken">A token over the signature value, to be put beside it; kept byte for byte.</param>
    internal static byte[] Write(
        ReadOnlyMemory<byte> signedAttributes,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> signatureValue,
        IReadOnlyList<ReadOnlyMemory<byte>> certificates,
        ReadOnlyMemory<byte>? signatureTimestampToken = null)
    {
        var signer = new Signer(CertificateFields.Parse(certificates[0]), Tagged(signedAttributes.Span), algorithm, signatureValue, signatureTimestampToken);
        return WriteSignedData(version: 1, Oids.Data, content: null, certificates, signer);
    }

    /// <summary>A time-stamp token: TSTInfo inside a signature (RFC 3161, 2.4.2).</summary>
    /// <param name="tstInfo">The DER encoding of TSTInfo.</param>
    /// <param name="signedAttributes">From <see cref="SignedAttributes.Build"/> with the content type id-ct-TSTInfo.</param>
    /// <param name="algorithm">How they were signed.</param>
    /// <param name="signatureValue">The value; ECDSA as DER.</param>
    /// <param name="signerCertificate">The authority's certificate.</param>
    /// <param name="certificates">The certificates to put in: none unless the request asks for them.</param>
    internal static byte[] WriteTimestampToken(
        ReadOnlyMemory<byte> tstInfo,
        ReadOnlyMemory<byte> signedAttributes,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> signatureValue,
        ReadOnlyMemory<byte> signerCertificate,
        IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        var signer = new Signer(CertificateFields.Parse(signerCertificate), Tagged(signedAttributes.Span), algorithm, signatureValue, Token: null);
        // RFC 5652, 5.1: version 3 where the content is not id-data.
        return WriteSignedData(version: 3, Oids.TstInfo, tstInfo, certificates, signer);
    }

    /// <summary>The most bytes that <see cref="Write"/> gives for such a signature.</summary>
    /// <param name="algorithm">How it will be signed.</param>
    /// <param name="certificates">The signer's first, then its issuers.</param>
    /// <param name="signatureTimestampLength">Bytes to allow for a time-stamp token; 0 for none.</param>
    /// <exception cref="CmsException">The signer's certificate or its key cannot be read.</exception>
    internal static int MeasureUpperBound(SignatureAlgorithm algorithm, IReadOnlyList<ReadOnlyMemory<byte>> certificates, int signatureTimestampLength = 0)
    {
        CertificateFields signer = CertificateFields.Parse(certificates[0]);
        int signatureLength = SignatureVerifier.MaxSignatureLength(signer.SubjectPublicKeyInfo.Span)
            ?? throw new CmsException(CmsProblem.Unsupported, "The signer's key is of an unknown kind.");
        byte[] attributes = SignedAttributes.Build(new byte[Digests.Size(algorithm.Hash)], certificates[0], algorithm.Hash);
        int length = Write(attributes, algorithm, new byte[signatureLength], certificates).Length;
        return signatureTimestampLength == 0 ? length : length + signatureTimestampLength + TimestampOverhead;
    }

    private static byte[] WriteSignedData(int version, string contentType, ReadOnlyMemory<byte>? content, IReadOnlyList<ReadOnlyMemory<byte>> certificates, Signer signer)
    {
        int estimate = 2048 + certificates.Sum(static c => c.Length) + (content?.Length ?? 0) + (signer.Token?.Length ?? 0);
        var writer = new AsnWriter(AsnEncodingRules.DER, estimate);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(BerReader.Context(0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(version);
                using (writer.PushSetOf())
                {
                    WriteDigestAlgorithm(writer, signer.Algorithm.Hash);
                }
                WriteContent(writer, contentType, content);
                WriteCertificates(writer, certificates);
                using (writer.PushSetOf())
                {
                    WriteSignerInfo(writer, signer);
                }
            }
        }
        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, string contentType, ReadOnlyMemory<byte>? content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(contentType);
            if (content is { } bytes)
            {
                using (writer.PushSequence(BerReader.Context(0)))
                {
                    writer.WriteOctetString(bytes.Span);
                }
            }
        }
    }

    // RFC 5754, 2: parameters absent.
    private static void WriteDigestAlgorithm(AsnWriter writer, HashAlgorithmName hash)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Digests.ToOid(hash));
        }
    }

    private static void WriteCertificates(AsnWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        if (certificates.Count == 0)
        {
            return;
        }
        using (writer.PushSetOf(BerReader.Context(0)))
        {
            foreach (ReadOnlyMemory<byte> certificate in certificates)
            {
                writer.WriteEncodedValue(certificate.Span);
            }
        }
    }

    private static void WriteSignerInfo(AsnWriter writer, Signer signer)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1); // issuerAndSerialNumber
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signer.Certificate.Issuer.Span);
                writer.WriteInteger(signer.Certificate.SerialNumber.Span);
            }
            WriteDigestAlgorithm(writer, signer.Algorithm.Hash);
            writer.WriteEncodedValue(signer.TaggedAttributes);
            SignatureAlgorithmWriter.Write(writer, signer.Algorithm);
            writer.WriteOctetString(signer.Value.Span);
            if (signer.Token is { } token)
            {
                WriteSignatureTimestamp(writer, token.Span);
            }
        }
    }

    /// <summary>The same bytes that were signed, but under the tag [0] instead of SET OF (RFC 5652, 5.4).</summary>
    private static byte[] Tagged(ReadOnlySpan<byte> attributes)
    {
        if (attributes is not [0x31, ..])
        {
            throw new ArgumentException("The signed attributes are not a SET OF.", nameof(attributes));
        }
        byte[] tagged = attributes.ToArray();
        tagged[0] = 0xA0;
        return tagged;
    }

    // RFC 3161, Appendix A. The token may be BER: the writer looks only at the SET around it, so it stays as it is.
    private static void WriteSignatureTimestamp(AsnWriter writer, ReadOnlySpan<byte> token)
    {
        using (writer.PushSetOf(BerReader.Context(1)))
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignatureTimestamp);
            writer.WriteEncodedValue(SetOfOne(token));
        }
    }

    private static byte[] SetOfOne(ReadOnlySpan<byte> element)
    {
        var header = new AsnWriter(AsnEncodingRules.DER, element.Length + 8);
        header.WriteOctetString(element);
        byte[] encoding = header.Encode();
        encoding[0] = 0x31;
        return encoding;
    }

    /// <summary>What one SignerInfo is made of; the attributes already under their tag.</summary>
    private sealed record Signer(
        CertificateFields Certificate,
        byte[] TaggedAttributes,
        SignatureAlgorithm Algorithm,
        ReadOnlyMemory<byte> Value,
        ReadOnlyMemory<byte>? Token);
}
