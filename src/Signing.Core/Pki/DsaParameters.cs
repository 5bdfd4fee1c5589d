using System.Formats.Asn1;

namespace Signing.Core.Pki;

/// <summary>
/// DSA keys that inherit their domain parameters from the key above them (RFC 3279, 2.3.2; RFC 5280, 6.1.4 (e)). Nobody issues them
/// any more, but a path with one must still be judged right.
/// </summary>
internal static class DsaParameters
{
    private const string KeyOid = "1.2.840.10040.4.1";

    /// <summary>Whether a key leaves its domain parameters to its issuer.</summary>
    internal static bool AreMissing(ReadOnlyMemory<byte> subjectPublicKeyInfo) =>
        TryRead(subjectPublicKeyInfo, out ReadOnlyMemory<byte> parameters) && parameters.IsEmpty;

    /// <summary>The key with the domain parameters of its issuer's key; the key itself where that has none either.</summary>
    internal static ReadOnlyMemory<byte> Inherit(ReadOnlyMemory<byte> subjectPublicKeyInfo, ReadOnlyMemory<byte> issuerKey)
    {
        if (!TryRead(issuerKey, out ReadOnlyMemory<byte> parameters) || parameters.IsEmpty)
        {
            return subjectPublicKeyInfo;
        }
        AsnReader fields = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
        fields.ReadEncodedValue();
        var whole = new AsnWriter(AsnEncodingRules.DER);
        using (whole.PushSequence())
        {
            using (whole.PushSequence())
            {
                whole.WriteObjectIdentifier(KeyOid);
                whole.WriteEncodedValue(parameters.Span);
            }
            whole.WriteEncodedValue(fields.ReadEncodedValue().Span);
        }
        return whole.Encode();
    }

    private static bool TryRead(ReadOnlyMemory<byte> subjectPublicKeyInfo, out ReadOnlyMemory<byte> parameters)
    {
        parameters = default;
        try
        {
            AsnReader algorithm = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            if (algorithm.ReadObjectIdentifier() != KeyOid)
            {
                return false;
            }
            parameters = algorithm.HasData ? algorithm.ReadEncodedValue() : default;
            parameters = parameters.Span is [0x05, 0x00] ? default : parameters;
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
