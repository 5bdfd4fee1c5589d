using System.Security.Cryptography;
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
    };

    internal static IReadOnlyDictionary<string, HashAlgorithmName> Digests { get; } = new Dictionary<string, HashAlgorithmName>(StringComparer.Ordinal)
    {
        ["SHA-256"] = HashAlgorithmName.SHA256,
        ["SHA-384"] = HashAlgorithmName.SHA384,
        ["SHA-512"] = HashAlgorithmName.SHA512,
    };

    internal static PadesLevel ToDefaultLevel(this PdfSigningOptions settings) => Levels[settings.DefaultLevel];

    internal static TrustStore ToTrustStore(this PdfSigningOptions settings) => TrustStore.Load(settings.Trust.Select(static domain => new TrustDomainOptions
    {
        Name = domain.Key,
        AnchorFolder = domain.Value.Anchors,
        IntermediateFolder = domain.Value.Intermediates,
    }));

    internal static KeyRingOptions ToKeyRingOptions(this PdfSigningOptions settings, TimeProvider clock)
    {
        var options = new KeyRingOptions { DefaultKey = settings.DefaultKey, PinStateFolder = settings.PinStateFolder, TimeProvider = clock };
        foreach ((string name, KeyOptions key) in settings.Keys)
        {
            options.Keys.Add(name, key);
        }
        return options;
    }

    internal static PdfSignerOptions ToSignerOptions(this PdfSigningOptions settings, TrustStore trust, TimeProvider clock) => new()
    {
        Trust = trust,
        TimestampAuthorities = [.. settings.TimestampAuthorities.Select(ToAuthority)],
        SignerStatusUnknown = settings.SignerStatusUnknown,
        Fetch = settings.Fetch.ToFetchOptions(),
        Budget = settings.Budget,
        TimeProvider = clock,
    };

    internal static PdfVerifierOptions ToVerifierOptions(this PdfSigningOptions settings, TrustStore trust, TimeProvider clock) => new()
    {
        Trust = trust,
        Fetch = settings.Fetch.ToFetchOptions(),
        Budget = settings.Budget,
        TimeProvider = clock,
    };

    internal static Uri? ToWebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    private static TimestampAuthorityOptions ToAuthority(TimestampAuthoritySettings authority) => new()
    {
        Address = ToWebAddress(authority.Address)!,
        Timeout = authority.Timeout,
        HashAlgorithm = Digests[authority.Digest],
        Policy = authority.Policy,
    };

    private static FetchOptions ToFetchOptions(this FetchSettings settings)
    {
        var options = new FetchOptions { Timeout = settings.Timeout, MaxBytes = settings.MaxBytes, Proxy = ToWebAddress(settings.Proxy) };
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
