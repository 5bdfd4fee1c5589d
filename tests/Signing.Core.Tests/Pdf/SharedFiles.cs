namespace Signing.Core.Tests.Pdf;

/// <summary>Documents that nobody here made, where the machine has them: the folder <c>shared</c> beside the repository.</summary>
internal static class SharedFiles
{
    private static readonly string? Root = FindRoot();

    internal static bool Exist => Root is not null && File.Exists(Path.Combine(Root, "pdfs", "list.tsv"));

    /// <summary>Each file of the list: its path, its class (<c>plain</c> or nothing), what qpdf says, how it is encrypted.</summary>
    internal static IEnumerable<SharedFile> List() => File.ReadLines(Path.Combine(Root!, "pdfs", "list.tsv"))
        .Skip(1)
        .Select(static line => line.Split('\t'))
        .Select(static cells => new SharedFile(cells[0], Path.Combine(Root!, "pdfs", cells[0]), cells[2] == "plain", cells[3], cells[4]));

    /// <summary>A shared file by its path; null where this machine does not have it.</summary>
    internal static string? Find(params ReadOnlySpan<string> path)
    {
        string? file = Root is null ? null : Path.Combine([Root, .. path]);
        return File.Exists(file) ? file : null;
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("SIGNING_SHARED") is string configured)
        {
            return configured;
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Signing.sln")))
            {
                return folder.Parent is null ? null : Path.Combine(folder.Parent.FullName, "shared");
            }
        }
        return null;
    }
}
