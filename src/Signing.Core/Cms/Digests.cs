using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>The hash functions that signatures use: names, identifiers, sizes, and hashing through the platform.</summary>
internal static class Digests
{
    /// <summary>Bytes of the longest digest.</summary>
    internal const int MaxSize = 64;

    /// <summary>The hash function with this identifier, or <see langword="null"/> when it is unknown or the platform lacks it.</summary>
    internal static HashAlgorithmName? FromOid(string oid) => oid switch
    {
        Oids.Sha1 => HashAlgorithmName.SHA1,
        Oids.Sha256 => HashAlgorithmName.SHA256,
        Oids.Sha384 => HashAlgorithmName.SHA384,
        Oids.Sha512 => HashAlgorithmName.SHA512,
        Oids.Sha3With256 when SHA3_256.IsSupported => HashAlgorithmName.SHA3_256,
        Oids.Sha3With384 when SHA3_384.IsSupported => HashAlgorithmName.SHA3_384,
        Oids.Sha3With512 when SHA3_512.IsSupported => HashAlgorithmName.SHA3_512,
        _ => null,
    };

    /// <summary>The hash function of an identifier with no or NULL parameters, else <see langword="null"/>.</summary>
    internal static HashAlgorithmName? From(AlgorithmIdentifier algorithm) =>
        algorithm.HasNoParameters ? FromOid(algorithm.Oid) : null;

    internal static string ToOid(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => Oids.Sha1,
        "SHA256" => Oids.Sha256,
        "SHA384" => Oids.Sha384,
        "SHA512" => Oids.Sha512,
        "SHA3-256" => Oids.Sha3With256,
        "SHA3-384" => Oids.Sha3With384,
        "SHA3-512" => Oids.Sha3With512,
        _ => throw new ArgumentException($"The hash function '{hash.Name}' is not supported.", nameof(hash)),
    };

    /// <summary>Bytes of a digest.</summary>
    internal static int Size(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => 20,
        "SHA256" or "SHA3-256" => 32,
        "SHA384" or "SHA3-384" => 48,
        "SHA512" or "SHA3-512" => 64,
        _ => throw new ArgumentException($"The hash function '{hash.Name}' is not supported.", nameof(hash)),
    };

    internal static byte[] Hash(HashAlgorithmName hash, ReadOnlySpan<byte> data) => CryptographicOperations.HashData(hash, data);

    /// <summary>Hashes into <paramref name="destination"/> (at least <see cref="MaxSize"/> bytes) and returns the digest's part of it.</summary>
    internal static ReadOnlySpan<byte> Hash(HashAlgorithmName hash, ReadOnlySpan<byte> data, Span<byte> destination) =>
        destination[..CryptographicOperations.HashData(hash, data, destination)];
}
