using Microsoft.AspNetCore.Http.HttpResults;
using Signing.Core.Keys;
using Signing.Core.Pki;

namespace Signing.Api.Endpoints;

/// <summary><c>GET /health/live</c> and <c>GET /health/ready</c>. Neither logs in to a token.</summary>
internal static class HealthEndpoints
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live)
            .WithName("live")
            .WithTags("Health")
            .WithSummary("The process answers.")
            .Produces<HealthReport>()
            .AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync)
            .WithName("ready")
            .WithTags("Health")
            .WithSummary("The service can sign: its key files and tokens are there.")
            .Produces<HealthReport>()
            .Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<HealthReport> Live() => Answer("live", [], []);

    private static async Task<JsonHttpResult<HealthReport>> ReadyAsync(HttpContext context, KeyRing ring, TrustFolders trust, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Answer("notReady", ["service.stopping"], []);
        }
        IReadOnlyList<KeyHealth> keys = await ring.CheckAsync(context.RequestAborted);
        string[] problems = [.. keys.Select(static k => k.Problem?.Code).OfType<string>().Distinct(StringComparer.Ordinal)];
        // Whoever asks for what is trusted has it looked at.
        string[] warnings = trust is { Current: not null, LastFailure: not null } ? ["trust.stale"] : [];
        return Answer(problems.Length == 0 ? "ready" : "notReady", problems, warnings);
    }

    private static JsonHttpResult<HealthReport> Answer(string status, string[] problems, string[] warnings) => TypedResults.Json(
        new HealthReport { Status = status, Problems = problems, Warnings = warnings },
        ApiJson.Context.HealthReport,
        statusCode: problems.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
