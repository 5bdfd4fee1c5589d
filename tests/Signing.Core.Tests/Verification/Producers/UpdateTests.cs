using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>No false alarm: every way of updating, by every producer, on documents of every build.</summary>
public sealed class UpdateTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cells =>
        from update in UpdateTable.All
        from producer in update.Producers
        select new TheoryDataRow<string, string>(update.Title, producer.Name);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Judge_LegitimateUpdate_ValidAndNamed(string title, string name)
    {
        Update update = UpdateTable.All.Single(update => update.Title == title);
        Producer producer = update.Producers.Single(producer => producer.Name == name);
        string expected = string.Join(" | ", update.Signatures);

        string[] others = [.. update.Bases.Select(based => (based.Key, Told: Tell(update.Apply(producer, based.Value)))).Where(told => told.Told != expected).Select(static told => $"{told.Key}: {told.Told}")];

        Assert.True(others.Length == 0, $"{string.Join('\n', others)}\ninstead of {expected}");
    }

    [Fact]
    public Task Page_IsTheCommittedOne() => CommittedPage.AssertAsync("UPDATES.md", UpdatesPage.Render());

    private static string Tell(byte[] document)
    {
        VerificationReport report = Verify.Judge(document);
        return string.Join(" | ", report.Signatures.Select(signature => Words(signature) + (signature.Verdict == Verdict.Valid ? "" : $" {signature.Verdict}: {Alarms(signature)}")));
    }

    private static string Words(SignatureReport signature)
    {
        string level = signature.Changes.Level.ToString();
        return string.Join(' ', signature.Changes.Findings.Select(static finding => finding.Code).Distinct().Order(StringComparer.Ordinal)
            .Where(static code => code != "METADATA_CHANGED").Prepend(char.ToLowerInvariant(level[0]) + level[1..]));
    }

    private static string Alarms(SignatureReport signature) =>
        string.Join("; ", signature.Reasons.Select(static reason => reason.Message).Concat(signature.Changes.Findings.Select(static finding => $"{finding.Object} {finding.Message}")).Distinct());
}
