namespace Signing.Core.Pdf.Sources;

/// <summary>Someone else's stream, read under a lock because it has only one position.</summary>
internal sealed class StreamSource : PdfSource
{
    private readonly Stream _stream;
    private readonly long _start;
    private readonly Lock _lock = new();

    internal StreamSource(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek || !stream.CanRead)
        {
            throw new ArgumentException("The stream must be readable and able to seek; use SpoolAsync otherwise.", nameof(stream));
        }
        _stream = stream;
        _start = stream.Position;
        Length = Math.Max(0, stream.Length - _start);
    }

    public override long Length { get; }

    public override int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= Length)
        {
            return 0;
        }
        int count = (int)Math.Min(destination.Length, Length - offset);
        lock (_lock)
        {
            _stream.Position = _start + offset;
            return _stream.ReadAtLeast(destination[..count], count, throwOnEndOfStream: false);
        }
    }
}
