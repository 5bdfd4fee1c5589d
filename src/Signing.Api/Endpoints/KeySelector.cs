using Signing.Api.Callers;
using Signing.Api.Logs;
using Signing.Api.Options;
using Signing.Api.Problems;
using Signing.Core;
using Signing.Core.Keys;

namespace Signing.Api.Endpoints;

/// <summary>Finds the key that a request asks for, among those that its caller may use.</summary>
internal sealed class KeySelector(KeyRing ring)
{
    /// <summary>Finds the key.</summary>
    /// <param name="wanted">A configured name, a thumbprint, or null for the configured default.</param>
    /// <param name="context">The request: its caller may use the key, and its log line names it.</param>
    /// <exception cref="ApiException">key.unknown; auth.forbidden; request.option where nothing is asked for and there is no default.</exception>
    /// <exception cref="SigningException">The key's own trouble, for example token.absent.</exception>
    internal async Task<SigningKey> SelectAsync(string? wanted, HttpContext context)
    {
        if (wanted is null && ring.DefaultName is null)
        {
            throw ApiException.Option(SignOptions.Key.Name, "option.required");
        }
        string name = await ring.ResolveAsync(wanted, context.RequestAborted) ?? throw new ApiException(ErrorCodes.KeyUnknown, ("key", wanted ?? ""));
        Caller.From(context.User).Demand(name);
        RequestFacts.Of(context).Key = name;
        return await ring.GetAsync(name, context.RequestAborted);
    }
}
