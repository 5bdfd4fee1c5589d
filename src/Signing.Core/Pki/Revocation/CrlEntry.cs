namespace Signing.Core.Pki.Revocation;

/// <summary>What a CRL says about one certificate (RFC 5280, 5.3).</summary>
/// <param name="RevokedAt">The revocation date.</param>
/// <param name="ReasonCode">CRLReason; null where absent.</param>
internal sealed record CrlEntry(DateTimeOffset RevokedAt, int? ReasonCode);
