using System.Text;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>The table as docs/TIME-TRAVEL.md shows it.</summary>
internal static class TimeTravelPage
{
    private const string Introduction = """
        # Time travel

        A document is signed on day 0 at each level; then time passes and things happen; then it is validated, with the network unless said
        otherwise. Each cell says what EN 319 102-1 (V1.4.1) makes of it, and by which clause and step. Tests run every cell against a live
        development PKI whose clock is turned (`tests/Signing.Core.Tests/Verification/TimeTravel`), and this page is made from them.

        The signature and its time-stamp stand under RSA authorities; the archive time-stamp of B-LTA is by another TSA, with elliptic-curve
        keys under an anchor of its own. No greatest age is set for proofs: they are fresh until their nextUpdate, an hour for OCSP and a day
        for CRLs here. The validity model is the shell model. Unless said otherwise authorities keep answering for expired certificates, and
        say so (`expiredCertsOnCRL`, archive cut-off). A trust domain or anchor that ends has its sunset date then. An empty cell is a
        combination that the story does not have.

        """;

    internal static string Render()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        page.Append("\n| what happens | B-B | B-T | B-LT | B-LTA |\n|---|---|---|---|---|\n");
        foreach (Story story in TimeTravelTable.Stories)
        {
            page.Append($"| **{story.Title}**<br>{string.Join("<br>", story.Words())} |");
            foreach (TravelLevel level in Enum.GetValues<TravelLevel>())
            {
                page.Append(story.At(level) is { } outcome ? $" {Cell(outcome)}{(story.Second is { } second ? $"<br>the second:<br>{Cell(second)}" : "")} |" : " |");
            }
            page.Append('\n');
        }
        return page.ToString();
    }

    private static string Cell(Outcome outcome) => $"{outcome.Words.Replace(" / ", "<br>", StringComparison.Ordinal)}<br>{outcome.Clause}";
}
