using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Signing.Core.Pki.Authorities;

/// <summary>How a <see cref="TimestampAuthority"/> makes time-stamps.</summary>
public sealed class TimestampServiceOptions
{
    /// <summary>The object identifier of the policy under which tokens are made where a request names none.</summary>
    public required string Policy { get; init; }

    /// <summary>Further policies that a request may name; none by default.</summary>
    public IList<string> FurtherPolicies { get; init; } = [];

    /// <summary>The hashes that a request may use; SHA-256, SHA-384 and SHA-512 by default. SHA-1 and SHA-3 are known too.</summary>
    public IList<HashAlgorithmName> Digests { get; init; } = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];

    /// <summary>How far the time may be off, in whole microseconds (RFC 3161, 2.4.2); one second by default, zero leaves it out.</summary>
    public TimeSpan Accuracy { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether tokens promise an order: then each token's time is later than that of the one before it, however small
    /// the difference, and none is made while the clock is behind the last one by more than <see cref="Accuracy"/> (a second where that is zero). False by default.
    /// </summary>
    public bool Ordering { get; init; }

    /// <summary>The issuers of the authority's certificate, nearest first, which go into a token that asks for certificates; none by default.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; init; } = [];

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told why a request was refused with <c>systemFailure</c>; nobody by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
