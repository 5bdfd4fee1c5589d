using Signing.Api.Bodies;
using Signing.Api.OpenApi;
using Signing.Api.Options;
using Signing.Core.Creation;

namespace Signing.Api.Endpoints;

/// <summary><c>POST /v1/extend</c>: a signed PDF → the same at B-T, B-LT or B-LTA.</summary>
internal static class ExtendEndpoint
{
    internal static void MapExtend(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/extend", ExtendAsync)
        .WithName("extend")
        .WithTags("Documents")
        .WithSummary("Extends a signed document to a higher level, or renews an archive.")
        .WithDescription("The original bytes are a prefix of the answer, and all of it where the document has the level already. Nothing is sent before every proof is in hand.")
        .WithMetadata(new DocumentBody(ExtendOptions.All, Judges: false));

    private static async Task<SignedDocument> ExtendAsync(HttpContext context, RequestReader reader, PdfSigner signer)
    {
        AcceptHeader.Demand(context.Request, RequestReader.PdfMediaType);
        ReceivedRequest request = await reader.ReadAsync(context, ExtendOptions.All);
        ExtensionOptions options = ExtendOptions.Read(request.Options);

        SigningUpdate update = await signer.CreateExtensionAsync(request.Document.Content, options, context.RequestAborted);
        return new SignedDocument(request.Document, update);
    }
}
