using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Signing.Api.Bodies;
using Signing.Core.Verification;

namespace Signing.Api.Endpoints;

/// <summary>The first bytes of a received document, as a file of its own.</summary>
internal sealed class RevisionFile(ReceivedDocument original, ExtractedRevision revision) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), [RequestReader.PdfMediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = RequestReader.PdfMediaType;
        response.ContentLength = revision.Length;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = string.Create(CultureInfo.InvariantCulture, $"revision-{revision.Revision}.pdf"),
        }.ToString();
        original.Content.Position = 0;
        await StreamCopyOperation.CopyToAsync(original.Content, response.Body, revision.Length, httpContext.RequestAborted);
    }
}
