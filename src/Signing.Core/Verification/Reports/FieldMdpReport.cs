namespace Signing.Core.Verification.Reports;

/// <summary>The fields that a signature locks (ISO 32000-2, 12.8.2.4).</summary>
public sealed record FieldMdpReport
{
    /// <summary><c>All</c>, <c>Include</c> or <c>Exclude</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The full names that the action speaks of.</summary>
    public required IReadOnlyList<string> Fields { get; init; }
}
