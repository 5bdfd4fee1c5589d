namespace Signing.Core.Verification;

/// <summary>One certificate.</summary>
/// <param name="Der">Its bytes.</param>
/// <param name="Revision">The first revision whose closing time-stamp covers it; null where the document does not hold it.</param>
internal sealed record CertificateEvidence(byte[] Der, int? Revision);
