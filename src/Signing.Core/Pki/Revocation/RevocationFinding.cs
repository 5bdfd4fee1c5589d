namespace Signing.Core.Pki.Revocation;

/// <summary>What the proofs say about one certificate at the time that counts.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Status">Its status then.</param>
internal sealed record RevocationFinding(Certificate Certificate, RevocationStatus Status)
{
    /// <summary>When it was revoked or suspended: by then for those statuses, later for a good one, null where it never was.</summary>
    internal DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The standard's name of the reason (RFC 5280, 5.3.1); null where not revoked.</summary>
    internal string? Reason { get; init; }

    /// <summary>The proof that decided; null where unknown.</summary>
    internal RevocationProof? Proof { get; init; }

    /// <summary>The certificate of whoever signed that proof; null where none was found, which good news never is without.</summary>
    internal Certificate? Signer { get; init; }

    /// <summary>The proof's thisUpdate for this certificate.</summary>
    internal DateTimeOffset? ThisUpdate { get; init; }

    /// <summary>The proof's nextUpdate for this certificate.</summary>
    internal DateTimeOffset? NextUpdate { get; init; }

    /// <summary>Proofs about the certificate that do not count, and why.</summary>
    internal IReadOnlyList<RejectedProof> Rejected { get; init; } = [];

    /// <summary>The proof that would tell the unknown status, were it not for its algorithm; null where there is none.</summary>
    internal RejectedProof? Weak => Status != RevocationStatus.Unknown
        ? null
        : Rejected.FirstOrDefault(static rejected => rejected.LacksExistence) ?? Rejected.FirstOrDefault(static rejected => rejected.Weakness is not null);

    /// <summary>Where a proof is to be had, by the certificate's own word.</summary>
    internal IReadOnlyList<Uri> Addresses { get; init; } = [];
}
