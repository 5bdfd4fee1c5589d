using System.Globalization;

namespace Signing.Benchmarks;

/// <summary>What a row is judged by: a figure made of each pair of work and limit, and its bound.</summary>
/// <param name="Value">The figure of one pair, from milliseconds.</param>
/// <param name="Bound">Where it must stay; NaN where nothing is promised.</param>
/// <param name="IsLeast">Whether the bound is the least instead of the most.</param>
/// <param name="Unit">How the figure is written.</param>
internal sealed record Target(Func<double, double, double> Value, double Bound, bool IsLeast, string Unit)
{
    // Within a tenth of the bound a noisy machine decides.
    private const double Near = 0.1;

    /// <summary>At least so much of the limit's rate.</summary>
    internal static Target Rate(double least = double.NaN) => new(static (work, limit) => limit / work, least, true, " ×");

    /// <summary>At most so many times the limit.</summary>
    internal static Target Ratio(double most = double.NaN) => new(static (work, limit) => work / limit, most, false, " ×");

    /// <summary>At most so many milliseconds more than the limit.</summary>
    internal static Target More(double most) => new(static (work, limit) => work - limit, most, false, " ms more");

    /// <summary>At most so many milliseconds.</summary>
    internal static Target Time(double most) => new(static (work, _) => work, most, false, " ms");

    internal string Text => double.IsNaN(Bound) ? "" : string.Create(CultureInfo.InvariantCulture, $"{(IsLeast ? "≥" : "≤")} {Bound:0.###}{Unit}");

    internal string Verdict(double value)
    {
        double over = IsLeast ? (Bound - value) / Bound : (value - Bound) / Bound;
        return double.IsNaN(Bound) ? "" : over > 0 ? "**missed**" : over > -Near ? "near" : "met";
    }
}
