namespace Signing.Core.Pki.Revocation;

/// <summary>What an address gave: a proof, or why none.</summary>
internal sealed record ProofAnswer(RevocationProof? Proof, string Detail);
