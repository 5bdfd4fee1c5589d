using System.Text;
using Signing.Core.Tests.Verification.Attacks;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>The table as docs/UPDATES.md shows it.</summary>
internal static class UpdatesPage
{
    private const string Introduction = """
        # Updates

        What producers do to a document that is signed already, and what the report says of it. Each way of updating is built by construction,
        in the hand of each producer, as public documentation, code and threads describe it: how it writes objects and cross-references, which
        dictionaries it touches, what its appearances look like (`tests/Signing.Core.Tests/Verification/Producers`). Each is applied to signed
        documents of every build, and must leave every earlier signature `valid`; this page is made from the tests' table. For each signature,
        the oldest first: `changes.level` and the codes in `changes.findings`. Where the document has metadata that the producer touches,
        `METADATA_CHANGED` stands among them.

        """;

    internal static string Render()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        page.Append("\n## What happens, and what is said of it\n\n| what happens | signatures | producers |\n|---|---|---|\n");
        foreach (Update update in UpdateTable.All)
        {
            page.Append($"| {update.Title} | {string.Join("<br>", update.Signatures.Select(Words))} | {Names(update)} |\n");
        }
        page.Append("\n## Documents to which it happens\n\n");
        page.AppendJoin(", ", SignedBases.All.Keys).Append(".\n\n## What looks like it and is refused\n\n| what happens | verdict | code |\n|---|---|---|\n");
        foreach (Attack twin in Twins.All)
        {
            page.Append($"| {twin.Variant} | {twin.Verdict.ToString().ToLowerInvariant()} | {twin.Code} |\n");
        }
        return page.ToString();
    }

    private static string Words(string signature) => signature.Split(' ') is [var level, .. var codes] && codes.Length > 0 ? $"{level}: {string.Join(", ", codes)}" : signature;

    private static string Names(Update update) => string.Join(", ", update.Producers.Select(static producer => producer.Name));
}
