using System.Buffers;

namespace Signing.Core.Pdf;

/// <summary>Takes documents in and passes their bytes on, in blocks.</summary>
internal static class DocumentInput
{
    private const int BlockSize = 1 << 20;

    internal static PdfSource Open(string path)
    {
        try
        {
            return PdfSource.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Error.Of(ErrorCodes.FileFailed, e, ("file", path), ("detail", e.Message));
        }
    }

    internal static ValueTask<PdfSource> TakeAsync(Stream input, string? temporaryFolder, CancellationToken cancellationToken) =>
        input.CanSeek
            ? ValueTask.FromResult(PdfSource.FromStream(input))
            : PdfSource.SpoolAsync(input, temporaryFolder, observe: null, cancellationToken);

    /// <summary>Passes every byte once to whoever wants it: an observer, such as a hash, and a copy.</summary>
    internal static ValueTask CopyAsync(PdfSource source, Stream? output, Action<ReadOnlySpan<byte>>? observe, CancellationToken cancellationToken) =>
        CopyAsync(source, source.Length, output, observe, cancellationToken);

    /// <summary>The same for the first bytes alone.</summary>
    internal static async ValueTask CopyAsync(
        PdfSource source, long length, Stream? output, Action<ReadOnlySpan<byte>>? observe, CancellationToken cancellationToken)
    {
        if (source.Memory is { } whole)
        {
            ReadOnlyMemory<byte> memory = whole[..(int)length];
            observe?.Invoke(memory.Span);
            if (output is not null)
            {
                await output.WriteAsync(memory, cancellationToken).ConfigureAwait(false);
            }
            return;
        }
        byte[] block = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, BlockSize));
        try
        {
            for (long position = 0; position < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = (int)Math.Min(block.Length, length - position);
                source.ReadExactly(position, block.AsSpan(0, count));
                // Observed while it is written: hashing takes about as long as writing.
                ValueTask written = output is null ? default : output.WriteAsync(block.AsMemory(0, count), cancellationToken);
                observe?.Invoke(block.AsSpan(0, count));
                await written.ConfigureAwait(false);
                position += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
