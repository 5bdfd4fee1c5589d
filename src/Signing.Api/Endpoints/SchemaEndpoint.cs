using Signing.Core.Verification.Reports;

namespace Signing.Api.Endpoints;

/// <summary><c>GET /v1/schemas/report</c>: the JSON schema of the report.</summary>
internal static class SchemaEndpoint
{
    internal const string SchemaMediaType = "application/schema+json";

    internal static void MapSchema(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/schemas/report", Schema)
        .WithName("reportSchema")
        .WithTags("Documents")
        .WithSummary("The JSON schema of the report that verify answers with.")
        .Produces<object>(StatusCodes.Status200OK, SchemaMediaType);

    private static IResult Schema() => TypedResults.Bytes(ReportJson.GetSchema(), SchemaMediaType);
}
