using System.Globalization;
using System.Text;

namespace Signing.Core.Pdf.Encryption;

/// <summary>
/// SASLprep (RFC 4013), the profile of stringprep (RFC 3454) for passwords. Normalization is the platform's: where it runs
/// without ICU (invariant globalization), what is not normalized stays so, and only the plain form of it opens a document.
/// </summary>
internal static class SaslPrep
{
    /// <summary>The prepared string; null where it holds what the profile prohibits.</summary>
    internal static string? Prepare(string text)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsMappedToSpace(rune))
            {
                mapped.Append(' ');
            }
            else if (!IsMappedToNothing(rune))
            {
                mapped.Append(rune);
            }
        }
        string normalized = mapped.ToString().Normalize(NormalizationForm.FormKC);
        return normalized.EnumerateRunes().Any(IsProhibited) ? null : normalized;
    }

    /// <summary>Table C.1.2.</summary>
    private static bool IsMappedToSpace(Rune rune) =>
        rune.Value == 0x200B || (rune.Value > 0x7F && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator);

    /// <summary>Table B.1.</summary>
    private static bool IsMappedToNothing(Rune rune) => rune.Value
        is 0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or 0x200C or 0x200D or 0x2060 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;

    /// <summary>
    /// Tables C.2 to C.9: controls, private use, surrogates, non-characters, and what changes how text is shown. A lone surrogate
    /// has become U+FFFD by now, which C.6 prohibits.
    /// </summary>
    private static bool IsProhibited(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse
        || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value is 0x0340 or 0x0341 or 0x06DD or 0x070F or 0x180E
            or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E) or (>= 0x2061 and <= 0x2063) or (>= 0x206A and <= 0x206F)
            or (>= 0x2FF0 and <= 0x2FFB) or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF9 and <= 0xFFFD)
            or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE007F);
}
