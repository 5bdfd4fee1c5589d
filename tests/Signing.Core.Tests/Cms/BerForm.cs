using System.Formats.Asn1;

namespace Signing.Core.Tests.Cms;

/// <summary>Re-encodes DER as signers in the field write it: indefinite lengths throughout, long octet strings in pieces.</summary>
internal static class BerForm
{
    internal static byte[] Of(ReadOnlySpan<byte> der)
    {
        using var output = new MemoryStream();
        while (!der.IsEmpty)
        {
            Asn1Tag tag = AsnDecoder.ReadEncodedValue(der, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
            ReadOnlySpan<byte> content = der.Slice(offset, length);
            if (tag.IsConstructed)
            {
                WriteIndefinite(output, der[0], Of(content));
            }
            else if (tag == Asn1Tag.PrimitiveOctetString && length > 64)
            {
                byte[] pieces = [.. Piece(content[..40]), .. Piece(content[40..])];
                WriteIndefinite(output, 0x24, pieces);
            }
            else
            {
                output.Write(der[..consumed]);
            }
            der = der[consumed..];
        }
        return output.ToArray();
    }

    private static byte[] Piece(ReadOnlySpan<byte> content)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(content);
        return writer.Encode();
    }

    private static void WriteIndefinite(MemoryStream output, byte identifier, byte[] content)
    {
        output.WriteByte(identifier);
        output.WriteByte(0x80);
        output.Write(content);
        output.Write([0, 0]);
    }
}
