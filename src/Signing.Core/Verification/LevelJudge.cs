using Signing.Core.Pki;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Which baseline level a PAdES signature has reached (EN 319 142-1, 6). B-LT only where the document alone tells the status of everybody
/// whom the verdict stands on: signer, time-stamp authorities, responders; B-LTA where a document time-stamp that counts covers all that.
/// </summary>
internal sealed class LevelJudge(TrustJudge trust)
{
    internal const string Basic = "PAdES-B-B";

    /// <param name="signer">The signer's certificate.</param>
    /// <param name="bestTime">The proven time; null where none is.</param>
    /// <param name="timestamps">The time-stamps of the signature, and the document time-stamps after it.</param>
    internal string Judge(Certificate signer, DateTimeOffset? bestTime, IReadOnlyList<TimestampVerdict> timestamps)
    {
        if (bestTime is not { } proven)
        {
            return Basic;
        }
        TimestampVerdict[] own = [.. timestamps.Where(static t => t.Kind == TimestampKind.Signature && t.Counts)];
        TimestampVerdict[] later = [.. timestamps.Where(static t => t.Kind == TimestampKind.Document && t.Counts)];
        if (later.Any(archive => IsHeld(archive.Revision, own)))
        {
            return "PAdES-B-LTA";
        }
        return IsHeld(int.MaxValue, own.Length > 0 ? own : later[..1]) ? "PAdES-B-LT" : "PAdES-B-T";

        bool IsHeld(int revision, TimestampVerdict[] needed) =>
            trust.IsSelfContained(signer, PathPurpose.DocumentSigning, proven, revision)
            && needed.All(t => trust.IsSelfContained(t.Certificate!, PathPurpose.TimeStamping, t.Time!.Value, revision));
    }
}
