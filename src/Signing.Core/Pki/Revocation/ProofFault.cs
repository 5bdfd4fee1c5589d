using System.Diagnostics.CodeAnalysis;

namespace Signing.Core.Pki.Revocation;

/// <summary>Why a proof does not count.</summary>
/// <param name="Detail">For people, with the clause.</param>
/// <param name="Weakness">The algorithm, where nothing else is wrong with it.</param>
internal sealed record ProofFault(string Detail, AlgorithmWeakness? Weakness = null)
{
    /// <summary>The clause of EN 319 102-1 by which proofs are judged by their algorithms.</summary>
    private const string Clause = "EN 319 102-1, 5.5.4 (10)";

    /// <summary>A fault of a weak algorithm; null where there is no weakness.</summary>
    /// <param name="what">What is signed with it.</param>
    /// <param name="weakness">The weakness.</param>
    internal static ProofFault? Of(string what, AlgorithmWeakness? weakness) =>
        weakness is null ? null : new ProofFault($"{what} is signed with {weakness} ({Clause})", weakness);

    /// <summary>Whether the proof's word counts all the same: bad news is believed whatever its algorithm.</summary>
    internal bool Spares(StatusClaim claim, DateTimeOffset at) => Weakness is not null && claim.StatusAt(at) != RevocationStatus.Good;

    /// <summary>Of two signers that a proof may have, the fault of the one that came nearer.</summary>
    internal ProofFault Or(ProofFault next) => Weakness is null ? next : this;

    [return: NotNullIfNotNull(nameof(detail))]
    public static implicit operator ProofFault?(string? detail) => detail is null ? null : new ProofFault(detail);
}
