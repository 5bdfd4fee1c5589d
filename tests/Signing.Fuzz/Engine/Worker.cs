using System.Diagnostics;
using Signing.Fuzz.Targets;

namespace Signing.Fuzz.Engine;

/// <summary>The instrumented process: gives each target its turn, again and again, until the time is up.</summary>
internal static class Worker
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(1);

    internal static int Run(FuzzArguments arguments)
    {
        // Whatever is instrumented writes there, the first line that runs too.
        Coverage.Start();
        FuzzTarget[] targets = [.. FuzzTargets.All.Where(target => arguments.Targets.Count == 0 || arguments.Targets.Contains(target.Name))];
        if (targets.Length == 0 || targets.Length < arguments.Targets.Count)
        {
            Console.Error.WriteLine($"The targets are {string.Join(", ", FuzzTargets.All.Select(static target => target.Name))}.");
            return FuzzExit.Usage;
        }
        var findings = new Findings(arguments.Folder, arguments.Seed);
        using var slot = new InputSlot(arguments.Folder);
        var watchdog = new Watchdog(findings);
        TargetRun[] runs = [.. targets.Select((target, i) => new TargetRun(target, unchecked((arguments.Seed * 31) + i), findings, watchdog, slot))];
        if (arguments.Input is { } file)
        {
            runs[0].Execute(File.ReadAllBytes(file));
        }
        else
        {
            Fuzz(runs, arguments.Duration);
        }
        return findings.Count == 0 ? FuzzExit.Clean : FuzzExit.Finding;
    }

    private static void Fuzz(TargetRun[] runs, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        long ticks = Math.Clamp(duration.Ticks / runs.Length / 3, ShortestTurn.Ticks, LongestTurn.Ticks);
        do
        {
            foreach (TargetRun run in runs)
            {
                TimeSpan left = duration - clock.Elapsed;
                run.Continue(TimeSpan.FromTicks(Math.Clamp(ticks, 0, Math.Max(0, left.Ticks))));
            }
            foreach (TargetRun run in runs)
            {
                Console.WriteLine(
                    $"{clock.Elapsed:hh\\:mm\\:ss} {run.Name}: {run.Executions} executions, {run.Edges} branch pairs, {run.CorpusSize} inputs kept, at most {run.MostAllocated} bytes allocated");
            }
        }
        while (clock.Elapsed < duration);
    }
}
