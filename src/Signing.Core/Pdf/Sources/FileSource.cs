using Microsoft.Win32.SafeHandles;

namespace Signing.Core.Pdf.Sources;

internal sealed class FileSource : PdfSource
{
    private readonly SafeFileHandle _file;
    private readonly IDisposable _owner;

    internal FileSource(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        _owner = _file;
        Length = RandomAccess.GetLength(_file);
    }

    /// <summary>Takes over a file that is complete.</summary>
    internal FileSource(FileStream file)
    {
        _file = file.SafeFileHandle;
        _owner = file;
        Length = RandomAccess.GetLength(_file);
    }

    public override long Length { get; }

    public override int Read(long offset, Span<byte> destination) => RandomAccess.Read(_file, destination, offset);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _owner.Dispose();
        }
        base.Dispose(disposing);
    }
}
