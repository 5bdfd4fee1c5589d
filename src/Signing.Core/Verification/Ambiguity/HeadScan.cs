using System.Buffers;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>
/// Looks through bytes for the heads of objects (ISO 32000-2, 7.3.10) without reading any, at the speed of memory: in strings, comments
/// and the data of streams, too, for that is how readers that repair a file search.
/// </summary>
internal static class HeadScan
{
    private const int ChunkLength = 128 << 10;
    private const int LongestHead = 64;
    private const int MostDigits = 10;

    /// <param name="document">The document.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="found">Takes each head, in the order of the file, and where the object's value begins.</param>
    internal static void Run(PdfDocument document, long end, Action<CrossReferenceEntry, long> found)
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

    private static void Read(ReadOnlySpan<byte> bytes, int from, long offset, Action<CrossReferenceEntry, long> found)
    {
        int at = from;
        while (bytes[at..].IndexOf("obj"u8) is >= 0 and int next)
        {
            at += next;
            ReadOnlySpan<byte> before = bytes[Math.Max(0, at - LongestHead)..at];
            if (TryTake(ref before, needsBlank: false, out int generation) && TryTake(ref before, needsBlank: true, out int number) && number > 0)
            {
                found(CrossReferenceEntry.InFile(number, generation, offset + Math.Max(0, at - LongestHead) + before.Length), offset + at + 3);
            }
            at += 3;
        }
    }

    /// <summary>Takes a number and the blanks behind it from the end.</summary>
    private static bool TryTake(ref ReadOnlySpan<byte> before, bool needsBlank, out int value)
    {
        int end = before.Length;
        while (end > 0 && Characters.IsWhiteSpace(before[end - 1]))
        {
            end--;
        }
        long number = 0;
        long power = 1;
        int start = end;
        for (; start > 0 && Characters.IsDigit(before[start - 1]); start--)
        {
            if (end - start == MostDigits)
            {
                value = 0;
                return false;
            }
            number += power * (before[start - 1] - '0');
            power *= 10;
        }
        value = (int)Math.Min(number, int.MaxValue);
        bool isNumber = start < end && !(needsBlank && end == before.Length) && number < int.MaxValue;
        before = before[..start];
        return isNumber;
    }
}
