using System.Formats.Asn1;
using Signing.Core.Cms;

namespace Signing.Core.Pki;

/// <summary>The fields of a certificate as they stand in its bytes (RFC 5280, 4.1).</summary>
internal sealed record CertificateFields(
    int Version,
    ReadOnlyMemory<byte> Serial,
    AlgorithmIdentifier InnerAlgorithm,
    ReadOnlyMemory<byte> Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    ReadOnlyMemory<byte> Subject,
    ReadOnlyMemory<byte> SubjectPublicKeyInfo,
    CertificateExtensions Extensions,
    SignedStructure Signed)
{
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag IssuerIdTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectIdTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    internal static CertificateFields Read(ReadOnlyMemory<byte> der)
    {
        SignedStructure signed = SignedStructure.Read(der);
        AsnReader body = new AsnReader(signed.ToBeSigned, AsnEncodingRules.BER).ReadSequence();
        int version = 1;
        if (body.PeekTag().HasSameClassAndValue(VersionTag))
        {
            AsnReader tagged = body.ReadSequence(VersionTag);
            version = tagged.TryReadInt32(out int number) && number is >= 0 and <= 2 ? number + 1 : throw new AsnContentException("unknown version");
        }
        ReadOnlyMemory<byte> serial = body.ReadIntegerBytes();
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(body);
        ReadOnlyMemory<byte> issuer = body.ReadEncodedValue();
        AsnReader validity = body.ReadSequence();
        DateTimeOffset notBefore = Asn1Time.Read(validity);
        DateTimeOffset notAfter = Asn1Time.Read(validity);
        validity.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> subject = body.ReadEncodedValue();
        ReadOnlyMemory<byte> key = body.ReadEncodedValue();
        Skip(body, IssuerIdTag);
        Skip(body, SubjectIdTag);
        CertificateExtensions extensions = CertificateExtensions.None;
        if (body.HasData)
        {
            AsnReader tagged = body.ReadSequence(ExtensionsTag);
            extensions = CertificateExtensions.Read(tagged);
            tagged.ThrowIfNotEmpty();
        }
        body.ThrowIfNotEmpty();
        return new CertificateFields(version, serial, algorithm, issuer, notBefore, notAfter, subject, key, extensions, signed);
    }

    private static void Skip(AsnReader body, Asn1Tag tag)
    {
        if (body.HasData && body.PeekTag().HasSameClassAndValue(tag))
        {
            body.ReadEncodedValue();
        }
    }
}
