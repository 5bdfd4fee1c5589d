using System.Buffers;
using Signing.Api.Problems;
using Signing.Core;

namespace Signing.Api.Bodies;

/// <summary>A document as it came in: up to 1 MiB in pooled memory, more in a private temporary file that its disposal deletes.</summary>
internal sealed class ReceivedDocument : IAsyncDisposable
{
    internal const int MemoryLimit = 1024 * 1024;
    private const int FirstBuffer = 32 * 1024;

    private byte[]? _pooled;

    private ReceivedDocument(Stream content, byte[]? pooled)
    {
        Content = content;
        _pooled = pooled;
    }

    /// <summary>Seekable, at its begin.</summary>
    internal Stream Content { get; }

    internal long Length => Content.Length;

    /// <summary>Reads to the end of the source.</summary>
    /// <param name="source">The body, or one part of it.</param>
    /// <param name="expected">The length where the client said it.</param>
    /// <param name="folder">Where a large document goes.</param>
    /// <param name="cancellationToken">The client went away: nothing is left behind.</param>
    /// <exception cref="ApiException">request.empty: there is nothing to read.</exception>
    internal static async Task<ReceivedDocument> ReadAsync(Stream source, long? expected, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        // One byte more than expected, so that the end shows itself without another buffer.
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((expected ?? 0) + 1, FirstBuffer, MemoryLimit));
        FileStream? file = null;
        try
        {
            int filled = 0;
            while (true)
            {
                int read = await source.ReadAsync(buffer.AsMemory(filled), cancellationToken);
                filled += read;
                if (read == 0)
                {
                    break;
                }
                if (filled < buffer.Length)
                {
                    continue;
                }
                if (file is null && buffer.Length < MemoryLimit)
                {
                    buffer = Grow(buffer, filled);
                    continue;
                }
                file ??= folder.CreateFile();
                await file.WriteAsync(buffer.AsMemory(0, filled), cancellationToken);
                filled = 0;
            }
            if (file is null)
            {
                return filled == 0
                    ? throw new ApiException(ErrorCodes.RequestEmpty)
                    : new ReceivedDocument(new MemoryStream(buffer, 0, filled, writable: false), Keep(ref buffer));
            }
            await file.WriteAsync(buffer.AsMemory(0, filled), cancellationToken);
            file.Position = 0;
            var document = new ReceivedDocument(file, null);
            file = null;
            return document;
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        if (Interlocked.Exchange(ref _pooled, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int filled)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 4, MemoryLimit));
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    // The document owns the buffer from here; what is left in its place needs no return.
    private static byte[] Keep(ref byte[] buffer)
    {
        byte[] kept = buffer;
        buffer = [];
        return kept;
    }
}
