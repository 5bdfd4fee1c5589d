using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Ess;
using Org.BouncyCastle.Asn1.X509;
using Signing.Core.Cms;
using Xunit;
using AttributeTable = Org.BouncyCastle.Asn1.Cms.AttributeTable;

namespace Signing.Core.Tests.Cms;

public sealed class SignedAttributesTests
{
    [Fact]
    public void Build_Always_HasTheThreeAttributesOfPadesAndNoSigningTime()
    {
        AttributeTable table = Read(Build(HashAlgorithmName.SHA256));

        Assert.Equal(3, table.Count);
        Assert.Equal(Oids.Data, table[CmsAttributes.ContentType].AttrValues[0].ToString());
        Assert.Null(table[CmsAttributes.SigningTime]);
        byte[] digest = Asn1OctetString.GetInstance(table[CmsAttributes.MessageDigest].AttrValues[0]).GetOctets();
        Assert.Equal(SHA256.HashData(Samples.Content), digest);
    }

    [Fact]
    public void Build_WithSha256_LeavesTheDefaultHashOut()
    {
        EssCertIDv2 reference = ReadReference(Build(HashAlgorithmName.SHA256));

        // Not what the type says, which fills the default in, but what is written: two elements, hash and issuerSerial.
        Assert.Equal(2, Asn1Sequence.GetInstance(ReadAttribute(Build(HashAlgorithmName.SHA256))[0]).Count);
        Assert.Equal(SHA256.HashData(TestKey.Rsa.Certificate.Span), reference.GetCertHash());
    }

    [Fact]
    public void Build_WithSha384_NamesTheHash()
    {
        EssCertIDv2 reference = ReadReference(Build(HashAlgorithmName.SHA384));

        Assert.Equal(Oids.Sha384, reference.HashAlgorithm.Algorithm.Id);
        Assert.Equal(SHA384.HashData(TestKey.Rsa.Certificate.Span), reference.GetCertHash());
    }

    [Fact]
    public void Build_Always_NamesIssuerAndSerialNumber()
    {
        EssCertIDv2 reference = ReadReference(Build(HashAlgorithmName.SHA256));
        X509CertificateStructure certificate = X509CertificateStructure.GetInstance(TestKey.Rsa.Certificate.ToArray());

        Assert.Equal(certificate.SerialNumber.Value, reference.IssuerSerial.Serial.Value);
        GeneralName issuer = Assert.Single(reference.IssuerSerial.Issuer.GetNames());
        Assert.Equal(GeneralName.DirectoryName, issuer.TagNo);
        Assert.Equal(certificate.Issuer.GetDerEncoded(), issuer.Name.ToAsn1Object().GetDerEncoded());
    }

    [Fact]
    public void Build_Always_IsDer()
    {
        byte[] attributes = Build(HashAlgorithmName.SHA512);

        Assert.Equal(0x31, attributes[0]);
        Assert.Equal(attributes, Asn1Object.FromByteArray(attributes).GetEncoded(Asn1Encodable.Der));
        new AsnReader(attributes, AsnEncodingRules.DER).ReadSetOf(); // throws when the elements are not in order
    }

    [Fact]
    public void Build_DigestOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => SignedAttributes.Build(new byte[20], TestKey.Rsa.Certificate, HashAlgorithmName.SHA256));

    [Fact]
    public void Build_Sha1_Throws() =>
        Assert.Throws<ArgumentException>(() => SignedAttributes.Build(new byte[20], TestKey.Rsa.Certificate, HashAlgorithmName.SHA1));

    [Fact]
    public void Build_NotACertificate_ThrowsCmsException() =>
        Assert.Throws<CmsException>(() => SignedAttributes.Build(new byte[32], new byte[] { 1, 2, 3 }, HashAlgorithmName.SHA256));

    private static byte[] Build(HashAlgorithmName hash) =>
        SignedAttributes.Build(CryptographicOperations.HashData(hash, Samples.Content), TestKey.Rsa.Certificate, hash);

    private static AttributeTable Read(byte[] attributes) => new(Asn1Set.GetInstance(attributes));

    // The certs of SigningCertificateV2.
    private static Asn1Sequence ReadAttribute(byte[] attributes)
    {
        Asn1Encodable value = Read(attributes)[new DerObjectIdentifier(Oids.SigningCertificateV2)].AttrValues[0];
        return Asn1Sequence.GetInstance(Asn1Sequence.GetInstance(value)[0]);
    }

    private static EssCertIDv2 ReadReference(byte[] attributes) => EssCertIDv2.GetInstance(ReadAttribute(attributes)[0]);
}
