using System.Formats.Asn1;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// How one signature algorithm is made on a token: by its raw mechanism, where we hash, or by a hashing one. Raw is
/// preferred: our hash is faster than a token's, and less data goes to it.
/// </summary>
/// <param name="Type">The mechanism of C_SignInit.</param>
/// <param name="Algorithm">What it makes.</param>
/// <param name="IsRaw">Whether the token takes a digest.</param>
internal sealed record SigningMechanism(CKM Type, SignatureAlgorithm Algorithm, bool IsRaw)
{
    /// <summary>CKM_EDDSA of PKCS#11 v3.0; tokens of the v2.40 age have it under the same number.</summary>
    private const CKM Eddsa = (CKM)0x1057;

    internal int HashLength => Algorithm.Hash.Name switch
    {
        "SHA384" => SHA384.HashSizeInBytes,
        "SHA512" => SHA512.HashSizeInBytes,
        _ => SHA256.HashSizeInBytes,
    };

    /// <summary>The hash that the PSS parameters name; <see langword="null"/> for a mechanism without parameters.</summary>
    internal CKM? PssHash => Algorithm.Scheme is not SignatureScheme.RsaPss ? null : Algorithm.Hash.Name switch
    {
        "SHA384" => CKM.CKM_SHA384,
        "SHA512" => CKM.CKM_SHA512,
        _ => CKM.CKM_SHA256,
    };

    /// <summary>The mechanism of this token for an algorithm; <see langword="null"/> when it has none.</summary>
    internal static SigningMechanism? Choose(SignatureAlgorithm algorithm, IReadOnlySet<CKM> offered)
    {
        (CKM raw, CKM hashing) = (algorithm.Scheme, algorithm.Hash.Name) switch
        {
            (SignatureScheme.RsaPkcs1, "SHA256") => (CKM.CKM_RSA_PKCS, CKM.CKM_SHA256_RSA_PKCS),
            (SignatureScheme.RsaPkcs1, "SHA384") => (CKM.CKM_RSA_PKCS, CKM.CKM_SHA384_RSA_PKCS),
            (SignatureScheme.RsaPkcs1, "SHA512") => (CKM.CKM_RSA_PKCS, CKM.CKM_SHA512_RSA_PKCS),
            (SignatureScheme.RsaPss, "SHA256") => (CKM.CKM_RSA_PKCS_PSS, CKM.CKM_SHA256_RSA_PKCS_PSS),
            (SignatureScheme.RsaPss, "SHA384") => (CKM.CKM_RSA_PKCS_PSS, CKM.CKM_SHA384_RSA_PKCS_PSS),
            (SignatureScheme.RsaPss, "SHA512") => (CKM.CKM_RSA_PKCS_PSS, CKM.CKM_SHA512_RSA_PKCS_PSS),
            (SignatureScheme.Ecdsa, "SHA256") => (CKM.CKM_ECDSA, CKM.CKM_ECDSA_SHA256),
            (SignatureScheme.Ecdsa, "SHA384") => (CKM.CKM_ECDSA, CKM.CKM_ECDSA_SHA384),
            (SignatureScheme.Ecdsa, "SHA512") => (CKM.CKM_ECDSA, CKM.CKM_ECDSA_SHA512),
            (SignatureScheme.Ed25519, _) => (Eddsa, Eddsa),
            _ => (CKM.CKM_VENDOR_DEFINED, CKM.CKM_VENDOR_DEFINED),
        };
        bool isRaw = offered.Contains(raw) && raw != Eddsa;
        return isRaw ? new SigningMechanism(raw, algorithm, IsRaw: true)
            : offered.Contains(hashing) ? new SigningMechanism(hashing, algorithm, IsRaw: false)
            : null;
    }

    /// <summary>What C_Sign takes for the data.</summary>
    /// <param name="data">The data to sign.</param>
    /// <param name="orderLength">For ECDSA the length of the curve's order in bytes.</param>
    internal byte[] Prepare(ReadOnlySpan<byte> data, int orderLength)
    {
        if (!IsRaw)
        {
            return data.ToArray();
        }
        byte[] digest = Algorithm.Hash.Name switch
        {
            "SHA384" => SHA384.HashData(data),
            "SHA512" => SHA512.HashData(data),
            _ => SHA256.HashData(data),
        };
        return Algorithm.Scheme switch
        {
            SignatureScheme.RsaPkcs1 => [.. DigestInfoPrefix, .. digest],
            // FIPS 186-5, 6.4.1: a digest longer than the order is cut to its leftmost bits. Not every token does it.
            SignatureScheme.Ecdsa when digest.Length > orderLength => digest[..orderLength],
            _ => digest,
        };
    }

    /// <summary>The value as CMS carries it.</summary>
    internal byte[] Finish(byte[] value) => Algorithm.Scheme is SignatureScheme.Ecdsa ? EcdsaDer(value) : value;

    // RFC 8017, 9.2, note 1: DigestInfo up to the digest.
    private ReadOnlySpan<byte> DigestInfoPrefix => Algorithm.Hash.Name switch
    {
        "SHA384" => [0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30],
        "SHA512" => [0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40],
        _ => [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20],
    };

    // PKCS#11 v2.40, 2.3.1 gives r and s side by side; CMS takes the SEQUENCE of both (RFC 3279, 2.2.3).
    private static byte[] EcdsaDer(ReadOnlySpan<byte> value)
    {
        int half = value.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER, value.Length + 16);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trim(value[..half]));
            writer.WriteIntegerUnsigned(Trim(value[half..]));
        }
        return writer.Encode();
    }

    // AsnWriter refuses needless leading zeros.
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? "\0"u8 : trimmed;
    }
}
