using Microsoft.Extensions.Options;
using Signing.Api.Problems;
using Signing.Core.Keys;

namespace Signing.Api.Configuration;

/// <summary>Refuses to start with settings that are wrong or unsafe, and names the first.</summary>
internal sealed class ApiOptionsValidator(IHostEnvironment environment, KeyRing keys) : IValidateOptions<ApiOptions>
{
    private const int Sha256HexLength = 64;

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        if (options.MaxBodyBytes < 1)
        {
            throw ApiException.Configuration("Api:MaxBodyBytes", "it must be at least 1.");
        }
        if (options.Callers.Count == 0 && !environment.IsDevelopment())
        {
            throw ApiException.Configuration("Api:Callers", "outside Development at least one caller must be configured.");
        }
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string caller, CallerOptions settings) in options.Callers)
        {
            Check(caller, settings, seen);
        }
        return ValidateOptionsResult.Success;
    }

    private void Check(string caller, CallerOptions settings, HashSet<string> seen)
    {
        if (settings.KeySha256 is not { Length: Sha256HexLength } hash || !hash.All(char.IsAsciiHexDigit))
        {
            throw ApiException.Configuration($"Api:Callers:{caller}:KeySha256", "it must be the SHA-256 of the caller's key, as 64 hex digits.");
        }
        if (!seen.Add(hash))
        {
            throw ApiException.Configuration($"Api:Callers:{caller}:KeySha256", "another caller has the same key.");
        }
        for (int i = 0; i < settings.Keys.Count; i++)
        {
            if (!keys.Names.Contains(settings.Keys[i], StringComparer.Ordinal))
            {
                throw ApiException.Configuration($"Api:Callers:{caller}:Keys:{i}", $"Signing:Keys has no key named '{settings.Keys[i]}'.");
            }
        }
    }
}
