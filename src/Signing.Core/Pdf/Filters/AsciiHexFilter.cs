using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Filters;

/// <summary>ASCIIHexDecode (ISO 32000-2, 7.4.2).</summary>
internal static class AsciiHexFilter
{
    internal static void Decode(ReadOnlySpan<byte> input, DecodeBuffer output)
    {
        int high = -1;
        foreach (byte b in input)
        {
            int digit = Characters.HexValue(b);
            if (digit >= 0 && high < 0)
            {
                high = digit;
            }
            else if (digit >= 0)
            {
                output.Append((byte)((high << 4) | digit));
                high = -1;
            }
            else if (b == '>')
            {
                break;
            }
            else if (!Characters.IsWhiteSpace(b))
            {
                throw output.Damaged("an ASCIIHex stream holds something else");
            }
        }
        if (high >= 0)
        {
            output.Append((byte)(high << 4));
        }
    }
}
