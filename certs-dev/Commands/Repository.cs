namespace Signing.CertsDev.Commands;

/// <summary>Where things lie around the running program: <c>certs-dev/bin/CONFIGURATION/net10.0/</c>, whatever the current folder is.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary><c>certs-dev/pki</c>, which git ignores, or the folder that <c>CERTS_DEV_FOLDER</c> names.</summary>
    internal static string PkiFolder =>
        Environment.GetEnvironmentVariable("CERTS_DEV_FOLDER") is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(Root, "certs-dev", "pki");

    /// <summary>The service as it was built with this program: same configuration, same framework.</summary>
    internal static string ApiAssembly =>
        Path.Combine(Root, "src", "Signing.Api", "bin", Output.Parent!.Name, Output.Name, "Signing.Api.dll");

    private static string Root
    {
        get
        {
            for (DirectoryInfo? folder = Output; folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Signing.sln")))
                {
                    return folder.FullName;
                }
            }
            throw new DevPkiException(
                $"The repository around {Output.FullName} is not found.",
                "Run this from a checkout: dotnet run --project certs-dev -- up");
        }
    }
}
