using System.Diagnostics;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>Runs a judge from outside, such as qpdf.</summary>
internal static class Tool
{
    private static readonly Dictionary<string, bool> Found = new(StringComparer.Ordinal);

    /// <summary>Skips the test where the tool is not installed.</summary>
    internal static void Require(string name) => Assert.SkipUnless(Exists(name), $"{name} is not installed.");

    internal static bool Exists(string name)
    {
        lock (Found)
        {
            if (!Found.TryGetValue(name, out bool found))
            {
                string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
                found = folders.Any(f => File.Exists(Path.Combine(f, name)) || File.Exists(Path.Combine(f, name + ".exe")));
                Found[name] = found;
            }
            return found;
        }
    }

    /// <summary>Runs the tool and gives its exit code and everything that it wrote to standard output.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        CancellationToken ct = TestContext.Current.CancellationToken;
        Task<string> errors = process.StandardError.ReadToEndAsync(ct);
        string output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>The same for a tool that may not come to an end; null where it takes longer than this.</summary>
    internal static async Task<(int ExitCode, string Output)?> TryRunAsync(TimeSpan limit, string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ended.CancelAfter(limit);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(ended.Token);
            string output = await process.StandardOutput.ReadToEndAsync(ended.Token);
            await process.WaitForExitAsync(ended.Token);
            return (process.ExitCode, output + await errors);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            process.Kill();
            return null;
        }
    }
}
