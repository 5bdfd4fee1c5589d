using System.Buffers;
using System.Runtime.InteropServices;

namespace Signing.Core.Pdf.Syntax;

/// <summary>Walks over a source byte by byte: directly where it lies in an array, through one pooled window otherwise.</summary>
internal sealed class ByteCursor : IDisposable
{
    private const int WindowBytes = 8 << 10;

    private readonly PdfSource _source;
    private readonly int _base;
    private readonly bool _isWindow;
    private byte[] _bytes;
    private long _start;
    private int _index;
    private int _end;
    private int _filled;
    private long _limit;

    internal ByteCursor(PdfSource source)
    {
        _source = source;
        if (source.Memory is ReadOnlyMemory<byte> memory && MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment))
        {
            _bytes = segment.Array ?? [];
            _base = segment.Offset;
            _index = _base;
            _end = _filled = _base + segment.Count;
        }
        else
        {
            _bytes = ArrayPool<byte>.Shared.Rent(WindowBytes);
            _isWindow = true;
        }
        _limit = Length = source.Length;
    }

    internal long Length { get; }

    /// <summary>Where reading ends: <see cref="Length"/>, or a place before it. The cursor must not stand beyond it.</summary>
    internal long Limit
    {
        get => _limit;
        set
        {
            _limit = Math.Min(value, Length);
            _end = (int)Math.Min(_filled, _base + _limit - _start);
        }
    }

    /// <summary>Where the next byte comes from; may be set to any place from 0 to <see cref="Length"/>.</summary>
    internal long Position
    {
        get => _start + (_index - _base);
        set
        {
            long inWindow = value - _start;
            if (inWindow >= 0 && inWindow <= _filled - _base)
            {
                _index = _base + (int)inWindow;
            }
            else if (_isWindow)
            {
                _start = value;
                _index = _end = _filled = 0;
            }
            else
            {
                _index = _end;
            }
        }
    }

    /// <summary>The next byte, or -1 at the end; the cursor stays.</summary>
    internal int Peek() => _index < _end || Refill() ? _bytes[_index] : -1;

    /// <summary>The next byte, or -1 at the end.</summary>
    internal int Next() => _index < _end || Refill() ? _bytes[_index++] : -1;

    internal void Skip() => _index++;

    /// <summary>Takes the next byte if it is this one.</summary>
    internal bool TryTake(byte expected)
    {
        if (Peek() != expected)
        {
            return false;
        }
        _index++;
        return true;
    }

    /// <summary>The bytes at hand from here on, without reading further; empty at the end of a window or of the file.</summary>
    internal ReadOnlySpan<byte> AtHand => _bytes.AsSpan(_index, _end - _index);

    /// <summary>The next bytes without passing over them; fewer at the end.</summary>
    /// <param name="count">How many, at most as many as a window holds.</param>
    internal ReadOnlySpan<byte> Ahead(int count)
    {
        if (_end - _index < count && _isWindow)
        {
            Refill();
        }
        return AtHand[..Math.Min(count, _end - _index)];
    }

    /// <summary>Passes over bytes that were <see cref="AtHand"/>.</summary>
    internal void Advance(int count) => _index += count;

    /// <summary>Reads as many bytes as there are, up to the destination's length.</summary>
    internal int Read(Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length && (_index < _end || Refill()))
        {
            int count = Math.Min(destination.Length - total, _end - _index);
            _bytes.AsSpan(_index, count).CopyTo(destination[total..]);
            _index += count;
            total += count;
        }
        return total;
    }

    /// <summary>Skips white space and comments (ISO 32000-2, 7.2.4).</summary>
    internal void SkipSpace()
    {
        while (true)
        {
            int c = Peek();
            if (Characters.IsWhiteSpace(c))
            {
                _index++;
            }
            else if (c == '%')
            {
                SkipLine();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Skips white space alone.</summary>
    internal void SkipWhiteSpace()
    {
        while (Characters.IsWhiteSpace(Peek()))
        {
            _index++;
        }
    }

    public void Dispose()
    {
        if (_isWindow && _bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            _index = _end = _filled = 0;
            _start = Length;
        }
    }

    private void SkipLine()
    {
        int c;
        do
        {
            c = Next();
        }
        while (c is not ('\r' or '\n' or -1));
    }

    private bool Refill()
    {
        if (!_isWindow)
        {
            return false;
        }
        ObjectDisposedException.ThrowIf(_bytes.Length == 0, this);
        _start += _index;
        _index = 0;
        _end = _filled = _start >= _limit ? 0 : _source.Read(_start, _bytes.AsSpan(0, (int)Math.Min(_bytes.Length, _limit - _start)));
        return _end > 0;
    }
}
