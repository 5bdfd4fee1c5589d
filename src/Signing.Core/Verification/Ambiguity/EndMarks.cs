using System.Buffers;
using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>The places where a file says that it ends (ISO 32000-2, 7.5.5): whatever stands behind one is an update of what stands before it.</summary>
internal sealed class EndMarks
{
    private const int ChunkLength = 128 << 10;
    private const int MostMarks = 100_000;

    private readonly List<long> _marks = [];

    /// <param name="document">The document.</param>
    /// <param name="end">Where to stop.</param>
    internal EndMarks(PdfDocument document, long end)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            for (long offset = 0; offset < end && _marks.Count < MostMarks; offset += ChunkLength - Mark.Length + 1)
            {
                Span<byte> chunk = buffer.AsSpan(0, (int)Math.Min(ChunkLength, end - offset));
                document.Source.ReadExactly(offset, chunk);
                document.Meter.TickForBytes(chunk.Length);
                Read(chunk, offset);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> Mark => "%%EOF"u8;

    /// <summary>Whether the file says so anywhere between two places.</summary>
    internal bool HasBetween(long start, long end)
    {
        int next = _marks.BinarySearch(start);
        next = next < 0 ? ~next : next;
        return next < _marks.Count && _marks[next] < end;
    }

    private void Read(ReadOnlySpan<byte> chunk, long offset)
    {
        for (int at = 0; _marks.Count < MostMarks && chunk[at..].IndexOf(Mark) is >= 0 and int found; at += Mark.Length)
        {
            at += found;
            _marks.Add(offset + at);
        }
    }
}
