using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Filters;

/// <summary>ASCII85Decode (ISO 32000-2, 7.4.3).</summary>
internal static class Ascii85Filter
{
    private const int GroupDigits = 5;

    internal static void Decode(ReadOnlySpan<byte> input, DecodeBuffer output)
    {
        ulong group = 0;
        int digits = 0;
        foreach (byte b in input)
        {
            if (b is >= (byte)'!' and <= (byte)'u')
            {
                group = (group * 85) + (ulong)(b - '!');
                if (++digits == GroupDigits)
                {
                    Append(group, 4, output);
                    group = 0;
                    digits = 0;
                }
            }
            else if (b == 'z' && digits == 0)
            {
                output.Append(0, 4);
            }
            else if (b == '~')
            {
                break;
            }
            else if (!Characters.IsWhiteSpace(b))
            {
                throw output.Damaged("an ASCII85 stream holds something else");
            }
        }
        if (digits == 0)
        {
            return;
        }
        // A last group of n digits gives n - 1 bytes, as if filled up with the highest digit.
        for (int i = digits; i < GroupDigits; i++)
        {
            group = (group * 85) + 84;
        }
        Append(group, digits - 1, output);
    }

    private static void Append(ulong group, int bytes, DecodeBuffer output)
    {
        if (group > uint.MaxValue)
        {
            throw output.Damaged("an ASCII85 stream holds a group beyond 32 bits");
        }
        for (int i = 0; i < bytes; i++)
        {
            output.Append((byte)(group >> (24 - (8 * i))));
        }
    }
}
