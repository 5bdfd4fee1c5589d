using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Signing.Core.Cms;
using Xunit;
using Digests = Signing.Core.Cms.Digests;

namespace Signing.Core.Tests.Cms;

/// <summary>A second implementation reads what we write, and we read what it writes.</summary>
public sealed class BouncyCastleTests
{
    public static TheoryData<string> Algorithms => Samples.Algorithms;

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Write_EveryAlgorithm_IsAccepted(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];
        var cms = new Org.BouncyCastle.Cms.CmsSignedData(new CmsProcessableByteArray(Samples.Content), Samples.Sign(algorithm));
        X509Certificate certificate = new(TestKey.For(algorithm).Certificate.ToArray());

        SignerInformation signer = Assert.Single(cms.GetSignerInfos().GetSigners());

        Assert.True(signer.SignerID.Match(certificate));
        Assert.True(signer.Verify(certificate));
    }

    [Theory]
    [InlineData("SHA256withRSA", "RSA")]
    [InlineData("SHA512withRSA", "RSA")]
    [InlineData("SHA256withRSAandMGF1", "RSA")]
    [InlineData("SHA256withECDSA", "ECDSA")]
    public void Check_SignatureInIndefiniteLengths_IsIntact(string algorithm, string keyAlgorithm)
    {
        AsymmetricCipherKeyPair pair = Generate(keyAlgorithm);
        X509Certificate certificate = SelfSign(pair, algorithm);
        var generator = new CmsSignedDataGenerator();
        generator.AddSignerInfoGenerator(new SignerInfoGeneratorBuilder().Build(
            new Org.BouncyCastle.Crypto.Operators.Asn1SignatureFactory(algorithm, pair.Private), certificate));
        generator.AddCertificates(CollectionUtilities.CreateStore([certificate]));
        byte[] bytes = generator.Generate(new CmsProcessableByteArray(Samples.Content), encapsulate: false).GetEncoded();
        Assert.Equal([0x30, 0x80], bytes[..2]);

        Signing.Core.Cms.CmsSignedData cms = Signing.Core.Cms.CmsSignedData.Parse(bytes);

        CmsSignerInfo signer = Assert.Single(cms.Signers);
        byte[] digest = Digests.Hash(signer.Digest!.Value, Samples.Content);
        CmsCheck check = signer.Check(digest, signer.FindCertificate(cms.Certificates)!.Value);
        Assert.True(check.Intact);
        Assert.Equal(CmsFindings.SigningCertificateMissing, check.Findings);
    }

    private static AsymmetricCipherKeyPair Generate(string algorithm)
    {
        IAsymmetricCipherKeyPairGenerator generator = GeneratorUtilities.GetKeyPairGenerator(algorithm);
        generator.Init(new KeyGenerationParameters(new SecureRandom(), algorithm == "RSA" ? 2048 : 256));
        return generator.GenerateKeyPair();
    }

    private static X509Certificate SelfSign(AsymmetricCipherKeyPair pair, string algorithm)
    {
        var name = new Org.BouncyCastle.Asn1.X509.X509Name("CN=Second");
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(Org.BouncyCastle.Math.BigInteger.ValueOf(7));
        generator.SetIssuerDN(name);
        generator.SetSubjectDN(name);
        generator.SetNotBefore(Samples.Time.UtcDateTime);
        generator.SetNotAfter(Samples.Time.UtcDateTime.AddYears(1));
        generator.SetPublicKey(pair.Public);
        return generator.Generate(new Org.BouncyCastle.Crypto.Operators.Asn1SignatureFactory(algorithm, pair.Private));
    }
}
