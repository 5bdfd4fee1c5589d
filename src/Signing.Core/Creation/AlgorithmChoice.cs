using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;

namespace Signing.Core.Creation;

/// <summary>Finds the one algorithm that the options, the signature field and the key agree on.</summary>
internal static class AlgorithmChoice
{
    /// <param name="certificate">The signer's certificate, which tells the kind of key.</param>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="offered">What the key can make, the preferred one first; null where the key is elsewhere.</param>
    /// <param name="demanded">The digests that the field accepts; empty for any.</param>
    /// <returns>The first that fits; one that the field does not accept where none does, for the field to refuse by name.</returns>
    internal static SignatureAlgorithm Choose(
        X509Certificate2 certificate,
        SignatureOptions options,
        IReadOnlyList<SignatureAlgorithm>? offered,
        IReadOnlyList<HashAlgorithmName> demanded)
    {
        SignerPublicKey key = SignerPublicKey.Of(certificate)
            ?? throw Error.Of(ErrorCodes.KeyAlgorithm, ("algorithm", $"a signature with {certificate.GetKeyAlgorithm()}"), ("algorithms", "RSA, ECDSA, Ed25519"));
        CheckOptions(key, options);
        SignatureAlgorithm[] possible = [.. (offered ?? key.Algorithms).Where(key.Algorithms.Contains)];
        SignatureAlgorithm[] asked = [.. possible.Where(algorithm => IsAsked(algorithm, options))];
        return Array.Find(asked, algorithm => demanded.Count == 0 || demanded.Contains(algorithm.Hash))
            ?? asked.FirstOrDefault()
            ?? throw Error.Of(ErrorCodes.KeyAlgorithm, ("algorithm", Describe(key, options)), ("algorithms", string.Join(", ", possible.AsEnumerable())));
    }

    private static void CheckOptions(SignerPublicKey key, SignatureOptions options)
    {
        if (options.Padding is not null && !key.IsRsa)
        {
            throw Error.Of(ErrorCodes.RequestOption, ("option", "padding"), ("detail", "It is for RSA keys, and this key is of another kind."));
        }
        if (key.Scheme == SignatureScheme.Ed25519 && options.Digest is { } digest && digest != HashAlgorithmName.SHA512)
        {
            throw Error.Of(ErrorCodes.RequestOption, ("option", "digest"), ("detail", "An Ed25519 key signs over SHA-512 and nothing else."));
        }
    }

    private static bool IsAsked(SignatureAlgorithm algorithm, SignatureOptions options) =>
        (options.Digest is not { } digest || algorithm.Hash == digest)
        && (options.Padding is not { } padding || algorithm.Scheme == SchemeOf(padding));

    private static SignatureScheme SchemeOf(RsaPadding padding) => padding == RsaPadding.Pss ? SignatureScheme.RsaPss : SignatureScheme.RsaPkcs1;

    private static SignatureAlgorithm Describe(SignerPublicKey key, SignatureOptions options) =>
        new(options.Padding is { } padding ? SchemeOf(padding) : key.Scheme, options.Digest ?? key.Algorithms[0].Hash);
}
