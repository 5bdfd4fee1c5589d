using System.Diagnostics;
using Signing.Fuzz.Targets;

namespace Signing.Fuzz.Engine;

/// <summary>Fuzzes one target: mutate, run, hold against the rules, keep what is new. May be left and taken up again.</summary>
internal sealed class TargetRun
{
    private readonly FuzzTarget _target;
    private readonly Findings _findings;
    private readonly Watchdog _watchdog;
    private readonly InputSlot? _slot;
    private readonly Random _random;
    private readonly Corpus _corpus = new();
    private readonly Coverage _coverage = new();
    private Queue<byte[]>? _seeds;

    internal TargetRun(FuzzTarget target, int seed, Findings findings, Watchdog watchdog, InputSlot? slot)
    {
        _target = target;
        _findings = findings;
        _watchdog = watchdog;
        _slot = slot;
        _random = new Random(seed);
    }

    internal string Name => _target.Name;

    internal long Executions { get; private set; }

    internal int Edges => _coverage.Edges;

    internal int CorpusSize => _corpus.Count;

    /// <summary>The most bytes that an input made it allocate.</summary>
    internal long MostAllocated { get; private set; }

    /// <summary>Goes on for so long: first the seeds themselves, then what comes of them.</summary>
    internal void Continue(TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        _seeds ??= new Queue<byte[]>(_target.Seeds());
        do
        {
            bool isSeed = _seeds.TryDequeue(out byte[]? input);
            input ??= _target.Mutator.Mutate(_corpus.Pick(_random), _corpus.Pick(_random), _random);
            if (Execute(input) || isSeed)
            {
                _corpus.Add(input);
            }
        }
        while (clock.Elapsed < duration);
    }

    /// <summary>Runs one input.</summary>
    /// <returns>Whether it did something new.</returns>
    internal bool Execute(byte[] input)
    {
        _slot?.Put(Name, input);
        _watchdog.Start(Name, input);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Coverage.Start();
        string? violation = null;
        try
        {
            _target.Run(input);
        }
        catch (Exception e) when (_target.Expects(e))
        {
        }
        catch (RuleBrokenException e)
        {
            violation = e.Message;
        }
        catch (Exception e)
        {
            violation = e.ToString();
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        _watchdog.Stop();
        MostAllocated = Math.Max(MostAllocated, allocated);
        long limit = _target.AllocationLimit(input.Length);
        if (violation is null && allocated > limit)
        {
            violation = $"it made us allocate {allocated} bytes, more than {limit}";
        }
        if (violation is not null)
        {
            _findings.Save(Name, input, violation);
        }
        Executions++;
        return _coverage.Add();
    }
}
