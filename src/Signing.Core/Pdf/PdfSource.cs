using Signing.Core.Pdf.Sources;

namespace Signing.Core.Pdf;

/// <summary>
/// A document's bytes, readable anywhere and by several threads at once. Nothing is held in memory that isn't there already.
/// </summary>
internal abstract class PdfSource : IDisposable
{
    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Reads at <paramref name="offset"/>; fewer bytes than asked for only at the end.</summary>
    public abstract int Read(long offset, Span<byte> destination);

    /// <summary>The bytes themselves, where they lie in memory.</summary>
    internal virtual ReadOnlyMemory<byte>? Memory => null;

    public static PdfSource Open(string path) => new FileSource(path);

    public static PdfSource FromMemory(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

    /// <summary>A stream that can seek, from its present position; it is left open and must not be used meanwhile.</summary>
    public static PdfSource FromStream(Stream stream) => new StreamSource(stream);

    /// <summary>
    /// Takes in a stream that need not seek, from its present position, and leaves it open: up to 1 MiB stays in pooled
    /// memory, more goes to a private temporary file that is gone when the source is disposed or the process ends.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="temporaryFolder">Where the file goes; null: the system's folder for such files.</param>
    /// <param name="observe">Sees every byte once, in order, while it passes: to hash it, for example.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static ValueTask<PdfSource> SpoolAsync(
        Stream stream, string? temporaryFolder, Action<ReadOnlySpan<byte>>? observe, CancellationToken cancellationToken) =>
        Spool.ReadAsync(stream, temporaryFolder, observe, cancellationToken);

    public void ReadExactly(long offset, Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length)
        {
            int read = Read(offset + total, destination[total..]);
            if (read == 0)
            {
                throw PdfError.Damaged("the file ends too early", offset + total);
            }
            total += read;
        }
    }

    /// <summary>A range as a stream; the source must outlive it.</summary>
    public Stream OpenRead(long offset, long length) => new SourceStream(this, offset, length);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
