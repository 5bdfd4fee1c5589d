using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Signing.Api.Bodies;
using Signing.Core.Creation;

namespace Signing.Api.Endpoints;

/// <summary>The answer to a signing request: the original and the update that signs it, with their length said beforehand.</summary>
internal sealed class SignedDocument(ReceivedDocument original, SigningUpdate update) : IResult, IEndpointMetadataProvider
{
    /// <summary>The header with the codes of what there is to remark about the document; absent where there is nothing.</summary>
    internal const string NotesHeader = "Signing-Notes";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), [RequestReader.PdfMediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = RequestReader.PdfMediaType;
        if (update.Notes.Count > 0)
        {
            response.Headers[NotesHeader] = string.Join(", ", update.Notes.Select(static note => note.Code));
        }
        response.ContentLength = original.Length + update.Bytes.Length;
        original.Content.Position = 0;
        await original.Content.CopyToAsync(response.Body, httpContext.RequestAborted);
        await response.Body.WriteAsync(update.Bytes, httpContext.RequestAborted);
    }
}
