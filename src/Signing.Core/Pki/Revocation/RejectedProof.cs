namespace Signing.Core.Pki.Revocation;

/// <summary>A proof that was looked at and does not count.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Fault">Why not.</param>
internal sealed record RejectedProof(RevocationProof Proof, ProofFault Fault)
{
    internal string Detail => Fault.Detail;

    /// <summary>The algorithm that is all that is wrong with it; null where something else is.</summary>
    internal AlgorithmWeakness? Weakness => Fault.Weakness;

    /// <summary>Whether it would count if it were proven to be older.</summary>
    internal bool LacksExistence => Weakness?.Until is { } until && Proof.MadeAt < until;
}
