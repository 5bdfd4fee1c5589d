using Microsoft.Net.Http.Headers;
using Signing.Api.Problems;

namespace Signing.Api.Endpoints;

/// <summary>Refuses at once what the client could not take (RFC 9110, 12.5.1).</summary>
internal static class AcceptHeader
{
    /// <exception cref="ApiException">request.not_acceptable.</exception>
    internal static void Demand(HttpRequest request, string mediaType)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? ranges) || ranges.Count == 0)
        {
            return;
        }
        // The most specific range decides: "application/pdf;q=0, */*" takes everything but PDF.
        MediaTypeHeaderValue? best = ranges
            .Where(range => range.MatchesMediaType(mediaType))
            .MaxBy(static range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2);
        if (best is null || best.Quality is 0)
        {
            throw new ApiException(ApiErrorCodes.RequestNotAcceptable, ("mediaTypes", mediaType));
        }
    }
}
