using Signing.Api.Configuration;
using Signing.Api.Problems;

namespace Signing.Api.Bodies;

/// <summary>The private folder for bodies that are too large for memory: 0700, its files 0600, each deleted when it is closed.</summary>
internal sealed class TemporaryFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Extension = ".body";

    public TemporaryFolder(ApiOptions options)
    {
        Path = PathOf(options.TempFolder);
        try
        {
            Create();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ApiException.Configuration("Api:TempFolder", $"the folder '{Path}' cannot be made private: {failure.Message}");
        }
    }

    internal string Path { get; }

    /// <summary>Where the folder is, or will be.</summary>
    internal static string PathOf(string? setting) =>
        setting ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), "signing-api-" + Environment.UserName);

    /// <summary>Deletes what a process that was killed has left behind.</summary>
    internal void Sweep()
    {
        foreach (string left in Directory.EnumerateFiles(Path, "*" + Extension))
        {
            try
            {
                File.Delete(left);
            }
            catch (IOException)
            {
                // Another instance has it open (Windows); it will delete it itself.
            }
        }
    }

    internal FileStream CreateFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N") + Extension), options);
    }

    private void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            // The user's temporary folder is private there.
            Directory.CreateDirectory(Path);
            return;
        }
        DirectoryInfo folder = Directory.CreateDirectory(Path, OwnerOnly);
        if (folder.LinkTarget is not null)
        {
            throw new IOException("it is a symbolic link.");
        }
        // It may have been there before. Only its owner may do this, so a folder that another user laid out is refused.
        File.SetUnixFileMode(Path, OwnerOnly);
    }
}
