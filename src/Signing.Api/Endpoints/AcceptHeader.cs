using Microsoft.Net.Http.Headers;
using Signing.Api.Problems;

namespace Signing.Api.Endpoints;

/// <summary>Chooses what the client wants most of what there is, and refuses at once what it could not take (RFC 9110, 12.5.1).</summary>
internal static class AcceptHeader
{
    /// <exception cref="ApiException">request.not_acceptable.</exception>
    internal static void Demand(HttpRequest request, string mediaType) => Choose(request, mediaType);

    /// <param name="request">The request.</param>
    /// <param name="offered">The media types that there are; the first is for whoever has no preference.</param>
    /// <exception cref="ApiException">request.not_acceptable.</exception>
    internal static string Choose(HttpRequest request, params string[] offered)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? ranges) || ranges.Count == 0)
        {
            return offered[0];
        }
        // OrderBy is stable: of what is wanted alike, what is asked for by its name comes first, then what comes first here.
        return offered
            .Select(mediaType => (MediaType: mediaType, Range: Best(ranges, mediaType)))
            .Where(static offer => offer.Range is { Quality: not 0 })
            .OrderByDescending(static offer => offer.Range!.Quality ?? 1)
            .ThenByDescending(static offer => Precision(offer.Range!))
            .Select(static offer => offer.MediaType)
            .FirstOrDefault() ?? throw new ApiException(ApiErrorCodes.RequestNotAcceptable, ("mediaTypes", string.Join(", ", offered)));
    }

    /// <summary>The most specific range decides: "application/pdf;q=0, */*" takes everything but PDF.</summary>
    private static MediaTypeHeaderValue? Best(IEnumerable<MediaTypeHeaderValue> ranges, string mediaType) =>
        ranges.Where(range => range.MatchesMediaType(mediaType)).MaxBy(Precision);

    private static int Precision(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
}
