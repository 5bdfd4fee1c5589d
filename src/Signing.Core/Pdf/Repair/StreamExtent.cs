using System.Buffers;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Repair;

/// <summary>Where a stream's data ends: where its length says if <c>endstream</c> follows there, or where a search finds its end.</summary>
/// <param name="DataEnd">Where the byte after its data stands.</param>
/// <param name="AfterKeyword">Where reading goes on: after <c>endstream</c>, or before what stands in its place.</param>
/// <param name="IsExact">Whether the length is right.</param>
/// <param name="MeetsObject">Whether the search was ended by the end or the beginning of an object.</param>
internal readonly record struct StreamExtent(long DataEnd, long AfterKeyword, bool IsExact, bool MeetsObject)
{
    private const int FirstBlockBytes = 2 << 10;
    private const int BlockBytes = 64 << 10;
    private const int LongestGap = 16;
    // Room for "nnnnnnnnnn ggggg obj" before what is found, and for a keyword after the block's end.
    private const int Overlap = 64;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create("\0\t\n\f\r "u8);

    private static ReadOnlySpan<byte> EndStream => "endstream"u8;

    /// <param name="source">The file.</param>
    /// <param name="data">Where the data begins.</param>
    /// <param name="length">What <c>/Length</c> says; negative where it says nothing.</param>
    /// <param name="meter">The budget.</param>
    internal static StreamExtent Find(PdfSource source, long data, long length, BudgetMeter meter) =>
        length >= 0 && length <= source.Length - data && TryMatch(source, data + length, out long after)
            ? new StreamExtent(data + length, after, true, false)
            : Search(source, data, meter);

    private static bool TryMatch(PdfSource source, long offset, out long after)
    {
        Span<byte> bytes = stackalloc byte[LongestGap + 9];
        bytes = bytes[..source.Read(offset, bytes)];
        int gap = bytes.IndexOfAnyExcept(WhiteSpace);
        bool matches = gap >= 0 && bytes[gap..].StartsWith(EndStream);
        after = matches ? offset + gap + EndStream.Length : 0;
        return matches;
    }

    /// <summary>The first of <c>endstream</c>, <c>endobj</c>, the beginning of an object, and the end of the file.</summary>
    private static StreamExtent Search(PdfSource source, long data, BudgetMeter meter)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            // Most streams are short: look at a little first.
            int size = FirstBlockBytes;
            for (long start = data; ; start += size - (2 * Overlap), size = BlockBytes)
            {
                meter.Tick();
                Span<byte> bytes = block.AsSpan(0, (int)Math.Min(size, source.Length - start));
                source.ReadExactly(start, bytes);
                bool isLast = start + bytes.Length == source.Length;
                int end = IndexOfEnd(bytes, start == data ? 0 : Overlap, isLast ? bytes.Length : bytes.Length - Overlap, out int keyword);
                if (end >= 0)
                {
                    return new StreamExtent(Math.Max(data, start + end), start + end + Eol(bytes[end..]) + keyword, false, keyword == 0);
                }
                if (isLast)
                {
                    return new StreamExtent(source.Length, source.Length, false, true);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Where the data ends before the first end that begins from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    private static int IndexOfEnd(ReadOnlySpan<byte> bytes, int from, int to, out int keyword)
    {
        keyword = 0;
        int endStream = bytes[from..].IndexOf(EndStream);
        int limit = endStream < 0 ? to : Math.Min(to, from + endStream);
        for (int at = from; at < limit;)
        {
            int found = bytes[at..Math.Min(bytes.Length, limit + 3)].IndexOf("obj"u8);
            if (found < 0)
            {
                break;
            }
            at += found;
            int begins = bytes[..at].EndsWith("end"u8) ? at - 3 : ObjectHead(bytes, at);
            if (begins >= 0)
            {
                return WithoutEol(bytes, begins);
            }
            at++;
        }
        if (endStream < 0 || from + endStream >= to)
        {
            return -1;
        }
        keyword = EndStream.Length;
        return WithoutEol(bytes, from + endStream);
    }

    /// <summary>Where <c>n g</c> before <c>obj</c> begins, after white space; -1 where it does not.</summary>
    private static int ObjectHead(ReadOnlySpan<byte> bytes, int at)
    {
        int end = at;
        for (int number = 0; number < 2; number++)
        {
            int space = end;
            while (end > 0 && Characters.IsWhiteSpace(bytes[end - 1]))
            {
                end--;
            }
            int digits = end;
            while (end > 0 && Characters.IsDigit(bytes[end - 1]))
            {
                end--;
            }
            if (space == digits || digits == end)
            {
                return -1;
            }
        }
        return end == 0 || Characters.IsWhiteSpace(bytes[end - 1]) ? end : -1;
    }

    private static int WithoutEol(ReadOnlySpan<byte> bytes, int end)
    {
        if (end > 0 && bytes[end - 1] == '\n')
        {
            end--;
        }
        return end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private static int Eol(ReadOnlySpan<byte> bytes)
    {
        int cr = bytes is [(byte)'\r', ..] ? 1 : 0;
        return bytes.Length > cr && bytes[cr] == '\n' ? cr + 1 : cr;
    }
}
