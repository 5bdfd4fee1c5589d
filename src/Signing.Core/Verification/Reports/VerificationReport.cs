namespace Signing.Core.Verification.Reports;

/// <summary>The verdict on one document: the same members from the library and over HTTP. Members may be added, never changed.</summary>
public sealed record VerificationReport
{
    /// <summary>The version of this form: <c>1.0</c>.</summary>
    public required string ReportVersion { get; init; }

    /// <summary>The worst of the signatures' verdicts (invalid, indeterminate, valid), or unsigned, or unreadable.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The instant that was judged at, in UTC.</summary>
    public required DateTimeOffset ValidatedAt { get; init; }

    /// <summary>The policy that judged.</summary>
    public required PolicyReport Policy { get; init; }

    /// <summary>Facts about the document.</summary>
    public required DocumentReport Document { get; init; }

    /// <summary>Reasons about the document as a whole.</summary>
    public required IReadOnlyList<ReasonReport> Reasons { get; init; }

    /// <summary>Every signature and document time-stamp of every revision, in signing order.</summary>
    public required IReadOnlyList<SignatureReport> Signatures { get; init; }
}
