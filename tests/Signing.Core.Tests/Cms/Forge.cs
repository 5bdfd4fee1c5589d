using System.Formats.Asn1;
using System.Security.Cryptography;
using Signing.Core.Cms;

namespace Signing.Core.Tests.Cms;

/// <summary>Writes signatures with something wrong about them, and the signature value right unless said otherwise.</summary>
internal sealed class Forge
{
    internal TestKey Key { get; init; } = TestKey.Rsa;

    internal int Version { get; init; } = 1;

    internal string ContentType { get; init; } = Oids.Data;

    internal byte[]? Content { get; init; }

    internal string ListedDigest { get; init; } = Oids.Sha256;

    internal string SignerDigest { get; init; } = Oids.Sha256;

    internal string SignatureAlgorithm { get; init; } = Oids.RsaEncryption;

    /// <summary>The hash that the value is really made with.</summary>
    internal HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    internal int Signers { get; init; } = 1;

    internal int SignerVersion { get; init; } = 1;

    /// <summary>Named by key identifier instead of issuer and serial number.</summary>
    internal bool ByKeyIdentifier { get; init; }

    /// <summary>The signed attributes; none: the signature is over the content.</summary>
    internal IReadOnlyList<byte[]> Attributes { get; init; } = Usual();

    /// <summary>Send the attributes in the order given, not in that of DER.</summary>
    internal bool InGivenOrder { get; init; }

    /// <summary>Sign the attributes as they are sent, not over their DER encoding.</summary>
    internal bool SignTransmitted { get; init; }

    internal IReadOnlyList<byte[]> UnsignedAttributes { get; init; } = [];

    internal IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; } = [TestKey.Rsa.Certificate];

    internal IReadOnlyList<byte[]> RevocationChoices { get; init; } = [];

    /// <summary>Changes the value after signing.</summary>
    internal Func<byte[], byte[]> Value { get; init; } = static value => value;

    /// <summary>content-type, message-digest and signing-certificate-v2, in DER order.</summary>
    internal static byte[][] Usual(TestKey? key = null) =>
        [ContentTypeAttribute(), MessageDigestAttribute(), SigningCertificateAttribute(key ?? TestKey.Rsa)];

    internal static byte[] ContentTypeAttribute(string oid = Oids.Data) => Attribute(Oids.ContentType, Encode(w => w.WriteObjectIdentifier(oid)));

    internal static byte[] MessageDigestAttribute(byte[]? digest = null) =>
        Attribute(Oids.MessageDigest, Encode(w => w.WriteOctetString(digest ?? SHA256.HashData(Samples.Content))));

    /// <summary>The attribute as <see cref="SignedAttributes.Build"/> makes it for this key's certificate.</summary>
    internal static byte[] SigningCertificateAttribute(TestKey key)
    {
        byte[] built = SignedAttributes.Build(new byte[32], key.Certificate, HashAlgorithmName.SHA256);
        return new AsnReader(built, AsnEncodingRules.DER).ReadSetOf().ReadElements()[^1].ToArray();
    }

    internal static byte[] Attribute(string oid, params byte[][] values) => Encode(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
            {
                foreach (byte[] value in values)
                {
                    writer.WriteEncodedValue(value);
                }
            }
        }
    });

    // BER, so that the order of a SET is the caller's.
    internal static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        write(writer);
        return writer.Encode();
    }

    internal byte[] Write() => Encode(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(BerReader.Context(0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(Version);
                Set(writer, null, [Algorithm(ListedDigest)]);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(ContentType);
                    if (Content is not null)
                    {
                        using (writer.PushSequence(BerReader.Context(0)))
                        {
                            writer.WriteOctetString(Content);
                        }
                    }
                }
                Set(writer, BerReader.Context(0), [.. Certificates.Select(static c => c.ToArray())]);
                if (RevocationChoices.Count > 0)
                {
                    Set(writer, BerReader.Context(1), RevocationChoices);
                }
                Set(writer, null, [.. Enumerable.Repeat(SignerInfo(), Signers)]);
            }
        }
    });

    private byte[] SignerInfo() => Encode(writer =>
    {
        byte[] given = Encode(w => Set(w, null, Attributes));
        byte[] signed = Attributes.Count == 0 ? Samples.Content : SignTransmitted ? given : DerForm.Encode(given);
        CertificateFields certificate = CertificateFields.Parse(Key.Certificate);
        using (writer.PushSequence())
        {
            writer.WriteInteger(SignerVersion);
            if (ByKeyIdentifier)
            {
                writer.WriteOctetString(certificate.SubjectKeyIdentifier!.Value.Span, BerReader.Context(0));
            }
            else
            {
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(certificate.Issuer.Span);
                    writer.WriteInteger(certificate.SerialNumber.Span);
                }
            }
            writer.WriteEncodedValue(Algorithm(SignerDigest));
            if (Attributes.Count > 0)
            {
                byte[] sent = InGivenOrder ? [.. given] : DerForm.Encode(given);
                sent[0] = 0xA0;
                writer.WriteEncodedValue(sent);
            }
            writer.WriteEncodedValue(Algorithm(SignatureAlgorithm));
            writer.WriteOctetString(Value(Key.Sign(signed, new SignatureAlgorithm(SignatureScheme.RsaPkcs1, Hash))));
            if (UnsignedAttributes.Count > 0)
            {
                Set(writer, BerReader.Context(1), UnsignedAttributes);
            }
        }
    });

    private static byte[] Algorithm(string oid) => Encode(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
        }
    });

    private static void Set(AsnWriter writer, Asn1Tag? tag, IReadOnlyList<byte[]> elements)
    {
        using (writer.PushSetOf(tag))
        {
            foreach (byte[] element in elements)
            {
                writer.WriteEncodedValue(element);
            }
        }
    }
}
