using System.Globalization;
using System.Text;

namespace Signing.Core.Verification.Reports.Html;

/// <summary>
/// Text from a document or a certificate, made harmless: nothing in it is markup, nothing in it is invisible, turns other text
/// around or runs out of its line.
/// </summary>
internal static class HtmlText
{
    private const int LongestText = 600;
    private const int MostMarksInARow = 4;

    /// <summary>Writes text as the content of an element or of a quoted attribute.</summary>
    internal static void Append(StringBuilder html, string text, bool markControls = true)
    {
        int written = 0;
        int marks = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (++written > LongestText)
            {
                html.Append('…');
                return;
            }
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (IsUnseen(rune) || marks > MostMarksInARow)
            {
                AppendControl(html, rune, markControls);
                continue;
            }
            _ = rune.Value switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(rune.ToString()),
            };
        }
    }

    // Also what is not valid Unicode: EnumerateRunes makes U+FFFD of it, which is seen.
    private static bool IsUnseen(Rune rune) => rune.Value != ' ' && (rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static void AppendControl(StringBuilder html, Rune rune, bool mark)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        _ = mark ? html.Append("<span class=\"control\">").Append(name).Append("</span>") : html.Append('[').Append(name).Append(']');
    }
}
