using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Signing.Core.Pki.Authorities;

/// <summary>How OCSP requests are answered.</summary>
public sealed class OcspAuthorityOptions
{
    /// <summary>
    /// How long an answer may be reused, which becomes <c>nextUpdate</c>; one hour by default. Null leaves it out:
    /// newer information is always available (RFC 6960, 4.2.2.1).
    /// </summary>
    public TimeSpan? Validity { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after their expiry revoked certificates are still answered for, which becomes the archive cut-off
    /// (RFC 6960, 4.4.4); null (the default) leaves it out.
    /// </summary>
    public TimeSpan? ArchiveRetention { get; init; }

    /// <summary>How many certificates one request may ask for; 100 by default. Larger requests are malformed.</summary>
    public int MaxCertificates { get; init; } = 100;

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told why a request got <c>internalError</c>; nobody by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
