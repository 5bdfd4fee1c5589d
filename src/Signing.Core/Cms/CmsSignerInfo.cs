using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>One SignerInfo (RFC 5652, 5.3).</summary>
internal sealed class CmsSignerInfo
{
    private CmsSignerInfo(CmsSignedData signedData) => SignedData = signedData;

    /// <summary>The structure that this signer belongs to.</summary>
    internal CmsSignedData SignedData { get; }

    internal int Version { get; private init; }

    /// <summary>The issuer's Name as encoded, when the certificate is named by issuer and serial number.</summary>
    internal ReadOnlyMemory<byte>? Issuer { get; private init; }

    /// <summary>The contents of the serial number's INTEGER, when the certificate is named so.</summary>
    internal ReadOnlyMemory<byte>? SerialNumber { get; private init; }

    /// <summary>The subject key identifier, when the certificate is named so.</summary>
    internal ReadOnlyMemory<byte>? SubjectKeyIdentifier { get; private init; }

    internal required AlgorithmIdentifier DigestAlgorithm { get; init; }

    /// <summary>The hash function to take over the content, or <see langword="null"/> when it is unknown.</summary>
    internal HashAlgorithmName? Digest { get; private init; }

    internal required AlgorithmIdentifier SignatureAlgorithm { get; init; }

    /// <summary>How the value is verified, or <see langword="null"/> when the algorithm is unknown.</summary>
    internal SignatureMethod? Method { get; private init; }

    /// <summary>The signed attributes as the DER encoding of a SET OF: what the signature is over (RFC 5652, 5.4).</summary>
    internal ReadOnlyMemory<byte>? SignedAttributesDer { get; private init; }

    /// <summary>The same as they were sent, under the tag of SET OF.</summary>
    internal ReadOnlyMemory<byte>? SignedAttributesTransmitted { get; private init; }

    internal bool SignedAttributesWereDer => SignedAttributesDer is not { } der || der.Span.SequenceEqual(SignedAttributesTransmitted!.Value.Span);

    internal IReadOnlyList<CmsAttribute> SignedAttributes { get; private init; } = [];

    /// <summary>What the signed attributes say.</summary>
    internal required SignedAttributeFacts Facts { get; init; }

    internal ReadOnlyMemory<byte> SignatureValue { get; private init; }

    internal IReadOnlyList<CmsAttribute> UnsignedAttributes { get; private init; } = [];

    /// <summary>Tokens over the signature value (RFC 3161, Appendix A), each as encoded.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> SignatureTimestamps => UnsignedValues(Oids.SignatureTimestamp);

    /// <summary>The signer's certificate among these; where several bear its name, the one that the signed attributes mean.</summary>
    internal ReadOnlyMemory<byte>? FindCertificate(IEnumerable<ReadOnlyMemory<byte>> certificates)
    {
        ReadOnlyMemory<byte>? found = null;
        foreach (ReadOnlyMemory<byte> certificate in certificates)
        {
            if (CertificateFields.ParseOrNull(certificate) is not { } fields || !Identifies(fields))
            {
                continue;
            }
            if (Facts.SigningCertificates.Count == 0 || Facts.SigningCertificates.All(reference => reference.MatchesHash(certificate) is true))
            {
                return certificate;
            }
            found ??= certificate;
        }
        return found;
    }

    /// <summary>Whether the signer identifier names this certificate.</summary>
    internal bool Identifies(CertificateFields certificate) =>
        SubjectKeyIdentifier is { } identifier
            ? certificate.SubjectKeyIdentifier is { } other && identifier.Span.SequenceEqual(other.Span)
            : SerialNumber!.Value.Span.SequenceEqual(certificate.SerialNumber.Span) && Names.Same(Issuer!.Value, certificate.Issuer);

    /// <summary>Checks everything about this signature that needs no trust.</summary>
    /// <param name="contentDigest">The content hashed with <see cref="Digest"/>; ignored where that is unknown.</param>
    /// <param name="signerCertificate">The certificate from <see cref="FindCertificate"/>, DER.</param>
    internal CmsCheck Check(ReadOnlySpan<byte> contentDigest, ReadOnlyMemory<byte> signerCertificate) =>
        SignerCheck.Run(this, contentDigest, signerCertificate);

    internal IReadOnlyList<ReadOnlyMemory<byte>> UnsignedValues(string oid) =>
        [.. UnsignedAttributes.Where(attribute => attribute.Oid == oid).SelectMany(static attribute => attribute.Values)];

    internal static CmsSignerInfo Read(ReadOnlyMemory<byte> encoding, CmsSignedData signedData)
    {
        AsnReader reader = BerReader.Open(encoding).ReadSequence();
        int version = reader.TryReadInt32(out int number) ? number : -1;
        ReadOnlyMemory<byte>? issuer = null;
        ReadOnlyMemory<byte>? serial = null;
        ReadOnlyMemory<byte>? keyIdentifier = null;
        if (reader.NextIs(0))
        {
            keyIdentifier = reader.ReadOctets(BerReader.Context(0));
        }
        else
        {
            AsnReader issuerAndSerial = reader.ReadSequence();
            issuer = issuerAndSerial.ReadEncodedValue();
            serial = issuerAndSerial.ReadIntegerBytes();
            issuerAndSerial.ThrowIfNotEmpty();
        }
        AlgorithmIdentifier digestAlgorithm = AlgorithmIdentifier.Read(reader);
        ReadOnlyMemory<byte>? transmitted = reader.NextIs(0) ? AsSet(reader.ReadEncodedValue()) : default(ReadOnlyMemory<byte>?);
        ReadOnlyMemory<byte>? der = transmitted is { } sent ? DerForm.Encode(sent.Span) : default(ReadOnlyMemory<byte>?);
        AlgorithmIdentifier signatureAlgorithm = AlgorithmIdentifier.Read(reader);
        ReadOnlyMemory<byte> value = reader.ReadOctets();
        List<CmsAttribute> unsigned = reader.NextIs(1) ? CmsAttribute.ReadAll(reader.ReadSetOf(BerReader.Context(1))) : [];
        reader.ThrowIfNotEmpty();

        List<CmsAttribute> signed = der is { } set ? CmsAttribute.ReadAll(BerReader.Open(set).ReadSetOf()) : [];
        HashAlgorithmName? digest = Digests.From(digestAlgorithm);
        return new CmsSignerInfo(signedData)
        {
            Version = version,
            Issuer = issuer,
            SerialNumber = serial,
            SubjectKeyIdentifier = keyIdentifier,
            DigestAlgorithm = digestAlgorithm,
            Digest = digest,
            SignatureAlgorithm = signatureAlgorithm,
            Method = SignatureMethod.From(signatureAlgorithm, digest),
            SignedAttributesDer = der,
            SignedAttributesTransmitted = transmitted,
            SignedAttributes = signed,
            Facts = new SignedAttributeFacts(signed),
            SignatureValue = value,
            UnsignedAttributes = unsigned,
        };
    }

    private static byte[] AsSet(ReadOnlyMemory<byte> tagged)
    {
        byte[] set = tagged.ToArray();
        set[0] = 0x31;
        return set;
    }
}
