using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki.Authorities;

/// <summary>Since when and why a certificate is revoked.</summary>
/// <param name="RevokedAt">The revocation time. Before it the authorities answer that the certificate is good.</param>
/// <param name="Reason">
/// The reason (RFC 5280, 5.3.1); <see cref="X509RevocationReason.CertificateHold"/> suspends,
/// <see cref="X509RevocationReason.Unspecified"/> is left out of answers and lists, as the RFC wants it.
/// </param>
public sealed record CertificateRevocation(DateTimeOffset RevokedAt, X509RevocationReason Reason = X509RevocationReason.Unspecified);
