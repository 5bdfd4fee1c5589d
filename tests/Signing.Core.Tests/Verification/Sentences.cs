using System.Text.RegularExpressions;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Whether a report's sentences have every fact that they name.</summary>
internal static partial class Sentences
{
    internal static void AssertWhole(VerificationReport report) => Assert.All(
        report.Reasons.Select(static reason => reason.Message)
            .Concat(report.Signatures.SelectMany(static s => s.Reasons.Concat(s.Timestamps.SelectMany(static t => t.Reasons))).Select(static reason => reason.Message))
            .Concat(report.Signatures.SelectMany(static s => s.Changes.Findings).Select(static finding => finding.Message)),
        static sentence => Assert.DoesNotMatch(Unfilled(), sentence));

    // A place left empty leaves two spaces, empty quotes or brackets, or a colon, a bracket or a word at the end.
    [GeneratedRegex(@"\{|\}|  |''|\(\)|[:(]$|: ;| [.]$|^[A-Z_]+$")]
    private static partial Regex Unfilled();
}
