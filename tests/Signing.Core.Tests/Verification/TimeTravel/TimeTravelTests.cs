using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.TimeTravel;

public class TimeTravelTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cells =>
        from story in TimeTravelTable.Stories
        from level in Enum.GetValues<TravelLevel>()
        where story.At(level) is not null
        select new TheoryDataRow<string, string>(story.Title, level.ToString());

    /// <summary>Those whose document the library can make whole.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> LibraryCells =>
        from story in TimeTravelTable.Stories
        from level in (TravelLevel[])[TravelLevel.LT, TravelLevel.LTA]
        where story.At(level) is not null && story.Made is null
        select new TheoryDataRow<string, string>(story.Title, level.ToString());

    [Theory]
    [MemberData(nameof(Cells))]
    public Task Validate_AfterTheStory_GivesTheStandardsIndication(string title, string name) => TellAsync(title, name, byLibrary: false);

    [Theory]
    [MemberData(nameof(LibraryCells))]
    public Task Validate_MadeByTheLibrary_GivesTheStandardsIndication(string title, string name) => TellAsync(title, name, byLibrary: true);

    [Fact]
    public void Stories_HaveTitlesOfTheirOwn() => Assert.Distinct(TimeTravelTable.Stories.Select(static story => story.Title));

    [Fact]
    public async Task Page_IsTheCommittedOne() => await CommittedPage.AssertAsync("TIME-TRAVEL.md", TimeTravelPage.Render());

    private static async Task TellAsync(string title, string name, bool byLibrary)
    {
        Story story = TimeTravelTable.Stories.Single(story => story.Title == title);
        TravelLevel level = Enum.Parse<TravelLevel>(name);
        await using TimeTravelScene scene = await TimeTravelScene.OpenAsync(story.Cast, byLibrary);
        await (story.Made?.Invoke(scene) ?? scene.SignAsync(level));
        if (byLibrary && story.RefusedByLibrary is { } code)
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<SigningException>(() => TakeAsync(scene, story.Steps))).Code);
            return;
        }
        await TakeAsync(scene, story.Steps);
        scene.GoTo(story.Validated);

        VerificationReport whole = await scene.VerifyAsync(story.IsOffline, story.Algorithms);
        SignatureReport[] reports = [.. whole.Signatures.Where(static signature => signature.Kind == SignatureKind.Signature)];

        AssertOutcome(story.At(level)!, reports[0]);
        Assert.Equal(story.Second is null ? 1 : 2, reports.Length);
        if (story.Second is { } second)
        {
            AssertOutcome(second, reports[1]);
        }
        if (story.Names is { } names)
        {
            Assert.Contains(Reasons(reports[0]), reason => reason.Contains(names, StringComparison.Ordinal));
        }
    }

    private static void AssertOutcome(Outcome expected, SignatureReport report)
    {
        Outcome actual = new(report.Indication, report.SubIndication, expected.Clause);
        Assert.True(expected == actual, $"{actual.Words} instead of {expected.Words} ({expected.Clause}): {string.Join(" | ", Reasons(report))}");
        Assert.Equal(Integrity.Intact, report.Integrity);
    }

    private static async Task TakeAsync(TimeTravelScene scene, IReadOnlyList<Step> steps)
    {
        foreach (Step step in steps)
        {
            scene.GoTo(TimeSpan.FromDays(step.Day));
            await step.Act(scene);
        }
    }

    private static IEnumerable<string> Reasons(SignatureReport report) => report.Reasons
        .Concat(report.Timestamps.SelectMany(static timestamp => timestamp.Reasons))
        .Select(static reason => reason.Message);
}
