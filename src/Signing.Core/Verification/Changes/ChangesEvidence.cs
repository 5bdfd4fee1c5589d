using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>What changed after a signature.</summary>
internal sealed record ChangesEvidence(ChangeLevel Level, IReadOnlyList<FactEvidence> Findings);
