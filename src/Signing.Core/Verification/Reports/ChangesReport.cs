namespace Signing.Core.Verification.Reports;

/// <summary>What changed in the document after a signature.</summary>
public sealed record ChangesReport
{
    /// <summary>The gravest change.</summary>
    public required ChangeLevel Level { get; init; }

    /// <summary>Each change that has a name.</summary>
    public required IReadOnlyList<ChangeFinding> Findings { get; init; }
}
