using System.Collections.Concurrent;
using Signing.CertsDev.Declaration;
using Signing.Core.Pki.Authorities;
namespace Signing.CertsDev.Serving;

/// <summary>What a development PKI serves: RFC 3161 (3.4), OCSP over HTTP (RFC 6960, A), lists and certificates (RFC 2585).</summary>
internal sealed class PkiServices(PkiMaker maker, Uri address, TimeProvider clock, bool keepsExpired)
{
    private readonly ConcurrentDictionary<string, DevAuthority> _authorities = new(StringComparer.Ordinal);
    private TimestampDesk? _timestamps;

    internal DevService Tsa { get; } = new(new Uri(address, "tsa"), TimestampDesk.Misbehaviours);

    internal DevService Ocsp { get; } = new(new Uri(address, "ocsp/"), OcspDesk.Misbehaviours);

    internal DevService Crl { get; } = new(new Uri(address, "crl/"), CrlDesk.Misbehaviours);

    /// <summary>Stamps time with this identity from now on.</summary>
    internal void StampWith(DevIdentity identity) =>
        Volatile.Write(ref _timestamps, new TimestampDesk(identity, Stranger, PkiDeclaration.Default.Policy, clock));

    /// <summary>Serves what this authority publishes from now on.</summary>
    internal void Open(string name)
    {
        CertificateAuthority authority = maker.Authorities[name].Authority;
        string other = name == "foreign-root" ? "root" : "foreign-root";
        CertificateDeclaration? responder = PkiDeclaration.Default.FindResponder(name);
        _authorities[name] = new DevAuthority(
            maker.Identities[name],
            new CrlDesk(authority, maker.Authorities[other].Authority, clock, keepsExpired),
            responder is null ? null : new OcspDesk(authority, maker.Identities[responder.Name], Stranger, clock, keepsExpired));
    }

    internal async Task TimestampAsync(HttpContext context)
    {
        if (Volatile.Read(ref _timestamps) is not { } desk || !IsContentType(context, "application/timestamp-query"))
        {
            return;
        }
        byte[] request = await ReadBodyAsync(context);
        await Tsa.ServeAsync(context, "application/timestamp-reply", how => desk.AnswerAsync(request, how, context.RequestAborted));
    }

    internal async Task OcspAsync(HttpContext context)
    {
        if (FindAuthority(context)?.Ocsp is not { } desk)
        {
            return;
        }
        byte[]? request;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            request = DecodePath((string)context.GetRouteValue("request")!);
            if (request is null)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
        }
        else if (IsContentType(context, "application/ocsp-request"))
        {
            request = await ReadBodyAsync(context);
        }
        else
        {
            return;
        }
        await Ocsp.ServeAsync(context, "application/ocsp-response", how => desk.AnswerAsync(request, how, context.RequestAborted));
    }

    internal async Task CrlAsync(HttpContext context)
    {
        if (FindAuthority(context) is { } authority)
        {
            await Crl.ServeAsync(context, "application/pkix-crl", how => authority.Crl.AnswerAsync(how, context.RequestAborted));
        }
    }

    internal async Task CertificateAsync(HttpContext context)
    {
        if (FindAuthority(context) is { } authority)
        {
            context.Response.ContentType = "application/pkix-cert";
            await context.Response.BodyWriter.WriteAsync(authority.Identity.Certificate.RawDataMemory, context.RequestAborted);
        }
    }

    private DevIdentity Stranger => maker.Identities["agency"];

    private DevAuthority? FindAuthority(HttpContext context)
    {
        DevAuthority? authority = _authorities.GetValueOrDefault((string)context.GetRouteValue("authority")!);
        context.Response.StatusCode = authority is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return authority;
    }

    private static bool IsContentType(HttpContext context, string expected)
    {
        bool matches = string.Equals(context.Request.ContentType, expected, StringComparison.OrdinalIgnoreCase);
        context.Response.StatusCode = matches ? StatusCodes.Status200OK : StatusCodes.Status415UnsupportedMediaType;
        return matches;
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    // RFC 6960, A.1: the request's DER in Base64, percent-encoded; the server leaves an encoded slash as it is.
    private static byte[]? DecodePath(string path)
    {
        byte[] request = new byte[path.Length];
        return Convert.TryFromBase64String(path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), request, out int length) ? request[..length] : null;
    }
}
