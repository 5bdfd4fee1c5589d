using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>
/// Gathers CRLs and OCSP answers from the places where signers put them. What cannot be read is left out: a proof that
/// is not there proves nothing, and a broken one must not hide the signature.
/// </summary>
internal sealed class RevocationValues
{
    private readonly List<ReadOnlyMemory<byte>> _crls = [];
    private readonly List<ReadOnlyMemory<byte>> _ocspResponses = [];

    internal IReadOnlyList<ReadOnlyMemory<byte>> Crls => _crls;

    internal IReadOnlyList<ReadOnlyMemory<byte>> OcspResponses => _ocspResponses;

    /// <summary>RevocationInfoChoices (RFC 5652, 10.2.1; RFC 5940, 2.1). Says whether all were understood.</summary>
    internal bool TakeRevocationInfoChoices(IReadOnlyList<ReadOnlyMemory<byte>> choices)
    {
        bool understood = true;
        foreach (ReadOnlyMemory<byte> choice in choices)
        {
            AsnReader reader = BerReader.Open(choice);
            if (!reader.NextIs(1))
            {
                _crls.Add(choice);
                continue;
            }
            AsnReader other = reader.ReadSequence(BerReader.Context(1));
            if (other.ReadOid() == Oids.OcspResponseInfo)
            {
                _ocspResponses.Add(other.ReadEncodedValue());
            }
            else
            {
                understood = false;
            }
        }
        return understood;
    }

    /// <summary>RevocationInfoArchival (ISO 32000-2, 12.8.3.3.2): CRLs under [0], OCSPResponses under [1].</summary>
    internal void TakeAdobe(ReadOnlyMemory<byte> value) => Take(value, static response => response);

    /// <summary>RevocationValues (RFC 5126, 6.3.4): CRLs under [0], BasicOCSPResponses under [1].</summary>
    internal void TakeCades(ReadOnlyMemory<byte> value) => Take(value, WrapBasicResponse);

    /// <summary>CertificateValues (RFC 5126, 6.3.3).</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> ReadCertificates(ReadOnlyMemory<byte> value)
    {
        try
        {
            return BerReader.Open(value).ReadSequence().ReadElements();
        }
        catch (Exception exception) when (exception is AsnContentException or CmsException)
        {
            return [];
        }
    }

    private void Take(ReadOnlyMemory<byte> value, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> toResponse)
    {
        try
        {
            AsnReader sequence = BerReader.Open(value).ReadSequence();
            if (sequence.NextIs(0))
            {
                _crls.AddRange(sequence.ReadSequence(BerReader.Context(0)).ReadSequence().ReadElements());
            }
            if (sequence.NextIs(1))
            {
                _ocspResponses.AddRange(sequence.ReadSequence(BerReader.Context(1)).ReadSequence().ReadElements().Select(toResponse));
            }
        }
        catch (Exception exception) when (exception is AsnContentException or CmsException)
        {
            // Left out, see above.
        }
    }

    // RFC 6960, 4.2.1: OCSPResponse, successful, with a response of type id-pkix-ocsp-basic.
    private static ReadOnlyMemory<byte> WrapBasicResponse(ReadOnlyMemory<byte> basic)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, basic.Length + 64);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([0x0A, 0x01, 0x00]);
            using (writer.PushSequence(BerReader.Context(0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.OcspBasic);
                writer.WriteOctetString(basic.Span);
            }
        }
        return writer.Encode();
    }
}
