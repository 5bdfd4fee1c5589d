using Signing.Core.Net;

namespace Signing.Core.Registration;

/// <summary>The rules for OCSP, CRL and time-stamp requests; see <see cref="FetchOptions"/>.</summary>
public sealed class FetchSettings
{
    private FetchOptions? _options;

    /// <summary>How long a whole exchange may take. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer, in bytes. Default: 32 MiB.</summary>
    public long MaxBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>Addresses that are fetched from another place. Default: none.</summary>
    public IList<AddressRewrite> Rewrite { get; set; } = [];

    /// <summary>Hosts (<c>host</c> or <c>host:port</c>) that may have a private or loopback address. Default: none.</summary>
    public IList<string> AllowedPrivateHosts { get; set; } = [];

    /// <summary>The HTTP proxy. Default: none; the system's proxy settings are never used.</summary>
    public string? Proxy { get; set; }

    /// <summary>A private folder in which proofs outlive the process; several processes may share it. Default: none, memory only.</summary>
    public string? CacheFolder { get; set; }

    /// <summary>How large that folder may grow, in bytes. Default: 1 GiB.</summary>
    public long MaxCacheBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>One object for the signer and the verifier, so that they share what they download; made when first asked for.</summary>
    internal FetchOptions ToSharedOptions() => LazyInitializer.EnsureInitialized(ref _options, this.ToFetchOptions);
}
