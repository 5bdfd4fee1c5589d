using System.Runtime.Versioning;
using Signing.Api.Bodies;
using Signing.Api.Configuration;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Bodies;

public class TemporaryFolderTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Folder_AndItsFiles_AreTheOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TestFolder();
        using FileStream file = folder.Folder.CreateFile();

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(file.Name));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Folder_ThatWasOpenToOthers_IsClosed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TestFolder();
        File.SetUnixFileMode(folder.Path, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        _ = new TemporaryFolder(new ApiOptions { TempFolder = folder.Path });

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void Folder_ThatIsASymbolicLink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let everyone make symbolic links.");
        using var folder = new TestFolder();
        string link = folder.Path + "-link";
        Directory.CreateSymbolicLink(link, folder.Path);

        var refusal = Assert.Throws<ApiException>(() => new TemporaryFolder(new ApiOptions { TempFolder = link }));

        Assert.Contains("Api:TempFolder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateFile_Closed_IsGone()
    {
        using var folder = new TestFolder();

        using (folder.Folder.CreateFile())
        {
            Assert.Single(folder.Files);
        }

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Sweep_DeletesWhatWasLeft_AndNothingElse()
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, Guid.NewGuid().ToString("N") + ".body"), "left by a process that was killed");
        string other = Path.Combine(folder.Path, "notes.txt");
        File.WriteAllText(other, "someone's");

        folder.Folder.Sweep();

        Assert.Equal([other], folder.Files);
    }
}
