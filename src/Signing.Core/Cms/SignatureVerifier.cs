namespace Signing.Core.Cms;

/// <summary>
/// Verifies signature values, on CMS, certificates, CRLs, OCSP answers alike. <see langword="true"/>: verifies;
/// <see langword="false"/>: does not; <see langword="null"/>: could not be computed, because algorithm or key are
/// unknown, unsafe or unlike each other. Never throws for its input.
/// </summary>
internal static class SignatureVerifier
{
    private const int CachedKeys = 512;

    // A memory of pure results: it changes what a verification costs, never what it says.
    private static readonly KeyCache Keys = new(CachedKeys);

    /// <param name="subjectPublicKeyInfo">The public key, DER.</param>
    /// <param name="algorithm">A scheme with its hash; RSASSA-PSS with MGF1 over the same hash and a salt as long as it.</param>
    /// <param name="data">What was signed: data, never a digest.</param>
    /// <param name="signature">The value; ECDSA as DER.</param>
    internal static bool? Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Verify(subjectPublicKeyInfo, SignatureMethod.From(algorithm), data, signature);

    /// <summary>The form of certificates, CRLs and OCSP answers, where the identifier names the hash.</summary>
    internal static bool? Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, AlgorithmIdentifier algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        SignatureMethod.From(algorithm) is { } method ? Verify(subjectPublicKeyInfo, method, data, signature) : null;

    internal static bool? Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, SignatureMethod method, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Keys.Get(subjectPublicKeyInfo)?.VerifyData(method, data, signature);

    /// <summary>The same where only the digest is at hand, made with the method's hash. Never possible for Ed25519.</summary>
    internal static bool? VerifyHash(ReadOnlySpan<byte> subjectPublicKeyInfo, SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        digest.Length == Digests.Size(method.Hash) ? Keys.Get(subjectPublicKeyInfo)?.VerifyHash(method, digest, signature) : null;

    /// <summary>The longest signature value in bytes that the key makes, or <see langword="null"/> for an unknown key.</summary>
    internal static int? MaxSignatureLength(ReadOnlySpan<byte> subjectPublicKeyInfo) => Keys.Get(subjectPublicKeyInfo)?.MaxSignatureLength;
}
