using System.Formats.Asn1;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Signing.Core.Cms;

namespace Signing.Core.Pki.Revocation;

/// <summary>A successful OCSP answer of the basic type (RFC 6960, 4.2.1).</summary>
internal sealed class OcspProof : RevocationProof
{
    private static readonly Asn1Tag CertificatesTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ResponseBytesTag = new(TagClass.ContextSpecific, 0);

    private OcspProof(ReadOnlyMemory<byte> der, ProofSource source, Uri? address, SignedStructure signed, ResponseData data, IReadOnlyList<Certificate> certificates)
        : base(der, source, address, signed)
    {
        Certificates = certificates;
        ProducedAt = OcspEntry.Time(data.ProducedAt);
        Entries = [.. data.Responses.Select(static response => new OcspEntry(SingleResponse.GetInstance(response)))];
        ResponderName = data.ResponderID.Name is { } name ? DistinguishedName.Parse(name.GetEncoded()) : null;
        ResponderKeyHash = data.ResponderID.GetKeyHash();
        Nonce = data.ResponseExtensions?.GetExtension(new DerObjectIdentifier(Oids.OcspNonce))?.Value.GetOctets();
    }

    internal override string Kind => "ocsp";

    internal override DateTimeOffset MadeAt => ProducedAt;

    /// <summary>When the answer was signed.</summary>
    internal DateTimeOffset ProducedAt { get; }

    internal IReadOnlyList<OcspEntry> Entries { get; }

    /// <summary>The certificates that came with it: untrusted help.</summary>
    internal IReadOnlyList<Certificate> Certificates { get; }

    /// <summary>The responder by name; null where it is told by key.</summary>
    internal DistinguishedName? ResponderName { get; }

    /// <summary>The responder by the SHA-1 of its key; null where it is told by name.</summary>
    internal byte[]? ResponderKeyHash { get; }

    /// <summary>The value of the nonce extension, or null.</summary>
    internal byte[]? Nonce { get; }

    /// <summary>Reads an OCSPResponse, or the BasicOCSPResponse that some signatures embed bare.</summary>
    /// <exception cref="CertificateException">It is malformed, of another type, or a refusal.</exception>
    internal static OcspProof Parse(ReadOnlyMemory<byte> der, ProofSource source = ProofSource.Embedded, Uri? address = null)
    {
        try
        {
            ReadOnlyMemory<byte> basic = IsWhole(der) ? Unwrap(der) : der;
            var outer = new AsnReader(basic, AsnEncodingRules.BER);
            AsnReader fields = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            ReadOnlyMemory<byte> data = fields.ReadEncodedValue();
            AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(fields);
            ReadOnlyMemory<byte> value = fields.ReadBitString(out int unused);
            List<Certificate> certificates = fields.HasData ? ReadCertificates(fields.ReadSequence(CertificatesTag)) : [];
            fields.ThrowIfNotEmpty();
            ResponseData parsed = ResponseData.GetInstance(Asn1Object.FromByteArray(data.ToArray()));
            return new OcspProof(der, source, address, new SignedStructure(data, algorithm, unused == 0 ? value : default), parsed, certificates);
        }
        catch (Exception malformed) when (malformed is AsnContentException or CmsException or ArgumentException or IOException or InvalidOperationException or InvalidCastException or FormatException or ArithmeticException)
        {
            throw new CertificateException("not an OCSP answer: " + malformed.Message, malformed);
        }
    }

    /// <summary>The entry about a certificate; null where the answer has none.</summary>
    internal OcspEntry? Find(Certificate certificate, Certificate issuer) => Entries.FirstOrDefault(entry => entry.IsAbout(certificate, issuer));

    /// <summary>The answer as an OCSPResponse, also where a signature embeds it bare.</summary>
    internal ReadOnlyMemory<byte> ToResponse()
    {
        if (IsWhole(Der))
        {
            return Der;
        }
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([(byte)UniversalTagNumber.Enumerated, 1, OcspResponseStatus.Successful]);
            using (writer.PushSequence(ResponseBytesTag))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.OcspBasic);
                writer.WriteOctetString(Der.Span);
            }
        }
        return writer.Encode();
    }

    // An OCSPResponse begins with an ENUMERATED, a BasicOCSPResponse with a SEQUENCE.
    private static bool IsWhole(ReadOnlyMemory<byte> der) =>
        new AsnReader(der, AsnEncodingRules.BER).ReadSequence().PeekTag().HasSameClassAndValue(Asn1Tag.Enumerated);

    private static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> der)
    {
        OcspResponse response = OcspResponse.GetInstance(Asn1Object.FromByteArray(der.ToArray()));
        int status = response.ResponseStatus.IntValueExact;
        if (status != OcspResponseStatus.Successful)
        {
            throw new CertificateException($"the responder refused: {StatusName(status)}");
        }
        if (response.ResponseBytes is not { } bytes || bytes.ResponseType.Id != Oids.OcspBasic)
        {
            throw new CertificateException("an OCSP answer without a basic response");
        }
        return bytes.Response.GetOctets();
    }

    private static List<Certificate> ReadCertificates(AsnReader tagged)
    {
        var certificates = new List<Certificate>(1);
        AsnReader list = tagged.ReadSequence();
        while (list.HasData)
        {
            // One that cannot be read helps nobody and harms nobody.
            if (Certificate.TryParse(list.ReadEncodedValue()) is { } certificate)
            {
                certificates.Add(certificate);
            }
        }
        return certificates;
    }

    // RFC 6960, 4.2.1
    private static string StatusName(int status) => status switch
    {
        OcspResponseStatus.MalformedRequest => "malformedRequest",
        OcspResponseStatus.InternalError => "internalError",
        OcspResponseStatus.TryLater => "tryLater",
        OcspResponseStatus.SignatureRequired => "sigRequired",
        OcspResponseStatus.Unauthorized => "unauthorized",
        _ => $"status {status}",
    };
}
