namespace Signing.Core.Pki;

/// <summary>What a trust domain is trusted for. Signers of OCSP answers and CRLs follow the path that they are about.</summary>
[Flags]
public enum TrustPurposes
{
    /// <summary>Nothing: the domain only helps to name an issuer.</summary>
    None = 0,
    /// <summary>Signing documents.</summary>
    DocumentSigning = 1,
    /// <summary>Signing time-stamp tokens.</summary>
    TimeStamping = 2,
    /// <summary>Both.</summary>
    All = DocumentSigning | TimeStamping,
}
