namespace Signing.Core.Verification.Ambiguity;

/// <summary>What readers read in different ways in a document that is about to be signed.</summary>
/// <param name="Mendable">The objects that end it where they are written anew.</param>
/// <param name="Mended">What it is that this would end; null for nothing.</param>
/// <param name="Lasting">What stays in any case; null for nothing.</param>
internal sealed record ReachableAmbiguity(IReadOnlyCollection<int> Mendable, FactEvidence? Mended, FactEvidence? Lasting);
