namespace Signing.Core.Pki;

/// <summary>What a certificate is to be used for.</summary>
public enum PathPurpose
{
    /// <summary>Signing documents: signatures and seals.</summary>
    DocumentSigning,
    /// <summary>Signing time-stamp tokens (RFC 3161, 2.3).</summary>
    TimeStamping,
    /// <summary>Signing OCSP answers in the issuer's name (RFC 6960, 4.2.2.2).</summary>
    OcspSigning,
    /// <summary>Signing CRLs (RFC 5280, 6.3.3 (f)).</summary>
    CrlSigning,
    /// <summary>Anything: only the path counts.</summary>
    Any,
}
