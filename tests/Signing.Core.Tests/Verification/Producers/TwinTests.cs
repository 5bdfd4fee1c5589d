using Signing.Core.Tests.Verification.Attacks;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>What looks like a legitimate update and is none is never <c>valid</c>.</summary>
public sealed class TwinTests
{
    public static TheoryData<string> Variants => [.. Twins.All.Select(static twin => twin.Variant)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Judge_Twin_NeverValidAndNamed(string variant)
    {
        Attack twin = Twins.All.Single(twin => twin.Variant == variant);

        VerificationReport report = Verify.Judge(twin.Build());

        SignatureReport first = report.Signatures[0];
        string[] codes = [.. first.Reasons.Select(static reason => reason.Code).Concat(first.Changes.Findings.Select(static finding => finding.Code)).Distinct()];
        Assert.True(first.Verdict == twin.Verdict && codes.Contains(twin.Code), $"{first.Verdict}: {string.Join(' ', codes)}: {string.Join("; ", first.Changes.Findings.Select(static finding => finding.Message))}");
    }
}
