using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Content;

/// <summary>Finds where the data of an inline image ends: its bytes may hold <c>EI</c> themselves (ISO 32000-2, 8.9.7).</summary>
internal static class InlineImageEnd
{
    /// <summary>How far behind an <c>EI</c> there must be text, for it to be the operator.</summary>
    private const int TextBehind = 16;

    internal static int Find(ReadOnlySpan<byte> content, int start, PdfDictionary image, BudgetMeter meter)
    {
        // From PDF 2.0 on the length is told.
        if ((image["L"] ?? image["Length"]) is PdfInteger { Value: >= 0 } length && length.Value <= content.Length - start
            && IsOperator(content, SkipSpace(content, start + (int)length.Value)))
        {
            return start + (int)length.Value;
        }
        meter.TickForBytes(content.Length - start);
        for (int at = start; content[at..].IndexOf("EI"u8) is >= 0 and int next; at += next + 2)
        {
            int found = at + next;
            if ((found == start || Characters.IsWhiteSpace(content[found - 1])) && IsOperator(content, found) && IsFollowedByText(content[(found + 2)..]))
            {
                return found;
            }
        }
        throw PdfError.Damaged("an inline image does not end", start);
    }

    private static bool IsOperator(ReadOnlySpan<byte> content, int at) =>
        content[at..].StartsWith("EI"u8) && (at + 2 == content.Length || Characters.IsWhiteSpace(content[at + 2]));

    private static int SkipSpace(ReadOnlySpan<byte> content, int at)
    {
        while (at < content.Length && Characters.IsWhiteSpace(content[at]))
        {
            at++;
        }
        return at;
    }

    private static bool IsFollowedByText(ReadOnlySpan<byte> behind)
    {
        foreach (byte b in behind[..Math.Min(behind.Length, TextBehind)])
        {
            if (b is (< (byte)' ' or > (byte)'~') && (b == 0 || !Characters.IsWhiteSpace(b)))
            {
                return false;
            }
        }
        return true;
    }
}
