using Microsoft.Net.Http.Headers;
using Signing.Core;

namespace Signing.Api.Problems;

/// <summary>The language that a client prefers among those of <see cref="Messages"/> (RFC 9110, 12.5.4).</summary>
internal static class RequestLanguage
{
    internal static string Of(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted))
        {
            return "en";
        }
        return wanted
            .Where(static w => w.Quality is not 0)
            .OrderByDescending(static w => w.Quality ?? 1)
            .Select(static w => Messages.SupportedLanguages.FirstOrDefault(language => Matches(w.Value.AsSpan(), language)))
            .FirstOrDefault(static language => language is not null) ?? "en";
    }

    // "vi-VN" asks for Vietnamese too.
    private static bool Matches(ReadOnlySpan<char> range, string language) =>
        range.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (range.Length == language.Length || range[language.Length] == '-');
}
