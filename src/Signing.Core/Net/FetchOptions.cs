namespace Signing.Core.Net;

/// <summary>
/// The rules by which anything is downloaded: OCSP answers, CRLs, certificates and time-stamps. A signer and a verifier that are
/// given the same object share what they remember, so that each proof is downloaded once.
/// </summary>
public sealed class FetchOptions
{
    /// <summary>The longest time for one whole exchange, redirects included; at most an hour. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer in bytes. Default: 32 MiB.</summary>
    public long MaxBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>The rewrite table, applied before every other rule; of several rows that match the longest counts. Default: empty.</summary>
    public IList<AddressRewrite> Rewrite { get; } = [];

    /// <summary>
    /// Hosts that may be loopback or private: <c>host</c>, <c>host:port</c>, or an IP address with or without port.
    /// Any other address in such a range is refused after name resolution. Default: empty.
    /// </summary>
    public IList<string> AllowedPrivateHosts { get; } = [];

    /// <summary>
    /// The HTTP proxy, or <see langword="null"/> for none; the system's proxy settings are never used. Names are then
    /// resolved by the proxy, which has to keep its own rules about private addresses. Default: <see langword="null"/>.
    /// </summary>
    public Uri? Proxy { get; set; }

    /// <summary>
    /// Sends the requests instead of the library's own handler, or <see langword="null"/>. It must not follow
    /// redirects; the rules about private addresses then hold only for addresses written as numbers. Not disposed.
    /// Default: <see langword="null"/>.
    /// </summary>
    public HttpMessageInvoker? Invoker { get; set; }

    /// <summary>
    /// A folder in which proofs outlive the process, or <see langword="null"/> for memory only. It is made private (0700); several
    /// processes may share it. What is found there counts for no more than what comes over the network. Default:
    /// <see langword="null"/>.
    /// </summary>
    public string? CacheFolder { get; set; }

    /// <summary>How large the folder may grow, in bytes. Default: 1 GiB.</summary>
    public long MaxCacheBytes { get; set; } = 1024L * 1024 * 1024;
}
