using Signing.Api.Bodies;
using Signing.Api.Configuration;

namespace Signing.Api.Tests.Bodies;

/// <summary>A temporary folder for bodies that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("signing-api-tests-");

    public TestFolder()
    {
        Folder = new TemporaryFolder(new ApiOptions { TempFolder = Path });
    }

    public string Path => System.IO.Path.Combine(_parent.FullName, "bodies");

    public TemporaryFolder Folder { get; }

    public string[] Files => Directory.GetFiles(Path);

    public void Dispose() => _parent.Delete(recursive: true);
}
