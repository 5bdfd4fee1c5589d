using System.Formats.Asn1;

namespace Signing.Core.Pki.Revocation;

/// <summary>The nonce extension (RFC 9654, 2.1): an OCTET STRING inside the extension's octets, which old responders leave out.</summary>
internal static class OcspNonce
{
    internal static bool Matches(ReadOnlySpan<byte> extension, ReadOnlySpan<byte> nonce) =>
        extension.SequenceEqual(nonce)
        || AsnDecoder.TryReadPrimitiveOctetString(extension, AsnEncodingRules.BER, out ReadOnlySpan<byte> value, out int consumed)
        && consumed == extension.Length
        && value.SequenceEqual(nonce);
}
