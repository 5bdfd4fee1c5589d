namespace Signing.Core.Pdf.Sources;

internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : PdfSource
{
    public override long Length => bytes.Length;

    internal override ReadOnlyMemory<byte>? Memory => bytes;

    public override int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= bytes.Length)
        {
            return 0;
        }
        int count = Math.Min(destination.Length, bytes.Length - (int)offset);
        bytes.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }
}
