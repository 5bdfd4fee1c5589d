using System.Formats.Asn1;
using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>Whether algorithms and keys are strong enough to rely on (ETSI TS 119 312).</summary>
internal static class KeyStrength
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string Dsa = "1.2.840.10040.4.1";

    /// <summary>What is too weak about a signature, for sentences.</summary>
    internal static IEnumerable<string> Weaknesses(CmsSignerInfo signer, Certificate certificate, ValidationPolicy policy) =>
        Weaknesses(signer.Digest).Concat(Weaknesses(signer.Method?.Hash)).Concat(Weaknesses(certificate, policy)).Distinct();

    /// <summary>What is too weak about a hash.</summary>
    internal static IEnumerable<string> Weaknesses(HashAlgorithmName? digest) =>
        digest?.Name is "MD5" or "SHA1" ? [SignatureAlgorithm.DigestName(digest.Value)] : [];

    /// <summary>What is too weak about a certificate's key.</summary>
    internal static IEnumerable<string> Weaknesses(Certificate certificate, ValidationPolicy policy) => Measure(certificate.SubjectPublicKeyInfo) switch
    {
        ("RSA", int bits) when bits < policy.MinimumRsaBits => [$"RSA-{bits}"],
        ("EC", int bits) when bits < policy.MinimumEcBits => [$"EC-{bits}"],
        ("DSA", _) => ["DSA"],
        _ => [],
    };

    /// <summary>The kind and size of a key; an empty kind for others and for malformed ones, which cannot verify anyway.</summary>
    private static (string Kind, int Bits) Measure(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        try
        {
            AsnReader info = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
            string algorithm = info.ReadSequence().ReadObjectIdentifier();
            byte[] key = info.ReadBitString(out _);
            switch (algorithm)
            {
                case RsaEncryption or RsaPss:
                    AsnReader rsa = new AsnReader(key, AsnEncodingRules.BER).ReadSequence();
                    return ("RSA", (int)rsa.ReadInteger().GetBitLength());
                case EcPublicKey:
                    // An uncompressed point is 04, x, y; a compressed one 02 or 03, x. A P-521 coordinate has 66 octets.
                    return ("EC", (key is [4, ..] ? (key.Length - 1) / 2 : key.Length - 1) * 8);
                case Dsa:
                    return ("DSA", 0);
                default:
                    return ("", 0);
            }
        }
        catch (AsnContentException)
        {
            return ("", 0);
        }
    }
}
