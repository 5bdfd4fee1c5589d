using System.Text.RegularExpressions;

namespace Signing.Api.Tests.Readme;

/// <summary>The README of this checkout, and the code in it.</summary>
internal static partial class ReadmeFile
{
    internal static string Root { get; } = FindRoot();

    /// <summary>What <c>dotnet run --project certs-dev</c> runs, in the configuration of these tests.</summary>
    internal static string DevPkiProgram { get; } =
        Path.Combine(Root, "certs-dev", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Signing.DevPki.dll");

    /// <summary>The fenced blocks of one language, in order.</summary>
    internal static IReadOnlyList<string> Blocks(string language) =>
    [
        .. Fence().Matches(File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n"))
            .Where(match => match.Groups["language"].Value == language)
            .Select(static match => match.Groups["code"].Value),
    ];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Signing.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("These tests run from a checkout.");
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
