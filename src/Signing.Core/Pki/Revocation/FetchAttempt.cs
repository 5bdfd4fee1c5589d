namespace Signing.Core.Pki.Revocation;

/// <summary>One address that was asked for a proof.</summary>
/// <param name="Certificate">The certificate whose proof was wanted.</param>
/// <param name="Kind"><c>ocsp</c> or <c>crl</c>.</param>
/// <param name="Address">The address, as the certificate names it.</param>
/// <param name="Detail">Why nothing useful came; empty where a proof did.</param>
internal sealed record FetchAttempt(Certificate Certificate, string Kind, Uri Address, string Detail);
