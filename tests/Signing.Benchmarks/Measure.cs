using System.Diagnostics;

namespace Signing.Benchmarks;

/// <summary>Times work and its limit in turn, so that a machine that changes its speed changes both.</summary>
internal static class Measure
{
    internal const int Pairs = 7;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <param name="times">How often each is done in one pair.</param>
    /// <param name="work">What the library does.</param>
    /// <param name="limit">What it is held against.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <returns>Milliseconds for one time, pair by pair.</returns>
    internal static async Task<(double Work, double Limit)[]> PairsAsync(int times, Func<Task> work, Func<Task> limit, int pairs = Pairs)
    {
        await WarmUpAsync(work, times);
        await WarmUpAsync(limit, times);
        var measured = new (double Work, double Limit)[pairs];
        for (int i = 0; i < pairs; i++)
        {
            measured[i] = (await TimeAsync(work, times), await TimeAsync(limit, times));
        }
        return measured;
    }

    /// <summary>Microseconds for one time of a small piece of work: the median of several rounds.</summary>
    internal static async Task<double> MicrosecondsAsync(Func<Task> work, int times = 200)
    {
        await WarmUpAsync(work, times);
        var rounds = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            rounds[i] = await TimeAsync(work, times);
        }
        return 1000 * Median(rounds);
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Once for what is done once, else long enough for the compiler's last tier: it waits until nothing new was called for a while.</summary>
    private static async Task WarmUpAsync(Func<Task> action, int times)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            await TimeAsync(action, times);
        }
        while (times > 1 && Stopwatch.GetElapsedTime(start) < WarmUp);
    }

    private static async Task<double> TimeAsync(Func<Task> action, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            await action();
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / times;
    }
}
