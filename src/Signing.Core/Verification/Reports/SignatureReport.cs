namespace Signing.Core.Verification.Reports;

/// <summary>The verdict on one signature or document time-stamp.</summary>
public sealed record SignatureReport
{
    /// <summary>The full name of the signature field.</summary>
    public required string Field { get; init; }

    /// <summary>Signature or document time-stamp.</summary>
    public required SignatureKind Kind { get; init; }

    /// <summary>The revision that it closes, counted from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Valid, invalid or indeterminate: a function of the indication.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The indication of EN 319 102-1.</summary>
    public required Indication Indication { get; init; }

    /// <summary>What explains the indication, by the standard's name.</summary>
    public SubIndication? SubIndication { get; init; }

    /// <summary><c>PAdES-B-B</c>, <c>-B-T</c>, <c>-B-LT</c>, <c>-B-LTA</c>, or <c>CMS</c> for older forms; null for a document time-stamp.</summary>
    public required string? Level { get; init; }

    /// <summary>The signature dictionary's <c>/SubFilter</c>.</summary>
    public string? SubFilter { get; init; }

    /// <summary>For example <c>SHA-256</c>.</summary>
    public string? DigestAlgorithm { get; init; }

    /// <summary>For example <c>RSA-SHA-256</c>.</summary>
    public string? SignatureAlgorithm { get; init; }

    /// <summary>Whether the signed bytes are those that were signed.</summary>
    public required Integrity Integrity { get; init; }

    /// <summary>How much of the document is covered.</summary>
    public required Coverage Coverage { get; init; }

    /// <summary>
    /// The number of pages of the document as this signature covers it: all pages of its revision. Null where it does not cover its whole
    /// revision, or where the pages could not be counted.
    /// </summary>
    public int? CoveredPages { get; init; }

    /// <summary>What changed after this signature.</summary>
    public required ChangesReport Changes { get; init; }

    /// <summary>What the signature permits afterwards.</summary>
    public required PermissionsReport Permissions { get; init; }

    /// <summary>The signer's certificate; null where none was found.</summary>
    public CertificateReport? Signer { get; init; }

    /// <summary>The time that the signer claims.</summary>
    public DateTimeOffset? SigningTime { get; init; }

    /// <summary>The earliest time at which the signature is proven to exist.</summary>
    public DateTimeOffset? BestTime { get; init; }

    /// <summary>The time-stamps of this signature.</summary>
    public required IReadOnlyList<TimestampReport> Timestamps { get; init; }

    /// <summary>The certificate path and its revocation status.</summary>
    public required TrustReport Trust { get; init; }

    /// <summary>Why the verdict is what it is.</summary>
    public required IReadOnlyList<ReasonReport> Reasons { get; init; }
}
