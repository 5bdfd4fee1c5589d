using System.Diagnostics;

namespace Signing.Fuzz.Engine;

/// <summary>
/// Ends the process when an input does not end. Measured by the processor time of the process, so that a busy machine does
/// not count against an input; only one that sleeps is caught by the clock on the wall.
/// </summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    private readonly Findings _findings;
    private readonly Lock _lock = new();
    private readonly Process _process = Process.GetCurrentProcess();
    private (string Target, byte[] Input)? _running;
    private long _number;

    internal Watchdog(Findings findings)
    {
        _findings = findings;
        new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
    }

    internal void Start(string target, byte[] input)
    {
        lock (_lock)
        {
            _running = (target, input);
            _number++;
        }
    }

    internal void Stop()
    {
        lock (_lock)
        {
            _running = null;
        }
    }

    private void Watch()
    {
        long watched = -1;
        TimeSpan workedBefore = TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Thread.Sleep(500);
            _process.Refresh();
            lock (_lock)
            {
                if (_running is not { } running || _number != watched)
                {
                    watched = _running is null ? -1 : _number;
                    workedBefore = _process.TotalProcessorTime;
                    clock.Restart();
                    continue;
                }
                if (_process.TotalProcessorTime - workedBefore > LongestWork || clock.Elapsed > LongestWait)
                {
                    _findings.Save(running.Target, running.Input, $"it had not ended after {clock.Elapsed}");
                    Environment.Exit(FuzzExit.Hang);
                }
            }
        }
    }
}
