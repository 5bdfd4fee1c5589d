using Signing.Api.Bodies;
using Signing.Api.Logs;
using Signing.Api.OpenApi;
using Signing.Api.Options;
using Signing.Api.Problems;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Api.Endpoints;

/// <summary><c>POST /v1/verify</c>: anything received whole → 200 and the report.</summary>
internal static class VerifyEndpoint
{
    internal static void MapVerify(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/verify", VerifyAsync)
        .WithName("verify")
        .WithTags("Documents")
        .WithSummary("Verifies every signature of a document.")
        .WithDescription("Whatever is received whole is answered with 200 and a report; its member verdict is the answer. By Accept as JSON (the default; its schema is at /v1/schemas/report), as a page for people, or as XML of ETSI TS 119 102-2; in the language of Accept-Language.")
        .WithMetadata(new DocumentBody(VerifyOptions.All, Judges: true));

    private static async Task<VerifiedDocument> VerifyAsync(HttpContext context, RequestReader reader, PdfVerifier verifier, ValidationPolicies policies, TimeProvider clock)
    {
        string mediaType = AcceptHeader.Choose(context.Request, VerifiedDocument.MediaTypes);
        ReceivedRequest request = await reader.ReadAsync(context, VerifyOptions.All);
        bool withEvidence = request.Options[VerifyOptions.Evidence] == "true";
        if (withEvidence && mediaType != VerifiedDocument.Json)
        {
            throw ApiException.Option(VerifyOptions.Evidence.Name, "option.evidence");
        }
        string language = RequestLanguage.Of(context.Request);
        VerificationOptions options = VerifyOptions.Read(request.Options, policies, language);
        options.At ??= clock.GetUtcNow();

        // To verify is to collect evidence, then to judge it.
        Evidence evidence = await verifier.CollectAsync(request.Document.Content, options, context.RequestAborted);
        VerificationReport report = PdfVerifier.Judge(evidence, options.Policy, options.At.Value, language);
        RequestFacts.Of(context).Outcome = report.Verdict.ToString().ToLowerInvariant();
        return new VerifiedDocument(report, evidence, mediaType, language) { WithEvidence = withEvidence };
    }
}
