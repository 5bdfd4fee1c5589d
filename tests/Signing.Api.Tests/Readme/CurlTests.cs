using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Signing.Api.Tests.Readme;

/// <summary>The first command of the README, and the lines below it.</summary>
[Collection("README")]
public sealed partial class CurlTests
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task CurlLines_AfterUp_SignAndVerify()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a Unix shell.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("signing-readme-").FullName;
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = new List<string>();
        using Process up = Run.Start(
            folder, "dotnet", [ReadmeFile.DevPkiProgram, "up"], new Dictionary<string, string> { ["CERTS_DEV_FOLDER"] = Path.Combine(folder, "certs-dev", "pki") },
            line =>
            {
                lock (lines)
                {
                    lines.Add(line);
                    if (line == "Ctrl+C stops both.")
                    {
                        ready.TrySetResult(string.Join('\n', lines));
                    }
                }
            });
        up.EnableRaisingEvents = true;
        up.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("It ended: " + string.Join('\n', lines)));
        try
        {
            string printed = await ready.Task.WaitAsync(StartTime, cancellationToken);
            string readme = Assert.Single(ReadmeFile.Blocks("bash"));
            string service = Service().Match(printed).Groups["address"].Value;

            // The README and the program say the same, but for a port that was taken.
            string script = readme.Replace("http://127.0.0.1:8080/", service, StringComparison.Ordinal);
            Assert.Contains(script.TrimEnd(), printed, StringComparison.Ordinal);
            (int exitCode, string output) = await Run.ToEndAsync(folder, "bash", ["-euc", script], cancellationToken: cancellationToken);

            Assert.True(exitCode == 0, output);
            Assert.Equal("\"verdict\": \"valid\"", output.Trim());
        }
        finally
        {
            up.Kill(entireProcessTree: true);
            await up.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("^Service +(?<address>http://127\\.0\\.0\\.1:[0-9]+/)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Service();
}
