namespace Signing.CertsDev.Folder;

/// <summary>Folders and files that only their owner may read: 0700 and 0600 (on Windows, as the user's profile protects them).</summary>
internal static class PrivateFiles
{
    internal static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(path, OwnerOnly);
        // A folder that was there before keeps its mode; this one must not.
        File.SetUnixFileMode(path, OwnerOnly);
    }

    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        using FileStream file = Open(path, FileMode.Create, FileShare.None);
        file.Write(content);
    }

    internal static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, options);
    }
}
