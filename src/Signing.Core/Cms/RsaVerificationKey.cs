using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Signing.Core.Cms;

/// <summary>
/// An RSA key. Its RSAPublicKey is handed to .NET without the SubjectPublicKeyInfo around it, because .NET refuses
/// id-RSASSA-PSS keys. BouncyCastle does only what .NET cannot: RSASSA-PSS whose salt or mask hash are unlike the hash.
/// </summary>
internal sealed class RsaVerificationKey : VerificationKey
{
    private const int MinModulusBits = 512;
    private const int MaxModulusBits = 16384;
    private const int MaxExponentBytes = 8;

    // BouncyCastle tests the modulus of every key it builds: 0.1 s at this size, more than anyone should pay above it.
    private const int MaxModulusBitsForBouncyCastle = 4096;

    private readonly KeyPool<RSA> _keys;
    private readonly SignatureMethod? _restriction;
    private readonly bool _pssOnly;
    private readonly Lazy<RsaKeyParameters?> _bouncyCastleKey;

    private RsaVerificationKey(KeyPool<RSA> keys, bool pssOnly, SignatureMethod? restriction)
    {
        _keys = keys;
        _pssOnly = pssOnly;
        _restriction = restriction;
        _bouncyCastleKey = new Lazy<RsaKeyParameters?>(ToBouncyCastle);
    }

    internal override int MaxSignatureLength => (_keys.KeySize + 7) / 8;

    internal static RsaVerificationKey? Import(AlgorithmIdentifier algorithm, byte[] rsaPublicKey)
    {
        bool pssOnly = algorithm.Oid == Oids.RsaPss;
        SignatureMethod? restriction = null;
        if (pssOnly && algorithm.Parameters is { } parameters)
        {
            // RFC 4055, 3.1: parameters in a key bind every signature that it makes.
            restriction = SignatureMethod.FromPssParameters(parameters);
            if (restriction is null)
            {
                return null;
            }
        }
        else if (!algorithm.HasNoParameters)
        {
            return null;
        }
        return IsSafe(rsaPublicKey) ? new RsaVerificationKey(Pool(rsaPublicKey), pssOnly, restriction) : null;
    }

    internal override bool? VerifyHash(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != MaxSignatureLength && method.Family is SignatureFamily.RsaPkcs1 or SignatureFamily.RsaPss)
        {
            // RFC 8017, 8.1.2 and 8.2.2, step 1. The platform lets leading zeros be left out.
            return false;
        }
        switch (method.Family)
        {
            case SignatureFamily.RsaPkcs1 when !_pssOnly:
                return Verify(method, digest, signature, RSASignaturePadding.Pkcs1);
            case SignatureFamily.RsaPss when IsAllowed(method):
                return method.MaskHash == method.Hash && method.SaltLength == Digests.Size(method.Hash)
                    ? Verify(method, digest, signature, RSASignaturePadding.Pss)
                    : VerifyUnusualPss(method, digest, signature);
            default:
                return null;
        }
    }

    private bool IsAllowed(SignatureMethod method) =>
        _restriction is null
        || (method.Hash == _restriction.Hash && method.MaskHash == _restriction.MaskHash && method.SaltLength >= _restriction.SaltLength);

    private bool? Verify(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, RSASignaturePadding padding)
    {
        RSA key = _keys.Rent();
        try
        {
            return key.VerifyHash(digest, signature, method.Hash, padding);
        }
        catch (CryptographicException)
        {
            // The platform's policy refuses the hash (SHA-1 on some systems) or the key's size.
            return null;
        }
        finally
        {
            _keys.Return(key);
        }
    }

    private bool? VerifyUnusualPss(SignatureMethod method, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != MaxSignatureLength)
        {
            return false;
        }
        if (BouncyCastleDigest(method.Hash) is not { } hash || BouncyCastleDigest(method.MaskHash) is not { } mask || _bouncyCastleKey.Value is not { } key)
        {
            return null;
        }
        try
        {
            PssSigner signer = PssSigner.CreateRawSigner(new RsaEngine(), hash, mask, method.SaltLength, PssSigner.TrailerImplicit);
            signer.Init(forSigning: false, key);
            signer.BlockUpdate(digest);
            return signer.VerifySignature(signature.ToArray());
        }
        catch (Exception exception) when (exception is CryptoException or ArgumentException or InvalidOperationException or ArithmeticException or IndexOutOfRangeException)
        {
            // It throws where it should say no.
            return false;
        }
    }

    private RsaKeyParameters? ToBouncyCastle()
    {
        if (_keys.KeySize > MaxModulusBitsForBouncyCastle)
        {
            return null;
        }
        RSA key = _keys.Rent();
        try
        {
            RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
            return new RsaKeyParameters(
                isPrivate: false,
                new Org.BouncyCastle.Math.BigInteger(1, parameters.Modulus!),
                new Org.BouncyCastle.Math.BigInteger(1, parameters.Exponent!));
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
        finally
        {
            _keys.Return(key);
        }
    }

    private static IDigest? BouncyCastleDigest(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => new Sha1Digest(),
        "SHA256" => new Sha256Digest(),
        "SHA384" => new Sha384Digest(),
        "SHA512" => new Sha512Digest(),
        "SHA3-256" => new Sha3Digest(256),
        "SHA3-384" => new Sha3Digest(384),
        "SHA3-512" => new Sha3Digest(512),
        _ => null,
    };

    private static KeyPool<RSA> Pool(byte[] rsaPublicKey) => new(RSA.Create, key => key.ImportRSAPublicKey(rsaPublicKey, out _));

    /// <summary>
    /// Refuses keys with which a value proves nothing (exponent 1, even numbers) or that are made to be slow.
    /// RSAPublicKey: RFC 8017, A.1.1.
    /// </summary>
    private static bool IsSafe(byte[] rsaPublicKey)
    {
        var outer = new AsnReader(rsaPublicKey, AsnEncodingRules.DER);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadOnlySpan<byte> modulus = sequence.ReadIntegerBytes().Span;
        ReadOnlySpan<byte> exponent = sequence.ReadIntegerBytes().Span;
        sequence.ThrowIfNotEmpty();
        bool positive = modulus[0] < 0x80 && exponent[0] < 0x80;
        modulus = modulus.TrimStart((byte)0);
        exponent = exponent.TrimStart((byte)0);
        return positive
            && modulus.Length is >= MinModulusBits / 8 and <= MaxModulusBits / 8
            && (modulus[^1] & 1) == 1
            && exponent.Length is > 0 and <= MaxExponentBytes
            && (exponent[^1] & 1) == 1
            && !(exponent.Length == 1 && exponent[0] == 1);
    }
}
