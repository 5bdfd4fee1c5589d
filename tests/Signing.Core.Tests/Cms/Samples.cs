using System.Formats.Asn1;
using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

/// <summary>Signatures to look at and to break.</summary>
internal static class Samples
{
    internal static readonly byte[] Content = "The bytes of a document."u8.ToArray();

    internal static readonly DateTimeOffset Time = new(2026, 11, 23, 8, 30, 15, TimeSpan.Zero);

    internal static TheoryData<string> Algorithms => [.. AlgorithmsByName.Keys];

    internal static Dictionary<string, SignatureAlgorithm> AlgorithmsByName { get; } = new SignatureAlgorithm[]
    {
        SignatureAlgorithm.RsaPkcs1Sha256, SignatureAlgorithm.RsaPkcs1Sha384, SignatureAlgorithm.RsaPkcs1Sha512,
        SignatureAlgorithm.RsaPssSha256, SignatureAlgorithm.RsaPssSha384, SignatureAlgorithm.RsaPssSha512,
        SignatureAlgorithm.EcdsaSha256, SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.EcdsaSha512,
        SignatureAlgorithm.Ed25519,
    }.ToDictionary(static algorithm => algorithm.ToString());

    internal static byte[] Digest(SignatureAlgorithm algorithm) => CryptographicOperations.HashData(algorithm.Hash, Content);

    /// <summary>A signature over <see cref="Content"/>.</summary>
    internal static byte[] Sign(SignatureAlgorithm algorithm, TestKey? key = null, ReadOnlyMemory<byte>? token = null)
    {
        key ??= TestKey.For(algorithm);
        byte[] attributes = SignedAttributes.Build(Digest(algorithm), key.Certificate, algorithm.Hash);
        return CmsWriter.Write(attributes, algorithm, key.Sign(attributes, algorithm), [key.Certificate, TestKey.OtherRsa.Certificate], token);
    }

    /// <summary>A time-stamp token over this data.</summary>
    internal static byte[] Stamp(byte[] data, bool withCertificate = true, string? time = null, TestKey? by = null, HashAlgorithmName? hash = null, string? hashOid = null)
    {
        TestKey key = by ?? TestKey.TimestampAuthority;
        HashAlgorithmName imprint = hash ?? HashAlgorithmName.SHA256;
        byte[] info = Info(CryptographicOperations.HashData(imprint, data), hashOid ?? Digests.ToOid(imprint), time ?? "20261123083015Z");
        byte[] attributes = SignedAttributes.Build(SHA256.HashData(info), key.Certificate, HashAlgorithmName.SHA256, Oids.TstInfo);
        byte[] value = key.Sign(attributes, SignatureAlgorithm.RsaPkcs1Sha256);
        return CmsWriter.WriteTimestampToken(
            info, attributes, SignatureAlgorithm.RsaPkcs1Sha256, value, key.Certificate, withCertificate ? [key.Certificate] : []);
    }

    internal static CmsCheck Check(byte[] cms, SignatureAlgorithm algorithm, TestKey? key = null) =>
        CmsSignedData.Parse(cms).Signers[0].Check(Digest(algorithm), (key ?? TestKey.For(algorithm)).Certificate);

    private static byte[] Info(byte[] imprint, string hash, string time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.2.3.4.5");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(hash);
                }
                writer.WriteOctetString(imprint);
            }
            writer.WriteInteger(77);
            writer.WriteEncodedValue([0x18, (byte)time.Length, .. System.Text.Encoding.ASCII.GetBytes(time)]);
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteInteger(500, BerReader.Context(0));
                writer.WriteInteger(250, BerReader.Context(1));
            }
            writer.WriteBoolean(true);
            writer.WriteInteger(0x8000000000000001);
        }
        return writer.Encode();
    }
}
