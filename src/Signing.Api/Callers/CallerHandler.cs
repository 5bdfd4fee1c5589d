using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Signing.Api.Problems;

namespace Signing.Api.Callers;

/// <summary><c>Authorization: Bearer KEY</c> (RFC 6750, 2.1). Other schemes can come beside it and state the same <see cref="Caller"/>.</summary>
internal sealed class CallerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CallerRegistry callers,
    IHostEnvironment environment) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        StringValues header = Request.Headers.Authorization;
        Caller? caller = header.Count switch
        {
            0 when environment.IsDevelopment() => Caller.Development,
            1 when AuthenticationHeaderValue.TryParse(header[0], out AuthenticationHeaderValue? value)
                && value.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase)
                && value.Parameter is { Length: > 0 } key => callers.Find(key),
            _ => null,
        };
        return Task.FromResult(caller is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(Scheme.Name), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return ProblemWriter.WriteAsync(Context, new Sentence(ApiErrorCodes.AuthRequired));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, ApiException.Forbidden("forbidden.caller").Sentence);
}
