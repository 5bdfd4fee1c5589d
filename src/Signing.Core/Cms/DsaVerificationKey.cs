using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>A DSA key with its own domain parameters (RFC 3279, 2.3.2), for certificates of long ago.</summary>
internal sealed class DsaVerificationKey : VerificationKey
{
    private readonly KeyPool<DSA> _keys;

    private DsaVerificationKey(KeyPool<DSA> keys) => _keys = keys;

    // Two INTEGERs of at most 32 bytes each (FIPS 186-4, 4.2).
    internal override int MaxSignatureLength => 72;

    [SuppressMessage("Security", "CA5384", Justification = "Nothing is signed with it; the algorithm table judges what such a signature is worth.")]
    internal static DsaVerificationKey Import(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        byte[] copy = subjectPublicKeyInfo.ToArray();
        return new DsaVerificationKey(new KeyPool<DSA>(DSA.Create, key => key.ImportSubjectPublicKeyInfo(copy, out _)));
    }

    internal override bool? VerifyHash(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (method.Family != SignatureFamily.Dsa)
        {
            return null;
        }
        if (!IntegerPair.IsStrict(signature, MaxSignatureLength))
        {
            return false;
        }
        DSA key = _keys.Rent();
        try
        {
            return key.VerifySignature(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            _keys.Return(key);
        }
    }
}
