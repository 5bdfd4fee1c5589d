namespace Signing.Core.Verification;

/// <summary>Where a verification may look for proofs of revocation status.</summary>
public enum RevocationMode
{
    /// <summary>Only in the document and in the options: never touches the network.</summary>
    Offline,
    /// <summary>Also by OCSP, then CRL, at the addresses that the certificates of a trusted path name.</summary>
    Online,
}
