using System.Formats.Asn1;
using Signing.Core.Cms;

namespace Signing.Core.Pki;

/// <summary>What certificates, CRLs and OCSP answers share: the octets signed as transmitted, an algorithm and a value.</summary>
internal sealed class SignedStructure
{
    internal SignedStructure(ReadOnlyMemory<byte> toBeSigned, AlgorithmIdentifier algorithm, ReadOnlyMemory<byte> value)
    {
        ToBeSigned = toBeSigned;
        Algorithm = algorithm;
        Value = value;
        Method = SignatureMethod.From(algorithm);
    }

    /// <summary>The octets that were signed, never re-encoded.</summary>
    internal ReadOnlyMemory<byte> ToBeSigned { get; }

    internal AlgorithmIdentifier Algorithm { get; }

    internal ReadOnlyMemory<byte> Value { get; }

    /// <summary>The algorithm as it is verified; null where it is unknown, as MD5 is here.</summary>
    internal SignatureMethod? Method { get; }

    /// <summary>The broken digest under the signature, as people call it; null where there is none.</summary>
    internal string? WeakDigest => Algorithm.Oid switch
    {
        // md2, md4 and md5WithRSAEncryption
        "1.2.840.113549.1.1.2" => "MD2",
        "1.2.840.113549.1.1.3" => "MD4",
        "1.2.840.113549.1.1.4" => "MD5",
        _ => Method?.Hash.Name == "SHA1" ? "SHA-1" : null,
    };

    /// <summary>Reads SIGNED { … } (X.509): a sequence of body, algorithm and bit string, and nothing after it.</summary>
    /// <exception cref="AsnContentException">It is malformed; <see cref="CmsException"/> likewise.</exception>
    internal static SignedStructure Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.BER);
        SignedStructure signed = Read(outer.ReadSequence());
        outer.ThrowIfNotEmpty();
        return signed;
    }

    private static SignedStructure Read(AsnReader fields)
    {
        ReadOnlyMemory<byte> body = fields.ReadEncodedValue();
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(fields);
        ReadOnlyMemory<byte> value = fields.ReadBitString(out int unused);
        fields.ThrowIfNotEmpty();
        // A value that is not whole octets is none: it parses, and never verifies.
        return new SignedStructure(body, algorithm, unused == 0 ? value : default);
    }

    /// <summary>Verifies the value with a key.</summary>
    /// <returns>Null where algorithm or key are unknown or unlike each other.</returns>
    internal bool? Verify(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        Method is { } method ? SignatureVerifier.Verify(subjectPublicKeyInfo, method, ToBeSigned.Span, Value.Span) : null;
}
