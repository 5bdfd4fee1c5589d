using System.Security.Cryptography;

namespace Signing.Core;

/// <summary>A signature scheme together with its hash function. Compared by value.</summary>
/// <param name="Scheme">How the value is made.</param>
/// <param name="Hash">The hash over the signed data; for Ed25519 SHA-512, which is part of the scheme.</param>
public sealed record SignatureAlgorithm(SignatureScheme Scheme, HashAlgorithmName Hash)
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public static SignatureAlgorithm RsaPkcs1Sha256 { get; } = new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256);
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-384.</summary>
    public static SignatureAlgorithm RsaPkcs1Sha384 { get; } = new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA384);
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-512.</summary>
    public static SignatureAlgorithm RsaPkcs1Sha512 { get; } = new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA512);
    /// <summary>RSASSA-PSS with SHA-256.</summary>
    public static SignatureAlgorithm RsaPssSha256 { get; } = new(SignatureScheme.RsaPss, HashAlgorithmName.SHA256);
    /// <summary>RSASSA-PSS with SHA-384.</summary>
    public static SignatureAlgorithm RsaPssSha384 { get; } = new(SignatureScheme.RsaPss, HashAlgorithmName.SHA384);
    /// <summary>RSASSA-PSS with SHA-512.</summary>
    public static SignatureAlgorithm RsaPssSha512 { get; } = new(SignatureScheme.RsaPss, HashAlgorithmName.SHA512);
    /// <summary>ECDSA with SHA-256.</summary>
    public static SignatureAlgorithm EcdsaSha256 { get; } = new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA256);
    /// <summary>ECDSA with SHA-384.</summary>
    public static SignatureAlgorithm EcdsaSha384 { get; } = new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384);
    /// <summary>ECDSA with SHA-512.</summary>
    public static SignatureAlgorithm EcdsaSha512 { get; } = new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA512);
    /// <summary>Ed25519.</summary>
    public static SignatureAlgorithm Ed25519 { get; } = new(SignatureScheme.Ed25519, HashAlgorithmName.SHA512);

    /// <summary>The name that reports and services use, for example <c>RSA-PSS-SHA-256</c>.</summary>
    public override string ToString() => Scheme switch
    {
        SignatureScheme.RsaPkcs1 => $"RSA-{DigestName(Hash)}",
        SignatureScheme.RsaPss => $"RSA-PSS-{DigestName(Hash)}",
        SignatureScheme.Ecdsa => $"ECDSA-{DigestName(Hash)}",
        _ => "Ed25519",
    };

    /// <summary>The hash as the standards write it: <c>SHA-256</c>, not .NET's <c>SHA256</c>.</summary>
    internal static string DigestName(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => "SHA-1",
        "SHA256" => "SHA-256",
        "SHA384" => "SHA-384",
        "SHA512" => "SHA-512",
        string other => other,
        null => "",
    };
}
