using System.Net;
using Microsoft.Extensions.Primitives;
using Signing.Api.Problems;

namespace Signing.Api.Callers;

/// <summary>
/// Development asks for no key, so the request must come from this machine and not from a web page of another origin:
/// a multipart form needs no preflight, and any page that is open in the browser could otherwise have documents signed.
/// </summary>
internal sealed class DevelopmentRules(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        Check(context.Connection.LocalIpAddress, context.Connection.RemoteIpAddress, context.Request);
        return next(context);
    }

    /// <exception cref="ApiException">auth.forbidden: the request is not from here.</exception>
    internal static void Check(IPAddress? local, IPAddress? remote, HttpRequest request)
    {
        // No address at all is a Unix socket, which the file system guards.
        if (!IsLoopback(local) || !IsLoopback(remote))
        {
            throw ApiException.Forbidden("forbidden.loopback");
        }
        // A name that someone else points at 127.0.0.1 is not ours (DNS rebinding).
        if (!IsLoopbackName(request.Host.Host))
        {
            throw ApiException.Forbidden("forbidden.host");
        }
        StringValues origin = request.Headers.Origin;
        if (origin.Count > 0 && (origin.Count > 1 || !IsOwn(origin[0], request)))
        {
            throw ApiException.Forbidden("forbidden.origin");
        }
    }

    private static bool IsLoopback(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsOwn(string? origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
