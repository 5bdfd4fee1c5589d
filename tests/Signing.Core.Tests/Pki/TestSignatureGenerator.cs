using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Tests.Pki;

/// <summary>ECDSA signatures over any hash, SHA-1 too, which the platform no longer puts on certificates.</summary>
internal sealed class TestSignatureGenerator(ECDsa key, HashAlgorithmName hash) : X509SignatureGenerator
{
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(hash == HashAlgorithmName.SHA1 ? "1.2.840.10045.4.1" : "1.2.840.10045.4.3.2");
        }
        return writer.Encode();
    }

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => Sign(data);

    internal byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data.ToArray(), hash, DSASignatureFormat.Rfc3279DerSequence);

    internal byte[] Identifier() => GetSignatureAlgorithmIdentifier(hash);

    protected override PublicKey BuildPublicKey() => new(key);
}
