using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Keys;

/// <summary>What a certificate's public key says of the private key that belongs to it: its kind, how to know it, and what it can make.</summary>
internal sealed class SignerPublicKey
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string Ec = "1.2.840.10045.2.1";
    private const string Ed25519 = "1.3.101.112";

    private SignerPublicKey(SignatureScheme scheme, byte[] value, byte[] parameters, IReadOnlyList<SignatureAlgorithm> algorithms)
    {
        Scheme = scheme;
        Value = value;
        Parameters = parameters;
        Algorithms = algorithms;
    }

    /// <summary>The first scheme of the key's kind.</summary>
    internal SignatureScheme Scheme { get; }

    internal bool IsRsa => Scheme is SignatureScheme.RsaPkcs1 or SignatureScheme.RsaPss;

    /// <summary>RSA: the modulus without leading zeros. Elliptic curves: the point as it stands in the certificate.</summary>
    internal byte[] Value { get; }

    /// <summary>Elliptic curves: the encoded parameters, that is, the curve's identifier.</summary>
    internal byte[] Parameters { get; }

    /// <summary>The length of an ECDSA curve's order in bytes; it is that of the field for every curve in use.</summary>
    internal int OrderLength => Value is [0x02 or 0x03, ..] ? Value.Length - 1 : (Value.Length - 1) / 2;

    /// <summary>What such a key can make in principle, the fitting one first.</summary>
    internal IReadOnlyList<SignatureAlgorithm> Algorithms { get; }

    /// <returns><see langword="null"/> for a kind of key that can't sign documents here.</returns>
    internal static SignerPublicKey? Of(X509Certificate2 certificate)
    {
        PublicKey key = certificate.PublicKey;
        byte[] value = key.EncodedKeyValue.RawData;
        byte[] parameters = key.EncodedParameters?.RawData ?? [];
        return key.Oid.Value switch
        {
            Rsa or RsaPss when Modulus(value) is { } modulus =>
                new(key.Oid.Value is Rsa ? SignatureScheme.RsaPkcs1 : SignatureScheme.RsaPss, modulus, parameters, RsaAlgorithms(modulus.Length, key.Oid.Value is RsaPss)),
            Ec when value.Length > 1 => new(SignatureScheme.Ecdsa, value, parameters, EcdsaAlgorithms(value.Length)),
            Ed25519 => new(SignatureScheme.Ed25519, value, [], [SignatureAlgorithm.Ed25519]),
            _ => null,
        };
    }

    // RFC 8017, A.1.1: RSAPublicKey ::= SEQUENCE { modulus, publicExponent }
    private static byte[]? Modulus(byte[] value)
    {
        try
        {
            return new AsnReader(value, AsnEncodingRules.DER).ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0).ToArray();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static List<SignatureAlgorithm> RsaAlgorithms(int modulusLength, bool pssOnly)
    {
        List<SignatureAlgorithm> algorithms = pssOnly ? []
            : [SignatureAlgorithm.RsaPkcs1Sha256, SignatureAlgorithm.RsaPkcs1Sha384, SignatureAlgorithm.RsaPkcs1Sha512];
        algorithms.AddRange([SignatureAlgorithm.RsaPssSha256, SignatureAlgorithm.RsaPssSha384]);
        // RFC 8017, 9.1.1: hash, salt and two bytes must fit into the modulus.
        if (modulusLength >= 2 * 64 + 2)
        {
            algorithms.Add(SignatureAlgorithm.RsaPssSha512);
        }
        return algorithms;
    }

    // A curve goes with the hash of its strength (ETSI TS 119 312); longer ones are cut, shorter ones weaken it.
    private static IReadOnlyList<SignatureAlgorithm> EcdsaAlgorithms(int pointLength) => pointLength switch
    {
        <= 65 => [SignatureAlgorithm.EcdsaSha256, SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.EcdsaSha512],
        <= 97 => [SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.EcdsaSha512, SignatureAlgorithm.EcdsaSha256],
        _ => [SignatureAlgorithm.EcdsaSha512, SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.EcdsaSha256],
    };
}
