using Microsoft.AspNetCore.Http.HttpResults;
using Signing.Api.Callers;
using Signing.Core.Keys;
using Signing.Core.Verification.Reports;

namespace Signing.Api.Endpoints;

/// <summary><c>GET /v1/keys</c>: the keys that the caller may use. Never logs in to a token.</summary>
internal static class KeysEndpoint
{
    internal static void MapKeys(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/keys", ListAsync)
        .WithName("keys")
        .WithTags("Keys")
        .WithSummary("Lists the keys that the caller may use.")
        .Produces<KeyList>();

    private static async Task<JsonHttpResult<KeyList>> ListAsync(HttpContext context, KeyRing ring)
    {
        var caller = Caller.From(context.User);
        IReadOnlyList<NamedKey> keys = await ring.ListAsync(context.RequestAborted);
        var list = new KeyList { Keys = [.. keys.Where(key => caller.MayUse(key.Name)).Select(Describe)] };
        return TypedResults.Json(list, ApiJson.Context.KeyList);
    }

    private static KeyEntry Describe(NamedKey key) => new()
    {
        Name = key.Name,
        Thumbprint = key.Thumbprint,
        Algorithms = [.. key.Algorithms.Select(static a => a.ToString())],
        Default = key.IsDefault,
        Certificate = CertificateReport.Of(key.Certificate),
        Chain = [.. key.Chain.Select(static c => Convert.ToBase64String(c.RawDataMemory.Span))],
    };
}
