using Microsoft.Extensions.Options;

namespace Signing.Api.Logs;

/// <summary>
/// ASP.NET's own request log writes query strings. It stays off whatever the configuration says, for every provider:
/// a rule that names a provider would beat a general one.
/// </summary>
internal sealed class QuietHosting(IEnumerable<ILoggerProvider> providers) : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.HttpLogging"];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // Warnings stay on: they hold no query, and with them off ASP.NET would not start the trace of a request.
        foreach (LoggerFilterRule rule in options.Rules.Where(static r => Categories.Any(c => r.CategoryName?.StartsWith(c, StringComparison.OrdinalIgnoreCase) == true)).ToList())
        {
            options.Rules.Remove(rule);
        }
        foreach (string? provider in providers.Select(static p => p.GetType().FullName).Append(null))
        {
            foreach (string category in Categories)
            {
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, null));
            }
        }
    }
}
