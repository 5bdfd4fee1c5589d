using System.Text;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>The table of attacks as docs/ATTACKS.md shows it.</summary>
internal static class AttackPage
{
    private const string Introduction = """
        # Attacks

        Forgeries by construction: each variant takes a document that was soundly signed, or makes one, and does what an attacker does. Tests run
        every row (`tests/Signing.Core.Tests/Verification/Attacks`, `CmsAttackTests`), and this page is made from them. The verdict is the
        document's; the code is the most telling one among reasons and findings. Wherever a change is not permitted the signature's reasons have
        `CHANGE_FORBIDDEN`, too.

        No row is `valid` but where the standard permits the change (ISO 32000-2, table 257): then the signature's `changes` tell of it, with the
        level and the code that stand here, and a policy can refuse it. A time-stamp that is not sound proves nothing, and takes nothing from the
        signature that is in the same CMS.

        Documents that attack the reader (loops, bombs, overflows, a million objects) end in a report or a typed error within the budgets:
        `HostileDocumentTests`, `RobustnessTests`, and the fuzzer. Every byte of small signed documents, and every object, is changed in
        `ExhaustiveTests` and `ExhaustiveObjectTests`.

        """;

    internal static string Render()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (IGrouping<string, Attack> attacks in AttackTable.All.Concat(CmsAttackTests.Attacks).GroupBy(static attack => attack.Class))
        {
            page.Append($"\n## {char.ToUpperInvariant(attacks.Key[0])}{attacks.Key[1..]}\n\n| variant | verdict | code |\n|---|---|---|\n");
            foreach (Attack attack in attacks)
            {
                string level = attack.Permitted is null ? "" : $", level `{Words(attack.Permitted.Value.ToString())}`";
                page.Append($"| {attack.Variant} | {Words(attack.Verdict.ToString())}{level} | `{attack.Code}` |\n");
            }
        }
        return page.ToString();
    }

    private static string Words(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";
}
