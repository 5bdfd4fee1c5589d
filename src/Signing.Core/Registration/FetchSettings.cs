using Signing.Core.Net;

namespace Signing.Core.Registration;

/// <summary>The rules for OCSP, CRL and time-stamp requests; see <see cref="FetchOptions"/>.</summary>
public sealed class FetchSettings
{
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
}
