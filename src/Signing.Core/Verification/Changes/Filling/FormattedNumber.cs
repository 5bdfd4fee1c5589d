using System.Globalization;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// Numbers as format actions show them (ISO 32000-2, table 199, <c>F</c>): grouped, rounded, with a currency. The value is <c>1234.5</c>,
/// the appearance <c>$1,234.50</c>.
/// </summary>
internal static class FormattedNumber
{
    private const int MostDecimals = 6;
    private const int DigitsOfGroup = 3;
    private const int LongestUnit = 6;

    internal static bool IsShownAs(string value, string shown)
    {
        if (!decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }
        string text = FoldedText.Fold(shown);
        string digits = string.Concat(text.Where(char.IsAsciiDigit));
        bool isNegative = text.Contains('-', StringComparison.Ordinal) || text.Contains('(', StringComparison.Ordinal);
        // A currency stands before or after, never among the digits.
        bool isPlain = digits.Length > 0 && text.Count(static c => char.IsLetter(c) || char.IsSymbol(c)) <= LongestUnit
            && text[text.IndexOfAny([.. digits])..(text.LastIndexOfAny([.. digits]) + 1)].All(static c => char.IsAsciiDigit(c) || c is '.' or ',' or '\'');
        return isPlain && isNegative == number < 0 && IsRounded(Math.Abs(number), text, digits);
    }

    private static bool IsRounded(decimal number, string text, string digits)
    {
        for (int decimals = 0; decimals <= MostDecimals; decimals++)
        {
            if (decimals == DigitsOfGroup)
            {
                // 1.000 is a thousand to some.
                continue;
            }
            decimal rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
            string expected = rounded.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal);
            if (digits == expected && HasDecimals(text, decimals))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the last separator stands before so many digits; where none are decimals, it separates a group.</summary>
    private static bool HasDecimals(string text, int decimals)
    {
        int last = text.LastIndexOfAny([.. "0123456789"]);
        int separator = text.LastIndexOfAny(['.', ',', '\''], last);
        return decimals == 0 ? separator < 0 || last - separator == DigitsOfGroup : separator >= 0 && last - separator == decimals && text[separator] != '\'';
    }
}
