using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>What judging one time-stamp token gave.</summary>
internal sealed record TimestampVerdict
{
    public required TimestampKind Kind { get; init; }

    public required Findings Findings { get; init; }

    /// <summary>The token; null where it cannot be read.</summary>
    public required TimestampToken? Token { get; init; }

    /// <summary>The authority's certificate; null where it was not found.</summary>
    public Certificate? Certificate { get; init; }

    internal CertificateReport? Authority => Certificate is null ? null : CertificateReports.Of(Certificate);

    public TrustReport Trust { get; init; } = TrustJudge.Nothing;

    public Integrity Integrity { get; init; } = Integrity.Broken;

    /// <summary>The revision that it closes, or whose signature it is over.</summary>
    public int Revision { get; init; }

    /// <summary>The time that it states.</summary>
    internal DateTimeOffset? Time => Token?.GenTime;

    /// <summary>Whether it proves that what it stands over existed at its time.</summary>
    internal bool Counts => Findings.Indication == Indication.TotalPassed;

    /// <summary>Whether its time and that of a time-stamp over it contradict each other (EN 319 102-1, 5.5.4); one that is refuted says nothing.</summary>
    internal bool IsOutOfOrder => Findings.Indication != Indication.TotalFailed && Findings.Reasons.Any(static reason => reason.Code == ReasonCodes.TimestampOrder);

    internal TimestampReport Report => new()
    {
        Kind = Kind,
        Time = Time,
        Sha256 = Token?.Sha256,
        Tsa = Authority,
        Verdict = Findings.Verdict,
        Indication = Findings.Indication,
        SubIndication = Findings.SubIndication,
        Trust = Kind == TimestampKind.Document ? null : Trust,
        Reasons = Findings.Reasons,
    };
}
