using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Signing.Fuzz.Tests;

/// <summary>One run of the fuzzer for a minute by the clock, however fast the machine is; all tests look at it.</summary>
public sealed partial class FuzzRun : IAsyncLifetime
{
    private const int Seconds = 60;

    internal int ExitCode { get; private set; }

    /// <summary>How many inputs each target ran.</summary>
    internal Dictionary<string, long> Executions { get; } = new(StringComparer.Ordinal);

    /// <summary>All that it said.</summary>
    internal string Output { get; private set; } = "";

    /// <summary>What went wrong, and how to run it again.</summary>
    internal IReadOnlyList<string> Findings { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "fuzz-findings");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        string program = Path.Combine(AppContext.BaseDirectory, "Signing.Fuzz.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, "--seconds", Seconds.ToString(CultureInfo.InvariantCulture), "--seed", "1", "--folder", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process fuzzer = Process.Start(start)!;
        Task<string> errors = fuzzer.StandardError.ReadToEndAsync();
        string output = await fuzzer.StandardOutput.ReadToEndAsync();
        await fuzzer.WaitForExitAsync();
        ExitCode = fuzzer.ExitCode;
        Output = output + await errors;
        foreach (Match line in Line().Matches(output))
        {
            Executions[line.Groups["target"].Value] = long.Parse(line.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        }
        Findings = [.. Directory.EnumerateFiles(folder, "*.txt").Select(File.ReadAllText)];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex(@"^\S+ (?<target>\w+): (?<count>\d+) executions", RegexOptions.Multiline)]
    private static partial Regex Line();
}
