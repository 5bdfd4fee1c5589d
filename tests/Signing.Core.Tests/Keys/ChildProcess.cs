using System.Diagnostics;
using Signing.Core.Tests.Keys;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(ChildProcess))]

namespace Signing.Core.Tests.Keys;

/// <summary>
/// Runs a piece of code in a process of its own, as a restart or a crash would: the test program starts itself, and the
/// child runs the piece instead of tests.
/// </summary>
public sealed class ChildProcess : ITestPipelineStartup
{
    private const string Variable = "SIGNING_TEST_CHILD";

    /// <summary>Starts a child and waits for its end.</summary>
    /// <param name="piece">One of <see cref="ChildPieces"/>, by name.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>Its exit code: 0 when the piece ended well.</returns>
    internal static async Task<int> RunAsync(string piece, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable] = string.Join('|', [piece, .. arguments]) },
        };
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(await output + await error);
        return child.ExitCode;
    }

    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [string piece, .. string[] arguments])
        {
            return;
        }
        try
        {
            await ChildPieces.RunAsync(piece, arguments);
            Environment.Exit(0);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            Environment.Exit(1);
        }
    }

    public ValueTask StopAsync() => ValueTask.CompletedTask;
}
