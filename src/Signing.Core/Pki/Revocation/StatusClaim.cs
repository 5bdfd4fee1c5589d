namespace Signing.Core.Pki.Revocation;

/// <summary>What one authentic proof says about a certificate.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="ThisUpdate">As of when.</param>
/// <param name="NextUpdate">Until when another follows.</param>
/// <param name="RevokedAt">When revoked or suspended; null for good.</param>
/// <param name="ReasonCode">CRLReason; null for good, or where the proof gives none.</param>
internal sealed record StatusClaim(RevocationProof Proof, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate, DateTimeOffset? RevokedAt, int? ReasonCode)
{
    /// <summary>The certificate by whose key the proof was found authentic.</summary>
    internal Certificate? Signer { get; init; }

    internal bool IsHold => RevokedAt is not null && ReasonCode == RevocationReasonCodes.CertificateHold;

    /// <summary>What the claim comes to at a time: a revocation counts from its date on.</summary>
    internal RevocationStatus StatusAt(DateTimeOffset at) =>
        RevokedAt is not { } since || since > at ? RevocationStatus.Good
        : IsHold ? RevocationStatus.OnHold
        : RevocationStatus.Revoked;
}
