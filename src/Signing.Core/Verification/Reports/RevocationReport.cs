namespace Signing.Core.Verification.Reports;

/// <summary>The proof of one certificate's revocation status.</summary>
public sealed record RevocationReport
{
    /// <summary>The certificate's thumbprint.</summary>
    public required string Certificate { get; init; }

    /// <summary>OCSP or CRL.</summary>
    public required ProofKind Kind { get; init; }

    /// <summary>Where it came from.</summary>
    public required ProofSource Source { get; init; }

    /// <summary>The address it was fetched from.</summary>
    public string? Address { get; init; }

    /// <summary>The SHA-256 of the proof as it was received, lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>When the status was known to be right.</summary>
    public DateTimeOffset? ThisUpdate { get; init; }

    /// <summary>When newer information is due.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>What it says.</summary>
    public required ProofStatus Status { get; init; }

    /// <summary>Since when the certificate is revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The reason for the revocation (RFC 5280, 5.3.1), for example <c>keyCompromise</c>.</summary>
    public string? Reason { get; init; }
}
