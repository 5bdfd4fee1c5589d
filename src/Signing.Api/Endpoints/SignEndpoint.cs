using Signing.Api.Bodies;
using Signing.Api.OpenApi;
using Signing.Api.Options;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Registration;

namespace Signing.Api.Endpoints;

/// <summary><c>POST /v1/sign</c>: a PDF → the signed PDF.</summary>
internal static class SignEndpoint
{
    internal static void MapSign(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/sign", SignAsync)
        .WithName("sign")
        .WithTags("Documents")
        .WithSummary("Signs a PDF document.")
        .WithDescription("The original bytes are a prefix of the answer. Nothing is sent before the signature stands, so an answer is whole or a problem.")
        .WithMetadata(new DocumentBody(SignOptions.All, Judges: false));

    private static async Task<SignedDocument> SignAsync(
        HttpContext context, RequestReader reader, KeySelector keys, PdfSigner signer, PdfSigningDefaults defaults)
    {
        AcceptHeader.Demand(context.Request, RequestReader.PdfMediaType);
        ReceivedRequest request = await reader.ReadAsync(context, SignOptions.All);
        SignatureOptions options = SignOptions.Read(request.Options, defaults.Level);
        SigningKey key = await keys.SelectAsync(request.Options[SignOptions.Key], context);

        SigningUpdate update = await signer.CreateUpdateAsync(request.Document.Content, key, options, context.RequestAborted);
        return new SignedDocument(request.Document, update);
    }
}
