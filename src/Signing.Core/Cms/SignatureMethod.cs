using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>Everything that fixes how a signature value is verified, read from an algorithm identifier.</summary>
/// <param name="Family">The scheme.</param>
/// <param name="Hash">The hash over the signed data.</param>
/// <param name="MaskHash">RSASSA-PSS: the hash of MGF1; otherwise the same as <paramref name="Hash"/>.</param>
/// <param name="SaltLength">RSASSA-PSS: the salt's length in bytes; otherwise 0.</param>
internal sealed record SignatureMethod(SignatureFamily Family, HashAlgorithmName Hash, HashAlgorithmName MaskHash, int SaltLength)
{
    private const int MaxSaltLength = 2048;

    /// <summary>The public name, or <see langword="null"/> for what is verified only (DSA).</summary>
    internal SignatureAlgorithm? Algorithm => Family switch
    {
        SignatureFamily.RsaPkcs1 => new SignatureAlgorithm(SignatureScheme.RsaPkcs1, Hash),
        SignatureFamily.RsaPss => new SignatureAlgorithm(SignatureScheme.RsaPss, Hash),
        SignatureFamily.Ecdsa => new SignatureAlgorithm(SignatureScheme.Ecdsa, Hash),
        SignatureFamily.Ed25519 => SignatureAlgorithm.Ed25519,
        _ => null,
    };

    /// <summary>The name that reports use, for example <c>RSA-SHA-256</c>.</summary>
    public override string ToString() => Algorithm?.ToString() ?? $"DSA-{SignatureAlgorithm.DigestName(Hash)}";

    internal static SignatureMethod From(SignatureAlgorithm algorithm) => algorithm.Scheme switch
    {
        SignatureScheme.RsaPkcs1 => Simple(SignatureFamily.RsaPkcs1, algorithm.Hash),
        SignatureScheme.RsaPss => new(SignatureFamily.RsaPss, algorithm.Hash, algorithm.Hash, Digests.Size(algorithm.Hash)),
        SignatureScheme.Ecdsa => Simple(SignatureFamily.Ecdsa, algorithm.Hash),
        _ => Simple(SignatureFamily.Ed25519, HashAlgorithmName.SHA512),
    };

    /// <summary>
    /// The method that an identifier names; <see langword="null"/> when it is unknown, has parameters that it may not
    /// have, or leaves the hash open and <paramref name="digest"/> (the SignerInfo's digest algorithm) is unknown.
    /// </summary>
    internal static SignatureMethod? From(AlgorithmIdentifier algorithm, HashAlgorithmName? digest = null)
    {
        if (algorithm.Oid == Oids.RsaPss)
        {
            return algorithm.Parameters is { } parameters ? FromPssParameters(parameters) : null;
        }
        if (!algorithm.HasNoParameters)
        {
            // RFC 3279, 2.2.2: a DSA signature has no parameters; a DSA key has.
            return null;
        }
        return algorithm.Oid switch
        {
            // RFC 3370, 3.2: the identifier of the key names the signature, the digest algorithm names the hash.
            Oids.RsaEncryption => digest is { } hash ? Simple(SignatureFamily.RsaPkcs1, hash) : null,
            Oids.Dsa => digest is { } hash ? Simple(SignatureFamily.Dsa, hash) : null,
            Oids.Ed25519 => Simple(SignatureFamily.Ed25519, HashAlgorithmName.SHA512),
            Oids.Sha1WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha1),
            Oids.Sha256WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha256),
            Oids.Sha384WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha384),
            Oids.Sha512WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha512),
            Oids.Sha3With256WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha3With256),
            Oids.Sha3With384WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha3With384),
            Oids.Sha3With512WithRsa => WithHash(SignatureFamily.RsaPkcs1, Oids.Sha3With512),
            Oids.EcdsaWithSha1 => WithHash(SignatureFamily.Ecdsa, Oids.Sha1),
            Oids.EcdsaWithSha256 => WithHash(SignatureFamily.Ecdsa, Oids.Sha256),
            Oids.EcdsaWithSha384 => WithHash(SignatureFamily.Ecdsa, Oids.Sha384),
            Oids.EcdsaWithSha512 => WithHash(SignatureFamily.Ecdsa, Oids.Sha512),
            Oids.EcdsaWithSha3With256 => WithHash(SignatureFamily.Ecdsa, Oids.Sha3With256),
            Oids.EcdsaWithSha3With384 => WithHash(SignatureFamily.Ecdsa, Oids.Sha3With384),
            Oids.EcdsaWithSha3With512 => WithHash(SignatureFamily.Ecdsa, Oids.Sha3With512),
            Oids.DsaWithSha1 => WithHash(SignatureFamily.Dsa, Oids.Sha1),
            Oids.DsaWithSha256 => WithHash(SignatureFamily.Dsa, Oids.Sha256),
            _ => null,
        };
    }

    /// <summary>RSASSA-PSS-params (RFC 4055, 3.1); <see langword="null"/> when a part is unknown or malformed.</summary>
    internal static SignatureMethod? FromPssParameters(ReadOnlyMemory<byte> parameters)
    {
        try
        {
            AsnReader outer = BerReader.Open(parameters);
            AsnReader sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            HashAlgorithmName? hash = Explicit<HashAlgorithmName?>(sequence, 0, HashAlgorithmName.SHA1, static field => Digests.From(AlgorithmIdentifier.Read(field)));
            HashAlgorithmName? mask = Explicit<HashAlgorithmName?>(sequence, 1, HashAlgorithmName.SHA1, static field => MaskHashOf(AlgorithmIdentifier.Read(field)));
            int? salt = Explicit<int?>(sequence, 2, 20, static field => field.TryReadInt32(out int value) ? value : null);
            int? trailer = Explicit<int?>(sequence, 3, 1, static field => field.TryReadInt32(out int value) ? value : null);
            sequence.ThrowIfNotEmpty();
            return hash is { } h && mask is { } m && salt is { } s and >= 0 and <= MaxSaltLength && trailer == 1
                ? new SignatureMethod(SignatureFamily.RsaPss, h, m, s)
                : null;
        }
        catch (Exception exception) when (exception is AsnContentException or CmsException)
        {
            return null;
        }
    }

    private static HashAlgorithmName? MaskHashOf(AlgorithmIdentifier mask) =>
        mask.Oid == Oids.Mgf1 && mask.Parameters is { } parameters ? Digests.From(AlgorithmIdentifier.Parse(parameters)) : null;

    private static T Explicit<T>(AsnReader sequence, int number, T byDefault, Func<AsnReader, T> read)
    {
        if (!sequence.NextIs(number))
        {
            return byDefault;
        }
        AsnReader field = sequence.ReadSequence(BerReader.Context(number));
        T value = read(field);
        field.ThrowIfNotEmpty();
        return value;
    }

    private static SignatureMethod Simple(SignatureFamily family, HashAlgorithmName hash) => new(family, hash, hash, 0);

    private static SignatureMethod? WithHash(SignatureFamily family, string hashOid) =>
        Digests.FromOid(hashOid) is { } hash ? Simple(family, hash) : null;
}
