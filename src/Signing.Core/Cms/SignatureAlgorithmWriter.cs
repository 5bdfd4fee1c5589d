using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>Writes the AlgorithmIdentifier of a signature in a SignerInfo.</summary>
internal static class SignatureAlgorithmWriter
{
    internal static void Write(AsnWriter writer, SignatureAlgorithm algorithm)
    {
        using (writer.PushSequence())
        {
            switch (algorithm.Scheme)
            {
                case SignatureScheme.RsaPkcs1:
                    // rsaEncryption is the identifier that every reader must know, sha256WithRSAEncryption one that it
                    // may (RFC 3370, 3.2). Nothing is lost: the value's DigestInfo binds the hash.
                    writer.WriteObjectIdentifier(Oids.RsaEncryption);
                    writer.WriteNull();
                    break;
                case SignatureScheme.RsaPss:
                    writer.WriteObjectIdentifier(Oids.RsaPss);
                    WritePssParameters(writer, algorithm.Hash);
                    break;
                case SignatureScheme.Ecdsa:
                    writer.WriteObjectIdentifier(EcdsaOid(algorithm.Hash)); // parameters absent: RFC 5754, 3.3
                    break;
                default:
                    writer.WriteObjectIdentifier(Oids.Ed25519); // parameters absent: RFC 8419, 2.1
                    break;
            }
        }
    }

    // RFC 4055, 3.1; the trailer field has its default. The hashes carry NULL as in RFC 4055, 2.1.
    private static void WritePssParameters(AsnWriter writer, HashAlgorithmName hash)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(BerReader.Context(0)))
            {
                WriteHash(writer, hash);
            }
            using (writer.PushSequence(BerReader.Context(1)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Mgf1);
                WriteHash(writer, hash);
            }
            using (writer.PushSequence(BerReader.Context(2)))
            {
                writer.WriteInteger(Digests.Size(hash));
            }
        }
    }

    private static void WriteHash(AsnWriter writer, HashAlgorithmName hash)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Digests.ToOid(hash));
            writer.WriteNull();
        }
    }

    private static string EcdsaOid(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA256" => Oids.EcdsaWithSha256,
        "SHA384" => Oids.EcdsaWithSha384,
        "SHA512" => Oids.EcdsaWithSha512,
        "SHA3-256" => Oids.EcdsaWithSha3With256,
        "SHA3-384" => Oids.EcdsaWithSha3With384,
        "SHA3-512" => Oids.EcdsaWithSha3With512,
        _ => throw new ArgumentException($"ECDSA with '{hash.Name}' is not signed.", nameof(hash)),
    };
}
