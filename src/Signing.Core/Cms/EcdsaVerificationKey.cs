using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>An elliptic-curve key on a named curve (RFC 5480). Curves spelt out in parameters are refused (RFC 5480, 2.1.1).</summary>
internal sealed class EcdsaVerificationKey : VerificationKey
{
    private readonly KeyPool<ECDsa> _keys;

    private EcdsaVerificationKey(KeyPool<ECDsa> keys) => _keys = keys;

    // SEQUENCE of two INTEGERs, each as long as the order, with a leading zero and at most three bytes of header.
    internal override int MaxSignatureLength => (2 * (((_keys.KeySize + 7) / 8) + 1 + 2)) + 3;

    internal static EcdsaVerificationKey? Import(AlgorithmIdentifier algorithm, ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        bool named = algorithm.Parameters is { IsEmpty: false } curve && curve.Span[0] == (byte)UniversalTagNumber.ObjectIdentifier;
        if (!named)
        {
            return null;
        }
        byte[] copy = subjectPublicKeyInfo.ToArray();
        return new EcdsaVerificationKey(new KeyPool<ECDsa>(ECDsa.Create, key => key.ImportSubjectPublicKeyInfo(copy, out _)));
    }

    internal override bool? VerifyHash(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (method.Family != SignatureFamily.Ecdsa)
        {
            return null;
        }
        if (!IntegerPair.IsStrict(signature, MaxSignatureLength))
        {
            return false;
        }
        ECDsa key = _keys.Rent();
        try
        {
            return key.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
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
