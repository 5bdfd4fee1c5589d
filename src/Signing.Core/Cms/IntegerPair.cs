using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>
/// The SEQUENCE of r and s in which ECDSA and DSA values come (RFC 3279, 2.2.2 and 2.2.3), held to strict DER: .NET
/// also accepts integers without their leading zero, so that one signature would have several encodings.
/// </summary>
internal static class IntegerPair
{
    /// <summary>Whether the value is DER throughout and r and s are positive. That they are below the order is the platform's check.</summary>
    internal static bool IsStrict(ReadOnlySpan<byte> signature, int maxLength)
    {
        if (signature.Length > maxLength)
        {
            return false;
        }
        try
        {
            AsnDecoder.ReadSequence(signature, AsnEncodingRules.DER, out int offset, out int length, out int consumed);
            if (consumed != signature.Length)
            {
                return false;
            }
            ReadOnlySpan<byte> content = signature.Slice(offset, length);
            ReadOnlySpan<byte> r = AsnDecoder.ReadIntegerBytes(content, AsnEncodingRules.DER, out int first);
            ReadOnlySpan<byte> s = AsnDecoder.ReadIntegerBytes(content[first..], AsnEncodingRules.DER, out int second);
            return first + second == content.Length && IsPositive(r) && IsPositive(s);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool IsPositive(ReadOnlySpan<byte> integer) => integer[0] < 0x80 && integer.ContainsAnyExcept((byte)0);
}
