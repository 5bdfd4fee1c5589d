using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>A public key ready to verify with: imported once, used by any number of threads.</summary>
internal abstract class VerificationKey
{
    /// <summary>The key of a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), or <see langword="null"/> when it is malformed, unsafe or of an unknown kind.</summary>
    internal static VerificationKey? FromSubjectPublicKeyInfo(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        try
        {
            AsnReader outer = BerReader.Open(subjectPublicKeyInfo);
            AsnReader sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(sequence);
            byte[] key = sequence.ReadBitString(out int unusedBits);
            sequence.ThrowIfNotEmpty();
            return unusedBits != 0 ? null : algorithm.Oid switch
            {
                Oids.RsaEncryption or Oids.RsaPss => RsaVerificationKey.Import(algorithm, key),
                Oids.EcPublicKey => EcdsaVerificationKey.Import(algorithm, subjectPublicKeyInfo),
                Oids.Ed25519 => Ed25519VerificationKey.Import(algorithm, key),
                Oids.Dsa => DsaVerificationKey.Import(subjectPublicKeyInfo),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is AsnContentException or CmsException or CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Verifies over data; <see langword="null"/> when this key does not make such signatures.</summary>
    internal virtual bool? VerifyData(SignatureMethod method, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[Digests.MaxSize];
        return VerifyHash(method, Digests.Hash(method.Hash, data, digest), signature);
    }

    /// <summary>Verifies over a digest made with the method's hash; <see langword="null"/> when this key cannot.</summary>
    internal abstract bool? VerifyHash(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);

    /// <summary>The longest signature value in bytes that this key makes.</summary>
    internal abstract int MaxSignatureLength { get; }
}
