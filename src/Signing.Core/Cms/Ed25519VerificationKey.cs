using Ed25519Math = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Signing.Core.Cms;

/// <summary>An Ed25519 key (RFC 8410, 4). .NET has no EdDSA, so BouncyCastle verifies.</summary>
internal sealed class Ed25519VerificationKey : VerificationKey
{
    private readonly byte[] _key;

    private Ed25519VerificationKey(byte[] key) => _key = key;

    internal override int MaxSignatureLength => Ed25519Math.SignatureSize;

    internal static Ed25519VerificationKey? Import(AlgorithmIdentifier algorithm, byte[] key) =>
        algorithm.Parameters is null && key.Length == Ed25519Math.PublicKeySize ? new Ed25519VerificationKey(key) : null;

    internal override bool? VerifyData(SignatureMethod method, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (method.Family != SignatureFamily.Ed25519)
        {
            return null;
        }
        if (signature.Length != Ed25519Math.SignatureSize)
        {
            return false;
        }
        try
        {
            return Ed25519Math.Verify(signature.ToArray(), 0, _key, 0, data.ToArray(), 0, data.Length);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or ArithmeticException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>Pure Ed25519 signs data, never a digest (RFC 8032, 5.1).</summary>
    internal override bool? VerifyHash(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) => null;
}
