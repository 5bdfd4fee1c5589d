using System.Buffers;
using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>
/// Looks through bytes for the heads of objects (ISO 32000-2, 7.3.10) without reading any, at the speed of memory: in strings, comments
/// and the data of streams, too, for that is how readers that repair a file search.
/// </summary>
internal static class HeadScan
{
    private const int ChunkLength = 1 << 20;
    private const int LongestHead = 64;
    private const int MostDigits = 10;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create("\0\t\n\f\r "u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <param name="document">The document.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="found">Takes each head, in the order of the file.</param>
    internal static void Run(PdfDocument document, long end, Action<CrossReferenceEntry> found)
    {
        if (document.Source.Memory is { } memory)
        {
            document.Meter.TickForBytes(end);
            Read(memory.Span[..(int)end], 0, 0, found);
            return;
        }
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LongestHead + ChunkLength);
        try
        {
            int kept = 0;
            for (long offset = 0; offset < end;)
            {
                int read = (int)Math.Min(ChunkLength, end - offset);
                document.Source.ReadExactly(offset, buffer.AsSpan(kept, read));
                document.Meter.TickForBytes(read);
                Read(buffer.AsSpan(0, kept + read), Math.Max(0, kept - 2), offset - kept, found);
                offset += read;
                int filled = kept + read;
                kept = Math.Min(filled, LongestHead);
                buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Read(ReadOnlySpan<byte> bytes, int from, long offset, Action<CrossReferenceEntry> found)
    {
        int at = from;
        while (bytes[at..].IndexOf("obj"u8) is >= 0 and int next)
        {
            at += next;
            ReadOnlySpan<byte> before = bytes[Math.Max(0, at - LongestHead)..at];
            if (TryTake(ref before, needsBlank: false, out int generation) && TryTake(ref before, needsBlank: true, out int number) && number > 0)
            {
                found(CrossReferenceEntry.InFile(number, generation, offset + Math.Max(0, at - LongestHead) + before.Length));
            }
            at += 3;
        }
    }

    /// <summary>Takes a number and the blanks behind it from the end.</summary>
    private static bool TryTake(ref ReadOnlySpan<byte> before, bool needsBlank, out int value)
    {
        value = 0;
        int end = before.LastIndexOfAnyExcept(Blanks) + 1;
        int start = before[..end].LastIndexOfAnyExcept(Digits) + 1;
        ReadOnlySpan<byte> digits = before[start..end];
        if (digits.IsEmpty || digits.Length > MostDigits || (needsBlank && end == before.Length))
        {
            return false;
        }
        long number = 0;
        foreach (byte digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }
        before = before[..start];
        value = (int)Math.Min(number, int.MaxValue);
        return number < int.MaxValue;
    }
}
