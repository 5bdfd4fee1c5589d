namespace Signing.CertsDev.Serving;

/// <summary>What one certificate authority of the PKI serves.</summary>
/// <param name="Identity">Its certificate and key.</param>
/// <param name="Crl">What publishes its revocation lists.</param>
/// <param name="Ocsp">What answers OCSP requests; null where it has no responder.</param>
internal sealed record DevAuthority(DevIdentity Identity, CrlDesk Crl, OcspDesk? Ocsp);
