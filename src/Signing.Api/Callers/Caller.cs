using System.Security.Claims;
using Signing.Api.Problems;

namespace Signing.Api.Callers;

/// <summary>Who asks, and the names of the keys it may use; null: every key (Development without a caller).</summary>
internal sealed record Caller(string Name, IReadOnlySet<string>? Keys)
{
    private const string KeyClaim = "urn:signing:key";
    private const string AllKeysClaim = "urn:signing:all-keys";

    /// <summary>Development asks for no key: whoever can reach its loopback address may do everything.</summary>
    internal static Caller Development { get; } = new("development", null);

    internal bool MayUse(string key) => Keys is null || Keys.Contains(key);

    internal void Demand(string key)
    {
        if (!MayUse(key))
        {
            throw ApiException.Forbidden("forbidden.key", ("key", key));
        }
    }

    /// <summary>The caller as any authentication scheme states it.</summary>
    internal ClaimsPrincipal ToPrincipal(string scheme)
    {
        IEnumerable<Claim> keys = Keys is null ? [new Claim(AllKeysClaim, "")] : Keys.Select(static k => new Claim(KeyClaim, k));
        return new ClaimsPrincipal(new ClaimsIdentity(keys.Prepend(new Claim(ClaimTypes.Name, Name)), scheme));
    }

    internal static Caller From(ClaimsPrincipal principal) => new(
        principal.Identity?.Name ?? "",
        principal.HasClaim(static c => c.Type == AllKeysClaim)
            ? null
            : principal.FindAll(KeyClaim).Select(static c => c.Value).ToHashSet(StringComparer.Ordinal));
}
