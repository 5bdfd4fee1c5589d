namespace Signing.Core.Pki.Revocation;

/// <summary>A proof that was looked at and does not count.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Detail">Why not, with the clause.</param>
internal sealed record RejectedProof(RevocationProof Proof, string Detail);
