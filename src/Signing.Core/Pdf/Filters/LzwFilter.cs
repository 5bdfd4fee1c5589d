namespace Signing.Core.Pdf.Filters;

/// <summary>LZWDecode (ISO 32000-2, 7.4.4).</summary>
internal static class LzwFilter
{
    private const int Clear = 256;
    private const int End = 257;
    private const int FirstCode = 258;
    private const int MostCodes = 4096;
    private const int NarrowestCode = 9;
    private const int WidestCode = 12;

    /// <param name="input">The encoded bytes.</param>
    /// <param name="output">The decoded bytes.</param>
    /// <param name="changesEarly"><c>/EarlyChange</c>: codes get wider one code early, as they do by default.</param>
    internal static void Decode(ReadOnlySpan<byte> input, DecodeBuffer output, bool changesEarly)
    {
        // A code's string is the string of an earlier code and one byte; all strings are spans of the output already written.
        Span<int> starts = stackalloc int[MostCodes];
        Span<int> lengths = stackalloc int[MostCodes];
        int next = FirstCode;
        int width = NarrowestCode;
        int previousLength = 0;
        int bits = 0;
        int held = 0;
        foreach (byte b in input)
        {
            bits = (bits << 8) | b;
            held += 8;
            if (held < width)
            {
                continue;
            }
            held -= width;
            int code = (bits >> held) & ((1 << width) - 1);
            bits &= (1 << held) - 1;
            if (code == End)
            {
                return;
            }
            if (code == Clear)
            {
                next = FirstCode;
                width = NarrowestCode;
                previousLength = 0;
                continue;
            }
            int start = output.Length;
            int previousStart = start - previousLength;
            bool addsCode = previousLength > 0 && next < MostCodes;
            if (addsCode)
            {
                // The new code's last byte is the first byte about to be written: it follows the previous string directly.
                starts[next] = previousStart;
                lengths[next] = previousLength + 1;
                next++;
            }
            int length = code < Clear ? 1 : code < next ? lengths[code] : throw output.Damaged("an LZW stream names a code that is not there");
            Span<byte> target = output.GetSpan(length);
            if (code < Clear)
            {
                target[0] = (byte)code;
            }
            else
            {
                CopyForward(output.Written, starts[code], target[..length]);
            }
            output.Advance(length);
            previousLength = length;
            if (next + (changesEarly ? 1 : 0) >= 1 << width && width < WidestCode)
            {
                width++;
            }
        }
    }

    /// <summary>Copies byte by byte: a code that was just made reads one byte that this copy writes.</summary>
    private static void CopyForward(ReadOnlySpan<byte> written, int start, Span<byte> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            int at = start + i;
            target[i] = at < written.Length ? written[at] : target[at - written.Length];
        }
    }
}
