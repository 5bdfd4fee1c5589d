namespace Signing.Core;

/// <summary>How a signature value is made from a key and a digest.</summary>
public enum SignatureScheme
{
    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017, 8.2).</summary>
    RsaPkcs1,
    /// <summary>RSASSA-PSS with MGF1 over the same hash and a salt as long as the hash (RFC 8017, 8.1).</summary>
    RsaPss,
    /// <summary>ECDSA, the value as DER SEQUENCE of r and s (RFC 3279, 2.2.3).</summary>
    Ecdsa,
    /// <summary>Ed25519 (RFC 8032, 5.1).</summary>
    Ed25519,
}
