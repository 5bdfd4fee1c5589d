namespace Signing.Core.Tests.Pdf;

/// <summary>A folder for one test's files, gone with it.</summary>
internal sealed class Temporary : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("signing-tests-").FullName;

    internal string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
