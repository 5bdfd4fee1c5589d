using System.Buffers;

namespace Signing.Core.Pdf.Sources;

/// <summary>Takes in a stream: pooled memory first, a private temporary file when there is more.</summary>
internal static class Spool
{
    internal const int MaxBytesInMemory = 1 << 20;
    private const int FirstBytes = 64 << 10;
    private const int BlockBytes = 128 << 10;

    internal static async ValueTask<PdfSource> ReadAsync(
        Stream stream, string? temporaryFolder, Action<ReadOnlySpan<byte>>? observe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            int length = 0;
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    var source = new PooledSource(buffer, length);
                    buffer = [];
                    return source;
                }
                observe?.Invoke(buffer.AsSpan(length, read));
                length += read;
                if (length > MaxBytesInMemory)
                {
                    return await ToFileAsync(stream, buffer.AsMemory(0, length), temporaryFolder, observe, cancellationToken).ConfigureAwait(false);
                }
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(length * 2, MaxBytesInMemory + BlockBytes));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static async Task<PdfSource> ToFileAsync(
        Stream stream, ReadOnlyMemory<byte> head, string? folder, Action<ReadOnlySpan<byte>>? observe, CancellationToken cancellationToken)
    {
        FileStream file = Create(folder ?? Path.GetTempPath());
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            await file.WriteAsync(head, cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
            {
                observe?.Invoke(block.AsSpan(0, read));
                await file.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            return new FileSource(file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static FileStream Create(string folder)
    {
        string path = Path.Combine(folder, $"signing-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }
        // Unlinked at once: the bytes live as long as the handle, and a crash leaves nothing behind.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        options.Options = FileOptions.None;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
