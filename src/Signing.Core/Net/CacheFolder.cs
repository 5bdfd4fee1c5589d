using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Signing.Core.Net;

/// <summary>
/// Downloads that outlive the process, a file for each key: folder 0700, files 0600, each written beside and renamed, so that several
/// processes may share it. It is help and never needed: whatever cannot be read is not there, whatever cannot be written is left out.
/// What is in a file, its reader checks. A file's time of change says until when it may be given.
/// </summary>
internal sealed class CacheFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Extension = ".proof";
    private const string Unfinished = ".part";
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(400);
    private static readonly TimeSpan LongestWritten = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly TimeProvider _time;
    private long _sinceSweep;

    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>: the folder cannot be made, or made private.</exception>
    internal CacheFolder(string path, long maxBytes, TimeProvider time)
    {
        _path = Path.GetFullPath(path);
        _maxBytes = maxBytes;
        _time = time;
        try
        {
            Create();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, failure, ("setting", "Fetch:CacheFolder"), ("detail", $"the folder '{path}' cannot be made private: {failure.Message}"));
        }
        Sweep();
    }

    /// <summary>Opens what is kept for a key.</summary>
    /// <returns>The file, for the caller to close, and until when it may be given; null where there is none.</returns>
    internal (SafeFileHandle File, DateTimeOffset KeepUntil)? Open(string key)
    {
        try
        {
            // Others may replace and delete it meanwhile: what is open stays whole.
            SafeFileHandle file = File.OpenHandle(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
            var keepUntil = new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
            if (keepUntil > _time.GetUtcNow())
            {
                return (file, keepUntil);
            }
            file.Dispose();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Keeps something for a key, in place of what was there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="keepUntil">Until when it may be given.</param>
    /// <param name="write">Writes it.</param>
    internal void Write(string key, DateTimeOffset keepUntil, Action<Stream> write)
    {
        string unfinished = Path.Combine(_path, Guid.NewGuid().ToString("N") + Unfinished);
        try
        {
            long length;
            using (var stream = new FileStream(unfinished, NewFile()))
            {
                write(stream);
                length = stream.Length;
            }
            DateTimeOffset latest = _time.GetUtcNow() + LongestKept;
            File.SetLastWriteTimeUtc(unfinished, (keepUntil < latest ? keepUntil : latest).UtcDateTime);
            File.Move(unfinished, PathOf(key), overwrite: true);
            if (Interlocked.Add(ref _sinceSweep, length) > _maxBytes / 16)
            {
                Sweep();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Delete(unfinished);
        }
    }

    internal void Remove(string key) => Delete(PathOf(key));

    /// <summary>Deletes what is out of date and what was never finished, then what would be next, until the rest fits. Other files are left alone.</summary>
    internal void Sweep()
    {
        Interlocked.Exchange(ref _sinceSweep, 0);
        try
        {
            DateTime now = _time.GetUtcNow().UtcDateTime;
            var kept = new List<FileInfo>();
            foreach (FileInfo file in new DirectoryInfo(_path).EnumerateFiles())
            {
                bool isUnfinished = file.Extension == Unfinished && TimeProvider.System.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > LongestWritten;
                if (isUnfinished || file.Extension == Extension && file.LastWriteTimeUtc <= now)
                {
                    Delete(file.FullName);
                }
                else if (file.Extension == Extension)
                {
                    kept.Add(file);
                }
            }
            long bytes = kept.Sum(static file => file.Length);
            foreach (FileInfo file in kept.OrderBy(static file => file.LastWriteTimeUtc).TakeWhile(_ => bytes > _maxBytes))
            {
                Delete(file.FullName);
                bytes -= file.Length;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another process sweeps too; the next time will do.
        }
    }

    private string PathOf(string key) => Path.Combine(_path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + Extension);

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Open in another process (Windows), or gone.
        }
    }

    private void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            // Private by what it inherits.
            Directory.CreateDirectory(_path);
            return;
        }
        DirectoryInfo folder = Directory.CreateDirectory(_path, OwnerOnly);
        if (folder.LinkTarget is not null)
        {
            throw new IOException("it is a symbolic link.");
        }
        // It may have been there before. Only its owner may do this, so a folder that another user laid out is refused.
        File.SetUnixFileMode(_path, OwnerOnly);
    }
}
