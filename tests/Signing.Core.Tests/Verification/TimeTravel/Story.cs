using System.Globalization;
using Signing.Core.Pki;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>One row of the table: a document is signed on day 0, things happen, it is validated.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Validated">How long after the signature it is validated.</param>
internal sealed record Story(string Title, TimeSpan Validated)
{
    internal Cast Cast { get; init; } = new();

    internal IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>Whether the validation has no network: the document's own proofs are all there is.</summary>
    internal bool IsOffline { get; init; }

    /// <summary>Makes another document than the plain one at a level.</summary>
    internal Func<TimeTravelScene, Task>? Made { get; init; }

    /// <summary>How that one differs.</summary>
    internal string? MadeWords { get; init; }

    /// <summary>With what code the library refuses to take the steps, because no proof that it could add would help; null where it takes them.</summary>
    internal string? RefusedByLibrary { get; init; }

    /// <summary>A digest that ends, other than in the default table, and on which day.</summary>
    internal (string Digest, int Day)? Ends { get; init; }

    /// <summary>What a reason of the report must name; null where nothing.</summary>
    internal string? Names { get; init; }

    internal Outcome? B { get; init; }

    internal Outcome? T { get; init; }

    internal Outcome? LT { get; init; }

    internal Outcome? LTA { get; init; }

    /// <summary>What a second signature must come to; null where there is none.</summary>
    internal Outcome? Second { get; init; }

    /// <summary>The table of algorithms that it is validated by.</summary>
    internal AlgorithmTable Algorithms => Ends is not { } ends ? AlgorithmTable.Default : AlgorithmTable.Default with
    {
        Hashes = [.. AlgorithmTable.Default.Hashes.Where(row => row.Name != ends.Digest), new AlgorithmLimit(ends.Digest, TimeTravelScene.Start.AddDays(ends.Day))],
    };

    /// <summary>What it must come to at a level; null where the story is not about it.</summary>
    internal Outcome? At(TravelLevel level) => level switch
    {
        TravelLevel.B => B,
        TravelLevel.T => T,
        TravelLevel.LT => LT,
        _ => LTA,
    };

    /// <summary>The story for people, a line for each thing that happens.</summary>
    internal IEnumerable<string> Words()
    {
        yield return "day 0: signed" + (MadeWords is null ? "" : ", " + MadeWords);
        IEnumerable<string> happenings = Cast.Words()
            .Concat(Steps.Select(static step => $"day {step.Day}: {step.Words}"))
            .Concat(Ends is { } ends ? [$"day {ends.Day}: {ends.Digest} ends"] : []);
        foreach (string line in happenings.OrderBy(static line => int.Parse(line[4..line.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture)))
        {
            yield return line;
        }
        if (!Cast.KeepsExpired)
        {
            yield return "authorities forget certificates when they expire";
        }
        string when = Validated < TimeSpan.FromDays(1) ? $"{Validated.TotalMinutes:0} minutes later" : $"day {Validated.TotalDays:0}";
        yield return $"{when}: validated{(IsOffline ? " without a network" : "")}";
    }

    public override string ToString() => Title;
}
