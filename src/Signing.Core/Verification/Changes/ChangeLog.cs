using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>Takes down what a revision changed.</summary>
/// <param name="after">The revision, for the names of its objects.</param>
internal sealed class ChangeLog(PdfView after)
{
    private readonly List<Change> _changes = [];

    internal IReadOnlyList<Change> Changes => _changes;

    internal void Add(Change change) => _changes.Add(change);

    /// <summary>Takes down a change that some signatures permit.</summary>
    internal void Permit(ChangeLevel level, string code, int? number = null, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        Add(new Change(level, Fact(code, number, Error.Facts(facts))));

    /// <summary>Takes down a change that no signature permits.</summary>
    /// <param name="detail">What changed, for a sentence.</param>
    /// <param name="number">Where.</param>
    internal void Forbid(string detail, int? number = null) => Forbid(ReasonCodes.ChangeForbidden, number, ("detail", detail));

    /// <summary>The same under a code of its own.</summary>
    internal void Forbid(string code, int? number, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        Add(new Change(ChangeLevel.Forbidden, Fact(code, number, Error.Facts(facts))));

    /// <summary>Takes down what could not be analysed.</summary>
    internal void Doubt(string detail, int? number = null) =>
        Add(new Change(ChangeLevel.Unknown, Fact(ReasonCodes.ChangesNotAnalysed, number, Error.Facts(("detail", detail)))));

    internal FactEvidence Fact(string code, int? number, IReadOnlyDictionary<string, string> facts) =>
        new(code, facts, number is { } known ? Name(known) : null);

    private string Name(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(after.TryGet(number, out CrossReferenceEntry entry) ? entry.Generation : 0)}");
}
