using System.Globalization;
using System.Text.RegularExpressions;

namespace Signing.Core.Verification;

/// <summary>A PDF date (ISO 32000-2, 7.9.4), as strictly as the field writes it: everything after the year may be missing.</summary>
internal static partial class PdfDate
{
    internal static DateTimeOffset? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }
        int Part(string name, int otherwise) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

        var offset = new TimeSpan(Part("oh", 0), Part("om", 0), 0);
        try
        {
            return new DateTimeOffset(
                Part("y", 1), Part("mo", 1), Part("d", 1), Part("h", 0), Part("mi", 0), Part("s", 0),
                match.Groups["sign"].ValueSpan is "-" ? -offset : offset).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """^(D:)?(?<y>\d{4})((?<mo>\d{2})((?<d>\d{2})((?<h>\d{2})((?<mi>\d{2})((?<s>\d{2}))?)?)?)?)?(Z|(?<sign>[+-])(?<oh>\d{2})('?(?<om>\d{2})'?)?)?(00'?00'?)?$""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
