namespace Signing.Core.Cms;

/// <summary>How a signature value is made. Wider than <see cref="SignatureScheme"/>: old certificates are verified, too.</summary>
internal enum SignatureFamily
{
    RsaPkcs1,
    RsaPss,
    Ecdsa,
    Ed25519,
    /// <summary>DSA (FIPS 186-4): verified only, on certificates of long ago.</summary>
    Dsa,
}
