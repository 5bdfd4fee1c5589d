using System.Diagnostics;
using System.Text;

namespace Signing.Api.Tests.Readme;

/// <summary>Runs programs as a newcomer would.</summary>
internal static class Run
{
    internal static async Task<(int ExitCode, string Output)> ToEndAsync(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        var output = new StringBuilder();
        using Process process = Start(folder, program, arguments, environment, line =>
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        });
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        lock (output)
        {
            return (process.ExitCode, output.ToString());
        }
    }

    internal static Process Start(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, Action<string> line)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        // A build server that outlives the command would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, data) => { if (data.Data is not null) { line(data.Data); } };
        process.ErrorDataReceived += (_, data) => { if (data.Data is not null) { line(data.Data); } };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
