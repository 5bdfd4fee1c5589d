using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X9;
using Signing.Core.Cms;
using AlgorithmIdentifier = Org.BouncyCastle.Asn1.X509.AlgorithmIdentifier;

namespace Signing.Core.Pki.Authorities;

/// <summary>Algorithms as authorities write them into what they sign, and as they read them in requests.</summary>
internal static class AlgorithmIdentifiers
{
    /// <summary>The digest without parameters (RFC 5754, 2; RFC 8702, 3.1).</summary>
    internal static AlgorithmIdentifier Digest(HashAlgorithmName hash) => new(DigestOid(hash));

    /// <summary>The hash that a request names; null for one that is not known here.</summary>
    internal static HashAlgorithmName? FindDigest(AlgorithmIdentifier identifier) =>
        identifier.Parameters is null or DerNull ? Digests.FromOid(identifier.Algorithm.Id) : null;

    internal static AlgorithmIdentifier Of(SignatureAlgorithm algorithm) => (algorithm.Scheme, algorithm.Hash.Name) switch
    {
        // RFC 4055, 5: the parameters are NULL.
        (SignatureScheme.RsaPkcs1, "SHA1") => new(PkcsObjectIdentifiers.Sha1WithRsaEncryption, DerNull.Instance),
        (SignatureScheme.RsaPkcs1, "SHA256") => new(PkcsObjectIdentifiers.Sha256WithRsaEncryption, DerNull.Instance),
        (SignatureScheme.RsaPkcs1, "SHA384") => new(PkcsObjectIdentifiers.Sha384WithRsaEncryption, DerNull.Instance),
        (SignatureScheme.RsaPkcs1, "SHA512") => new(PkcsObjectIdentifiers.Sha512WithRsaEncryption, DerNull.Instance),
        (SignatureScheme.RsaPss, _) => new(PkcsObjectIdentifiers.IdRsassaPss, Pss(algorithm.Hash)),
        // RFC 5758, 3.2: the parameters are absent.
        (SignatureScheme.Ecdsa, "SHA1") => new(X9ObjectIdentifiers.ECDsaWithSha1),
        (SignatureScheme.Ecdsa, "SHA256") => new(X9ObjectIdentifiers.ECDsaWithSha256),
        (SignatureScheme.Ecdsa, "SHA384") => new(X9ObjectIdentifiers.ECDsaWithSha384),
        (SignatureScheme.Ecdsa, "SHA512") => new(X9ObjectIdentifiers.ECDsaWithSha512),
        // RFC 8410, 3.
        (SignatureScheme.Ed25519, _) => new(EdECObjectIdentifiers.id_Ed25519),
        _ => throw new ArgumentException($"Nothing is signed with {algorithm} here.", nameof(algorithm)),
    };

    // RFC 4055, 3.1: the salt is as long as the hash. The hash inside carries NULL, as RFC 4055, 2.1 wants it.
    private static RsassaPssParameters Pss(HashAlgorithmName hash)
    {
        AlgorithmIdentifier digest = new(DigestOid(hash), DerNull.Instance);
        return new RsassaPssParameters(
            digest,
            new AlgorithmIdentifier(PkcsObjectIdentifiers.IdMgf1, digest),
            DerInteger.ValueOf(Digests.Size(hash)),
            RsassaPssParameters.DefaultTrailerField);
    }

    private static DerObjectIdentifier DigestOid(HashAlgorithmName hash) => new(Digests.ToOid(hash));
}
