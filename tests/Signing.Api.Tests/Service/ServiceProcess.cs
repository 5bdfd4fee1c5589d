using System.Diagnostics;
using System.Globalization;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Service;

/// <summary>The service as an operator starts it: in a process of its own, on a free port of the loopback address.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;
    private readonly Task<string> _error;

    private ServiceProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The most memory that the operating system has seen it take.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public static ServiceProcess Start(string environment, IEnumerable<(string Setting, string Value)> settings, IEnumerable<(string Name, string Value)>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Problem).Assembly.Location);
        start.ArgumentList.Add("--contentRoot=" + Path.GetTempPath());
        start.ArgumentList.Add("--Urls=http://127.0.0.1:0");
        foreach ((string setting, string value) in settings)
        {
            start.ArgumentList.Add($"--{setting}={value}");
        }
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        foreach ((string name, string value) in variables ?? [])
        {
            start.Environment[name] = value;
        }
        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it listens.</summary>
    /// <returns>A client for its address.</returns>
    public async Task<HttpClient> ListensAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            int address = line.IndexOf(Listening, StringComparison.Ordinal);
            if (address >= 0)
            {
                // Whoever writes to a pipe that nobody reads stands still some day.
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                string url = line[(address + Listening.Length)..].Split('"')[0].Trim();
                return new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) };
            }
        }
        throw new InvalidOperationException("The service did not start: " + await _error);
    }

    /// <summary>Asks it to stop, as service managers do.</summary>
    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Error)> EndsAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
