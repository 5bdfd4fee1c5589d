using System.Buffers;

namespace Signing.Core.Pdf.Sources;

/// <summary>Bytes in an array from the pool, given back when the source is disposed.</summary>
internal sealed class PooledSource(byte[] array, int length) : PdfSource
{
    private byte[]? _array = array;

    public override long Length => length;

    internal override ReadOnlyMemory<byte>? Memory => Bytes;

    private ReadOnlyMemory<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_array is null, this);
            return _array.AsMemory(0, length);
        }
    }

    public override int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= length)
        {
            return 0;
        }
        int count = Math.Min(destination.Length, length - (int)offset);
        Bytes.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _array, null) is byte[] array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
        base.Dispose(disposing);
    }
}
