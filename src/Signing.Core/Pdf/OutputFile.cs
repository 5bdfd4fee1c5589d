namespace Signing.Core.Pdf;

/// <summary>
/// A file that appears whole or not at all: written beside its place under a name of its own, renamed at the end,
/// deleted when it comes to nothing.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private bool _committed;

    private OutputFile(string path, string temporaryPath, FileStream stream)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        Stream = stream;
    }

    internal FileStream Stream { get; }

    internal static OutputFile Create(string path)
    {
        try
        {
            var place = new FileInfo(path);
            // A link stays one: what it leads to is replaced.
            string target = place.LinkTarget is null ? place.FullName : place.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            if (Directory.Exists(target))
            {
                throw new IOException("It is a folder.");
            }
            string temporary = Path.Combine(Path.GetDirectoryName(target) ?? ".", $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
            return new OutputFile(target, temporary, Open(temporary, replaces: target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Failed(path, e);
        }
    }

    internal void Commit()
    {
        try
        {
            Stream.Dispose();
            File.Move(_temporaryPath, _path, overwrite: true);
            _committed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(_path, e);
        }
    }

    public void Dispose()
    {
        if (_committed)
        {
            return;
        }
        try
        {
            Stream.Dispose();
            File.Delete(_temporaryPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to tell.
        }
    }

    internal static SigningException Failed(string path, Exception why) =>
        Error.Of(ErrorCodes.FileFailed, why, ("file", path), ("detail", why.Message));

    private static FileStream Open(string temporary, string replaces)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            // No buffer of its own: everything arrives in large blocks.
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows() || !File.Exists(replaces))
        {
            return new FileStream(temporary, options);
        }
        // Who could not read the file before cannot read it now.
        UnixFileMode mode = File.GetUnixFileMode(replaces);
        options.UnixCreateMode = mode;
        var stream = new FileStream(temporary, options);
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
        return stream;
    }
}
