using Microsoft.Net.Http.Headers;
using Signing.Api.Configuration;
using Signing.Api.Logs;
using Signing.Api.Options;
using Signing.Api.Problems;

namespace Signing.Api.Bodies;

/// <summary>Reads a document and its options from either kind of body: <c>application/pdf</c>, or multipart.</summary>
internal sealed class RequestReader(ApiOptions options, TemporaryFolder folder)
{
    internal const string PdfMediaType = "application/pdf";
    internal const string FormMediaType = "multipart/form-data";

    /// <summary>Reads the whole body. The document is disposed of when the request ends, however it ends.</summary>
    /// <exception cref="ApiException">request.empty, request.invalid, request.option, request.too_large, request.media_type.</exception>
    internal async Task<ReceivedRequest> ReadAsync(HttpContext context, IReadOnlyList<RequestOption> known)
    {
        HttpRequest request = context.Request;
        bool isForm = IsForm(request, out MediaTypeHeaderValue mediaType);
        // All that can be refused without the body is refused before it is read.
        GivenOptions query = GivenOptions.FromQuery(request.QueryString, isForm ? [] : known);
        if (request.ContentLength > options.MaxBodyBytes)
        {
            throw TooLarge(options.MaxBodyBytes);
        }
        ReceivedRequest received = isForm
            ? await new FormReader(folder, known).ReadAsync(mediaType, request.Body, request.ContentLength, context.RequestAborted)
            : new ReceivedRequest(await ReceivedDocument.ReadAsync(request.Body, request.ContentLength, folder, context.RequestAborted), query);
        context.Response.RegisterForDisposeAsync(received.Document);
        RequestFacts.Of(context).DocumentBytes = received.Document.Length;
        return received;
    }

    internal static ApiException TooLarge(long limit) => new(ApiErrorCodes.RequestTooLarge, ("limit", limit));

    private static bool IsForm(HttpRequest request, out MediaTypeHeaderValue mediaType)
    {
        string? encoding = request.Headers.ContentEncoding;
        if (!string.IsNullOrEmpty(encoding) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(ApiErrorCodes.RequestMediaType, ("mediaType", "Content-Encoding: " + encoding));
        }
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed))
        {
            mediaType = parsed;
            if (parsed.MediaType.Equals(PdfMediaType, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            if (parsed.MediaType.Equals(FormMediaType, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        throw new ApiException(ApiErrorCodes.RequestMediaType, ("mediaType", request.ContentType ?? ""));
    }
}
