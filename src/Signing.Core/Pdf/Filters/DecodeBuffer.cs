using System.Buffers;

namespace Signing.Core.Pdf.Filters;

/// <summary>What a filter gives out: grows in pooled arrays, within the budget.</summary>
/// <param name="meter">The budget.</param>
/// <param name="streamOffset">Where the stream stands in the file, for errors.</param>
internal sealed class DecodeBuffer(BudgetMeter meter, long streamOffset) : IDisposable
{
    private const int FirstBytes = 4 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;
    private int _counted;

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    internal ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    internal int Length => _length;

    internal void Append(byte value)
    {
        if (_length == _bytes.Length)
        {
            Grow(1);
        }
        _bytes[_length++] = value;
    }

    internal void Append(ReadOnlySpan<byte> values)
    {
        values.CopyTo(GetSpan(values.Length));
        _length += values.Length;
    }

    internal void Append(byte value, int count)
    {
        GetSpan(count)[..count].Fill(value);
        _length += count;
    }

    /// <summary>Room for at least so many bytes; say with <see cref="Advance"/> how many were written.</summary>
    internal Span<byte> GetSpan(int size)
    {
        if (_bytes.Length - _length < size)
        {
            Grow(size);
        }
        return _bytes.AsSpan(_length);
    }

    internal void Advance(int count) => _length += count;

    /// <summary>Charges what has been written since the last charge.</summary>
    internal void Charge()
    {
        meter.CountInflated(_length - _counted);
        _counted = _length;
    }

    internal SigningException Damaged(string what) => PdfError.Damaged(what, streamOffset);

    internal byte[] ToArray()
    {
        Charge();
        return Written.ToArray();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow(int size)
    {
        Charge();
        int limit = meter.Budget.MaxStreamBytes;
        if ((long)_length + size > limit)
        {
            throw PdfError.Budget("stream", limit);
        }
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max((long)_bytes.Length * 2, (long)_length + size), limit));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
