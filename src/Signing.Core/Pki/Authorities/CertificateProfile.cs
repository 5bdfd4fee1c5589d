namespace Signing.Core.Pki.Authorities;

/// <summary>What a certificate is for: it decides the extensions that say so.</summary>
public enum CertificateProfile
{
    /// <summary>
    /// Signs documents: <c>keyUsage</c> digitalSignature and nonRepudiation; extended key usage document signing
    /// (RFC 9336) and e-mail protection, which mail programs and NSS-based PDF readers ask for.
    /// </summary>
    DocumentSigning,
    /// <summary>Issues certificates and revocation lists (RFC 5280, 4.2.1.3 and 4.2.1.9).</summary>
    CertificateAuthority,
    /// <summary>Time-stamps: extended key usage <c>timeStamping</c> alone, critical (RFC 3161, 2.3).</summary>
    TimeStamping,
    /// <summary>
    /// Answers OCSP requests in the name of its issuer (RFC 6960, 4.2.2.2), with <c>ocsp-nocheck</c> (4.2.2.2.1),
    /// and therefore names no place where its own status could be asked.
    /// </summary>
    OcspResponder,
    /// <summary>Signs revocation lists in the stead of authorities: <c>keyUsage</c> cRLSign alone (RFC 5280, 4.2.1.3).</summary>
    CrlIssuer,
}
