using Microsoft.AspNetCore.Authorization;

namespace Signing.Api.Callers;

/// <summary>Registers the callers: every path needs one, but where it says otherwise.</summary>
internal static class CallerSetup
{
    internal static void AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<CallerRegistry>();
        // Not AddAuthentication: it brings data protection, which writes keys of its own to the disk.
        services.AddWebEncoders();
        services.AddTransient<CallerHandler>();
        services.AddAuthenticationCore(static options =>
        {
            options.DefaultScheme = CallerHandler.SchemeName;
            options.AddScheme<CallerHandler>(CallerHandler.SchemeName, null);
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    internal static void UseCallers(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.UseMiddleware<DevelopmentRules>();
        }
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
