using System.Net;
using Signing.Api.Bodies;
using Signing.Api.Problems;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Verification;

namespace Signing.Api.Configuration;

/// <summary>What must hold before the first request.</summary>
internal static class StartupCheck
{
    /// <summary>Makes everything that the configuration names once, which validates it, and sweeps the temporary folder.</summary>
    internal static void Prepare(this WebApplication app)
    {
        app.Services.GetRequiredService<PdfSigner>();
        app.Services.GetRequiredService<PdfVerifier>();
        app.Services.GetRequiredService<ValidationPolicies>();
        app.Services.GetRequiredService<KeyRing>();
        app.Services.GetRequiredService<TemporaryFolder>().Sweep();
    }

    /// <summary>
    /// Development asks for no key, so there only loopback addresses may listen. Looked at once they are bound, whichever
    /// of the many settings named them; until then <see cref="Callers.DevelopmentRules"/> refuses each request by itself.
    /// </summary>
    internal static void DemandLoopbackInDevelopment(this WebApplication app)
    {
        if (app.Environment.IsDevelopment() && app.Urls.FirstOrDefault(static url => !IsLoopback(url)) is { } open)
        {
            throw ApiException.Configuration("Urls", $"in Development the service listens on loopback addresses only, not on {open}.");
        }
    }

    internal static bool IsLoopback(string url)
    {
        var binding = BindingAddress.Parse(url);
        return binding.IsUnixPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
