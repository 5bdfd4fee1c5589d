namespace Signing.Core.Registration;

/// <summary>A time-stamp authority (RFC 3161).</summary>
public sealed class TimestampAuthoritySettings
{
    /// <summary>Its http or https address. Required.</summary>
    public string? Address { get; set; }

    /// <summary>How long one answer may take. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The digest that is stamped: <c>SHA-256</c>, <c>SHA-384</c> or <c>SHA-512</c>. Default: <c>SHA-256</c>.</summary>
    public string Digest { get; set; } = "SHA-256";

    /// <summary>The policy asked for, as an object identifier. Default: the authority's own.</summary>
    public string? Policy { get; set; }
}
