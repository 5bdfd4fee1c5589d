namespace Signing.Core.Pki.Authorities;

/// <summary>How revocation lists are published.</summary>
public sealed class CrlPublisherOptions
{
    /// <summary>How long after its making the next list comes at the latest; 24 hours by default.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Since when the lists keep the revocations of expired certificates, as the extension <c>expiredCertsOnCRL</c>
    /// says it (X.509, 9.5.2.8). The lists made here never drop one; null (the default) does not promise it.
    /// </summary>
    public DateTimeOffset? ExpiredCertificatesSince { get; init; }

    /// <summary>Which certificates the lists speak of; all by default. Anything else is said in <c>issuingDistributionPoint</c> (RFC 5280, 5.2.5).</summary>
    public CrlCoverage Coverage { get; init; } = CrlCoverage.All;

    /// <summary>
    /// Makes the lists one partition: they speak of the certificates that name this address, and say so (RFC 5280, 5.2.5).
    /// Null (the default) makes them speak of all.
    /// </summary>
    public Uri? DistributionPoint { get; init; }

    /// <summary>Where delta lists over the complete ones are published (RFC 5280, 5.2.6, <c>freshestCRL</c>); null (the default) leaves it out.</summary>
    public Uri? FreshestCrlAddress { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
