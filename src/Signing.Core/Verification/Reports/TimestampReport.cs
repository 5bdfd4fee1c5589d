namespace Signing.Core.Verification.Reports;

/// <summary>The verdict on one time-stamp.</summary>
public sealed record TimestampReport
{
    /// <summary>What it stands over.</summary>
    public required TimestampKind Kind { get; init; }

    /// <summary>The time that it states; null where the token could not be read.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The SHA-256 of the token's DER, lower-case hex; null where it could not be read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The authority's certificate.</summary>
    public CertificateReport? Tsa { get; init; }

    /// <summary>Valid, invalid or indeterminate.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The indication of EN 319 102-1.</summary>
    public required Indication Indication { get; init; }

    /// <summary>What explains the indication.</summary>
    public SubIndication? SubIndication { get; init; }

    /// <summary>
    /// The authority's certificate path and its revocation status; null for a document time-stamp, whose own entry among the signatures
    /// tells it.
    /// </summary>
    public TrustReport? Trust { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<ReasonReport> Reasons { get; init; }
}
