namespace Signing.Core.Pki.Revocation;

/// <summary>One address that was asked for a proof, or for an issuer's certificate.</summary>
/// <param name="Certificate">The certificate whose proof or issuer was wanted.</param>
/// <param name="Kind"><c>ocsp</c>, <c>crl</c> or <c>issuer</c>.</param>
/// <param name="Address">The address, as the certificate names it.</param>
/// <param name="Detail">Why nothing useful came; empty where it did.</param>
internal sealed record FetchAttempt(Certificate Certificate, string Kind, Uri Address, string Detail)
{
    internal const string IssuerKind = "issuer";
}
