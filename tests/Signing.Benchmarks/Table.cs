using System.Globalization;

namespace Signing.Benchmarks;

/// <summary>The one table that a run prints.</summary>
internal static class Table
{
    internal static void Head()
    {
        Console.WriteLine();
        Console.WriteLine("| work; limit | work | limit | median (min–max) | target | |");
        Console.WriteLine("|---|---|---|---|---|---|");
    }

    /// <param name="name">Work; limit.</param>
    /// <param name="target">What the row is judged by.</param>
    /// <param name="times">How often each is done in one pair.</param>
    /// <param name="work">What the library does.</param>
    /// <param name="limit">What it is held against.</param>
    /// <param name="pairs">How many pairs.</param>
    internal static async Task RowAsync(string name, Target target, int times, Func<Task> work, Func<Task> limit, int pairs = Measure.Pairs)
    {
        (double Work, double Limit)[] measured = await Measure.PairsAsync(times, work, limit, pairs);
        double[] values = [.. measured.Select(pair => target.Value(pair.Work, pair.Limit)).Order()];
        double median = Measure.Median(values);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Time(Measure.Median(measured.Select(static p => p.Work)))} | {Time(Measure.Median(measured.Select(static p => p.Limit)))} | {median:0.00}{target.Unit} ({values[0]:0.00}–{values[^1]:0.00}) | {target.Text} | {target.Verdict(median)} |"));
    }

    /// <summary>A figure that is not a time.</summary>
    internal static void Fact(string name, double value, double compared, double most, string unit, string comparison = "")
    {
        var target = new Target(static (work, _) => work, most, false, " " + unit);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {value:0.#} {unit} | {(double.IsNaN(compared) ? "" : $"{compared:0.#} {unit}")} | {(double.IsNaN(compared) ? "" : string.Create(CultureInfo.InvariantCulture, $"{value - compared:0.#} {unit} more"))} | {(double.IsNaN(most) ? "" : target.Text + comparison)} | {target.Verdict(double.IsNaN(compared) ? value : value - compared)} |"));
    }

    private static string Time(double milliseconds) => milliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{1000 * milliseconds:0} µs"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
    };
}
