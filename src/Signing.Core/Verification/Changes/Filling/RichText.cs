using System.Net;
using System.Text.RegularExpressions;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>Rich text strings (ISO 32000-2, 12.7.3.4): the same text once more, as XHTML.</summary>
internal static partial class RichText
{
    /// <summary>The text without its markup.</summary>
    internal static string ToPlain(string markup) => WebUtility.HtmlDecode(Tags().Replace(markup, ""));

    // Markup has no way back: each character is looked at once.
    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();
}
