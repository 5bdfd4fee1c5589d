using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Verification;

namespace Signing.Core.Registration;

/// <summary>Makes each room's options from settings that were validated.</summary>
internal static class SettingsConversion
{
    internal static IReadOnlyDictionary<string, PadesLevel> Levels { get; } = new Dictionary<string, PadesLevel>(StringComparer.Ordinal)
    {
        ["B-B"] = PadesLevel.BaselineB,
        ["B-T"] = PadesLevel.BaselineT,
        ["B-LT"] = PadesLevel.BaselineLt,
        ["B-LTA"] = PadesLevel.BaselineLta,
    };

    internal static IReadOnlyDictionary<string, HashAlgorithmName> Digests { get; } = new Dictionary<string, HashAlgorithmName>(StringComparer.Ordinal)
    {
        ["SHA-256"] = HashAlgorithmName.SHA256,
        ["SHA-384"] = HashAlgorithmName.SHA384,
        ["SHA-512"] = HashAlgorithmName.SHA512,
    };

    internal static PadesLevel ToDefaultLevel(this PdfSigningOptions settings) => Levels[settings.DefaultLevel];

    internal static TrustFolders ToTrustFolders(this PdfSigningOptions settings, TimeProvider clock, ILogger logger) => new(
        settings.Trust.Select(static domain => ToDomain(domain.Key, domain.Value)),
        new TrustFoldersOptions { Interval = settings.TrustInterval, TimeProvider = clock, Logger = logger });

    internal static ValidationPolicies ToPolicies(this PdfSigningOptions settings) =>
        new(settings.Policies.Select(static policy => ValidationPolicy.Load(policy.Value.File) with { Name = policy.Key }));

    internal static KeyRingOptions ToKeyRingOptions(this PdfSigningOptions settings, TimeProvider clock)
    {
        var options = new KeyRingOptions { DefaultKey = settings.DefaultKey, PinStateFolder = settings.PinStateFolder, TimeProvider = clock };
        foreach ((string name, KeyOptions key) in settings.Keys)
        {
            options.Keys.Add(name, key);
        }
        return options;
    }

    internal static PdfSignerOptions ToSignerOptions(this PdfSigningOptions settings, TrustSource trust, TimeProvider clock) => new()
    {
        Trust = trust,
        TimestampAuthorities = [.. settings.TimestampAuthorities.Select(ToAuthority)],
        SignerStatusUnknown = settings.SignerStatusUnknown,
        ProofFreshness = settings.ProofFreshness,
        VriEntries = settings.VriEntries,
        Fetch = settings.Fetch.ToSharedOptions(),
        Budget = settings.Budget,
        TimeProvider = clock,
    };

    internal static PdfVerifierOptions ToVerifierOptions(this PdfSigningOptions settings, TrustSource trust, TimeProvider clock) => new()
    {
        Trust = trust,
        Fetch = settings.Fetch.ToSharedOptions(),
        Budget = settings.Budget,
        TimeProvider = clock,
    };

    internal static Uri? ToWebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    private static TrustDomainOptions ToDomain(string name, TrustSettings settings)
    {
        var options = new TrustDomainOptions
        {
            Name = name,
            AnchorFolder = settings.Anchors,
            IntermediateFolder = settings.Intermediates,
            Purposes = settings.Purposes,
            PolicyRules = settings.PolicyRules,
            TrustedFrom = settings.TrustedFrom,
            TrustedUntil = settings.TrustedUntil,
        };
        foreach (string policy in settings.CertificatePolicies)
        {
            options.CertificatePolicies.Add(policy);
        }
        foreach ((string anchor, DateTimeOffset until) in settings.AnchorsTrustedUntil)
        {
            options.AnchorsTrustedUntil[anchor] = until;
        }
        return options;
    }

    private static TimestampAuthorityOptions ToAuthority(TimestampAuthoritySettings authority) => new()
    {
        Address = ToWebAddress(authority.Address)!,
        Timeout = authority.Timeout,
        HashAlgorithm = Digests[authority.Digest],
        Policy = authority.Policy,
    };

    internal static FetchOptions ToFetchOptions(this FetchSettings settings)
    {
        var options = new FetchOptions
        {
            Timeout = settings.Timeout,
            MaxBytes = settings.MaxBytes,
            Proxy = ToWebAddress(settings.Proxy),
            CacheFolder = settings.CacheFolder,
            MaxCacheBytes = settings.MaxCacheBytes,
        };
        foreach (AddressRewrite row in settings.Rewrite)
        {
            options.Rewrite.Add(row);
        }
        foreach (string host in settings.AllowedPrivateHosts)
        {
            options.AllowedPrivateHosts.Add(host);
        }
        return options;
    }
}
