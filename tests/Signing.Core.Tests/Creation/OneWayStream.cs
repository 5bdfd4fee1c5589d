namespace Signing.Core.Tests.Creation;

/// <summary>A stream as the network gives it: no length, no position, in pieces of any size.</summary>
internal sealed class OneWayStream(byte[]? content = null) : Stream
{
    private readonly MemoryStream _content = new(content ?? [], writable: false);
    private readonly MemoryStream _written = new();

    internal byte[] Written => _written.ToArray();

    internal bool IsClosed { get; private set; }

    internal long BreaksAt { get; init; } = long.MaxValue;

    internal Action? OnRead { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => content is null;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        OnRead?.Invoke();
        if (_content.Position >= BreaksAt)
        {
            throw new IOException("The line went dead.");
        }
        return _content.Read(buffer, offset, Math.Min(count, 100 + (int)(_content.Position % 30_000)));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        byte[] piece = new byte[buffer.Length];
        int read = Read(piece, 0, piece.Length);
        piece.AsMemory(0, read).CopyTo(buffer);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => _written.Write(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
