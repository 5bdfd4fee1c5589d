using System.Security.Cryptography;

namespace Signing.Core.Pki;

/// <summary>A time-stamp authority to ask (RFC 3161 over HTTP).</summary>
public sealed class TimestampAuthorityOptions
{
    /// <summary>Its address, http or https. Standing in the configuration, it may be private.</summary>
    public required Uri Address { get; set; }

    /// <summary>The longest time for one exchange with it. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The hash of what is stamped: SHA-256, SHA-384 or SHA-512. Default: SHA-256.</summary>
    public HashAlgorithmName HashAlgorithm { get; set; } = HashAlgorithmName.SHA256;

    /// <summary>The policy to ask for, as a dotted object identifier; a token under another one is refused. Default: the authority's choice.</summary>
    public string? Policy { get; set; }
}
