using Signing.Api.Bodies;
using Signing.Api.OpenApi;
using Signing.Api.Options;
using Signing.Core.Verification;

namespace Signing.Api.Endpoints;

/// <summary><c>POST /v1/extract</c>: a signed PDF → the revision that a signature covers.</summary>
internal static class ExtractEndpoint
{
    internal static void MapExtract(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/extract", ExtractAsync)
        .WithName("extract")
        .WithTags("Documents")
        .WithSummary("Gives the revision that a signature covers: the document as its signer had it.")
        .WithDescription("The answer is a prefix of the document. It says nothing of the signature's validity.")
        .WithMetadata(new DocumentBody(ExtractOptions.All, Judges: false));

    private static async Task<RevisionFile> ExtractAsync(HttpContext context, RequestReader reader, PdfVerifier verifier)
    {
        AcceptHeader.Demand(context.Request, RequestReader.PdfMediaType);
        ReceivedRequest request = await reader.ReadAsync(context, ExtractOptions.All);
        ExtractionOptions options = ExtractOptions.Read(request.Options);

        ExtractedRevision revision = await verifier.FindRevisionAsync(request.Document.Content, options, context.RequestAborted);
        return new RevisionFile(request.Document, revision);
    }
}
