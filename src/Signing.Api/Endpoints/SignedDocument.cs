using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Signing.Api.Bodies;

namespace Signing.Api.Endpoints;

/// <summary>The answer to a signing request: the original and the update that signs it, with their length said beforehand.</summary>
internal sealed class SignedDocument(ReceivedDocument original, ReadOnlyMemory<byte> update) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), [RequestReader.PdfMediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = RequestReader.PdfMediaType;
        response.ContentLength = original.Length + update.Length;
        original.Content.Position = 0;
        await original.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
        await response.Body.WriteAsync(update, httpContext.RequestAborted);
    }
}
