namespace Signing.Core.Pki.Revocation;

/// <summary>Everything that judging status depends on, beside the certificate. Immutable: the same context gives the same finding.</summary>
/// <param name="Proofs">The proofs at hand.</param>
/// <param name="Pool">Certificates that may have signed proofs: untrusted.</param>
/// <param name="Trust">The trust domains, for signers of CRLs whose path is not that of the certificate.</param>
/// <param name="At">The time that counts: status as of then.</param>
/// <param name="Now">The time of judging: no proof may come from after it.</param>
internal sealed record RevocationContext(RevocationData Proofs, IReadOnlyCollection<Certificate> Pool, TrustStore Trust, DateTimeOffset At, DateTimeOffset Now)
{
    /// <summary>The greatest age at <see cref="At"/> of a proof from before it; null leaves it to the proof's own nextUpdate.</summary>
    internal TimeSpan? Freshness { get; init; }

    /// <summary>How long a proof without nextUpdate counts. Its signer says that newer ones are there at any time (RFC 6960, 4.2.2.1).</summary>
    internal TimeSpan AgeWithoutNextUpdate { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How far the signer's clock may be ahead of ours.</summary>
    internal TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many proofs of each kind are looked at for one certificate.</summary>
    internal int MaxProofs { get; init; } = 64;

    /// <summary>Inputs to path validation where a CRL's signer needs it.</summary>
    internal PathOptions Path { get; init; } = PathOptions.Default;
}
