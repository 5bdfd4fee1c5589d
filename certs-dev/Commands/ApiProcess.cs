using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Signing.CertsDev.Commands;

/// <summary>Signing.Api as a child process, its output in a log file.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private const int FirstPort = 8080;
    private const int Ports = 20;
    private const int SignalTerminate = 15;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _logLock = new();

    private ApiProcess(Process process, StreamWriter log, Uri address)
    {
        _process = process;
        _log = log;
        Address = address;
    }

    internal Uri Address { get; }

    internal int ProcessId => _process.Id;

    /// <summary>Ends when the process does; its result is the exit code.</summary>
    internal async Task<int> ExitedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <param name="configuration">Environment variables beside the current ones.</param>
    /// <param name="logFile">Where its output goes.</param>
    internal static ApiProcess Start(IReadOnlyDictionary<string, string> configuration, string logFile)
    {
        string assembly = Repository.ApiAssembly;
        if (!File.Exists(assembly))
        {
            throw new DevPkiException($"Signing.Api is not built: there is no {assembly}.", "Build it with: dotnet build src/Signing.Api");
        }
        var address = new Uri($"http://127.0.0.1:{FindFreePort()}");
        // The service's settings files lie beside its assembly, and it looks for them in its working folder.
        var start = new ProcessStartInfo(FindHost(), [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in configuration)
        {
            start.Environment[name] = value;
        }
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();

        var log = new StreamWriter(Folder.PrivateFiles.Open(logFile, FileMode.Create, FileShare.Read)) { AutoFlush = true };
        var process = new Process { StartInfo = start };
        var child = new ApiProcess(process, log, address);
        process.OutputDataReceived += (_, line) => child.Log(line.Data);
        process.ErrorDataReceived += (_, line) => child.Log(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until the service says that it is ready.</summary>
    /// <returns>False where it ended before, or was not ready in time.</returns>
    internal async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        // A proxy of the environment has no business with this machine's own addresses.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (!_process.HasExited && clock.Elapsed < StartTime)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri(Address, "/health/ready"), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        return false;
    }

    /// <summary>Asks it to stop, and ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            if (OperatingSystem.IsWindows() || Kill(_process.Id, SignalTerminate) != 0)
            {
                _process.Kill(entireProcessTree: true);
            }
            using var patience = new CancellationTokenSource(StopTime);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private static int FindFreePort()
    {
        for (int port = FirstPort; port < FirstPort + Ports; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
        throw new DevPkiException($"The ports {FirstPort} to {FirstPort + Ports - 1} on 127.0.0.1 are all taken.", "Stop a program that listens there.");
    }

    /// <summary>The dotnet whose runtime runs this program, which need not be on the path: <c>ROOT/shared/Microsoft.NETCore.App/VERSION</c>.</summary>
    private static string FindHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }

    private void Log(string? line)
    {
        if (line is not null)
        {
            lock (_logLock)
            {
                _log.WriteLine(line);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
