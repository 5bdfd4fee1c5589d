using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>One change by name, and what it takes to permit it.</summary>
/// <param name="Level">
/// Its kind. <see cref="ChangeLevel.Archival"/> is permitted by every signature, <see cref="ChangeLevel.FormFilling"/> from P = 2 on,
/// <see cref="ChangeLevel.Annotations"/> at P = 3, <see cref="ChangeLevel.Forbidden"/> by none (ISO 32000-2, table 257).
/// </param>
/// <param name="Fact">What the report says of it.</param>
internal sealed record Change(ChangeLevel Level, FactEvidence Fact)
{
    /// <summary>The field whose value it sets: field locks bind it; null for none.</summary>
    internal string? Field { get; init; }

    /// <summary>Whether a certification forbids it, whatever its P: it covers what was certified.</summary>
    internal bool IsForbiddenByCertification { get; init; }
}
