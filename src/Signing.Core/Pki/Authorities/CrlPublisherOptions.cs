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

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
