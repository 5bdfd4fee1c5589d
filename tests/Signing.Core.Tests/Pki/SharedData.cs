namespace Signing.Core.Tests.Pki;

/// <summary>Conformance data that lies beside the repository, where it does.</summary>
internal static class SharedData
{
    /// <summary>A folder of it; null where it is not there.</summary>
    internal static string? Find(string relative)
    {
        string? shared = Environment.GetEnvironmentVariable("SIGNING_SHARED") ?? BesideRepository();
        string? folder = shared is null ? null : Path.Combine(shared, relative);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? BesideRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Signing.sln")))
            {
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
            }
        }
        return null;
    }
}
