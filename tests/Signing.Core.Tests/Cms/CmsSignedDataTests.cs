using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

public sealed class CmsSignedDataTests
{
    private static readonly byte[] Sample = Samples.Sign(SignatureAlgorithm.RsaPkcs1Sha256);
    private static readonly byte[] Digest = SHA256.HashData(Samples.Content);

    [Theory]
    [InlineData("RSA-SHA-256")]
    [InlineData("RSA-PSS-SHA-384")]
    [InlineData("ECDSA-SHA-256")]
    [InlineData("Ed25519")]
    public void Parse_IndefiniteLengthsThroughout_VerifiesAsDerDoes(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];
        byte[] der = Samples.Sign(algorithm);
        CmsSignedData original = CmsSignedData.Parse(der);
        byte[] ber = [.. BerForm.Of(der), 0, 0, 0, 0];

        CmsSignedData cms = CmsSignedData.Parse(ber);

        Assert.Equal(TrailingBytes.Zeros, cms.TrailingBytes);
        Assert.Equal(ber.Length - 4, cms.Encoding.Length);
        CmsSignerInfo signer = Assert.Single(cms.Signers);
        Assert.False(signer.SignedAttributesWereDer);
        Assert.Equal(original.Signers[0].SignedAttributesDer!.Value.ToArray(), signer.SignedAttributesDer!.Value.ToArray());
        Assert.Equal(original.Signers[0].SignatureValue.ToArray(), signer.SignatureValue.ToArray());
        CmsCheck check = signer.Check(Samples.Digest(algorithm), TestKey.For(algorithm).Certificate);
        Assert.Equal((CmsFindings.AttributesNotDer, true), (check.Findings, check.Intact));
    }

    [Fact]
    public void Parse_StreamedByOpenSsl_IsUnderstood()
    {
        using var openssl = new OpenSsl();
        openssl.Write("content", Samples.Content);
        openssl.Succeed("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=Streamed", "-days", "30");
        openssl.Succeed("cms", "-sign", "-binary", "-in", "content", "-signer", "cert.pem", "-inkey", "key.pem", "-outform", "DER", "-stream", "-nodetach", "-out", "cms.ber", "-cades");

        CmsSignedData cms = CmsSignedData.Parse(openssl.Read("cms.ber"));

        Assert.Equal(Samples.Content, cms.EncapsulatedContent?.ToArray());
        CmsCheck check = cms.Signers[0].Check(Digest, cms.Signers[0].FindCertificate(cms.Certificates)!.Value);
        Assert.Equal((CmsFindings.EncapsulatedContent, true), (check.Findings, check.Intact));
        Assert.NotNull(cms.Signers[0].Facts.SigningTime);
    }

    [Theory]
    [InlineData(0, "None")]
    [InlineData(1, "Zeros")]
    [InlineData(5000, "Zeros")]
    public void Parse_Zeros_ArePadding(int count, string expected)
    {
        CmsSignedData cms = CmsSignedData.Parse((byte[])[.. Sample, .. new byte[count]]);

        Assert.Equal(expected, cms.TrailingBytes.ToString());
        Assert.Equal(Sample, cms.Encoding.ToArray());
        Assert.Equal(CmsFindings.None, cms.Findings);
    }

    [Fact]
    public void Parse_OtherBytesAfterTheStructure_AreAFinding()
    {
        CmsSignedData cms = CmsSignedData.Parse((byte[])[.. Sample, 0, 0, 1, 0]);

        Assert.Equal(TrailingBytes.Other, cms.TrailingBytes);
        Assert.Equal(CmsFindings.TrailingBytes, cms.Findings);
        Assert.Equal(CmsFindings.TrailingBytes, cms.Signers[0].Check(Digest, TestKey.Rsa.Certificate).Findings);
    }

    [Fact]
    public void Parse_NoSigner_IsAFinding() =>
        Assert.Equal(CmsFindings.SignerMissing, CmsSignedData.Parse(new Forge { Signers = 0 }.Write()).Findings);

    [Fact]
    public void Parse_TooManySigners_Throws()
    {
        CmsException exception = Assert.Throws<CmsException>(() => CmsSignedData.Parse(new Forge { Signers = 33 }.Write()));

        Assert.Equal(CmsProblem.TooLarge, exception.Problem);
    }

    [Fact]
    public void Parse_TooManyCertificates_Throws()
    {
        var forge = new Forge { Certificates = [.. Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[] { 0x30, 0x00 }, BerReader.MaxElements + 1)] };

        CmsException exception = Assert.Throws<CmsException>(() => CmsSignedData.Parse(forge.Write()));

        Assert.Equal(CmsProblem.TooLarge, exception.Problem);
    }

    [Fact]
    public void Parse_AttributeNestedWithoutEnd_Throws()
    {
        byte[] nested = [];
        for (int i = 0; i < 40; i++)
        {
            byte[] inner = nested;
            nested = Forge.Encode(writer =>
            {
                using (writer.PushSequence())
                {
                    if (inner.Length > 0)
                    {
                        writer.WriteEncodedValue(inner);
                    }
                }
            });
        }

        // What a signer would refuse to sign, sent by hand.
        byte[] attribute = Forge.Attribute("1.2.3", nested);
        CmsException exception = Assert.Throws<CmsException>(() => CmsSignedData.Parse(new Forge { Attributes = [attribute] }.Write()));

        Assert.Equal(CmsProblem.TooDeep, exception.Problem);
    }

    [Fact]
    public void Parse_AMillionOpenSequences_EndsAtOnce()
    {
        byte[] bytes = new byte[2_000_000];
        for (int i = 0; i < bytes.Length; i += 2)
        {
            (bytes[i], bytes[i + 1]) = (0x30, 0x80);
        }

        Assert.Throws<CmsException>(() => CmsSignedData.Parse(bytes));
    }

    [Fact]
    public void Parse_HugeIdentifier_Throws()
    {
        byte[] identifier = [0x06, 0x83, 0x01, 0x00, 0x00, .. Enumerable.Repeat((byte)0xFF, 0xFFFF), 0x7F];
        byte[] contentInfo = [0x30, 0x83, 0x01, 0x00, 0x05, .. identifier];

        CmsException exception = Assert.Throws<CmsException>(() => CmsSignedData.Parse(contentInfo));

        Assert.Equal(CmsProblem.TooLarge, exception.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("30")]
    [InlineData("3000")]
    [InlineData("308000")]
    [InlineData("30800000")]
    [InlineData("0400")]
    [InlineData("308400FFFFFF")]
    [InlineData("3084FFFFFFFF00")]
    [InlineData("3088FFFFFFFFFFFFFFFF00")]
    [InlineData("FFD8FFE000104A464946")]
    public void Parse_NotACms_Throws(string hex) =>
        Assert.Throws<CmsException>(() => CmsSignedData.Parse(Convert.FromHexString(hex)));

    [Fact]
    public void Parse_AnotherContentType_SaysSo()
    {
        byte[] data = [0x30, 0x0F, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01, 0xA0, 0x02, 0x04, 0x00];

        CmsException exception = Assert.Throws<CmsException>(() => CmsSignedData.Parse(data));

        Assert.Equal(CmsProblem.WrongContentType, exception.Problem);
    }

    [Fact]
    public void Parse_ProofsWhereSignersPutThem_AreAllFound()
    {
        byte[] crl = [0x30, 0x03, 0x02, 0x01, 0x00], archived = [0x30, 0x03, 0x02, 0x01, 0x01], values = [0x30, 0x03, 0x02, 0x01, 0x02];
        byte[] ocsp = [0x30, 0x03, 0x02, 0x01, 0x03], archivedOcsp = [0x30, 0x03, 0x02, 0x01, 0x04], basic = [0x30, 0x03, 0x02, 0x01, 0x05];
        byte[] certificate = [0x30, 0x03, 0x02, 0x01, 0x06];
        var forge = new Forge
        {
            RevocationChoices = [crl, OcspChoice(ocsp)],
            Attributes = [.. Forge.Usual(), Forge.Attribute(Oids.AdobeRevocationInfo, Proofs(archived, archivedOcsp))],
            UnsignedAttributes =
            [
                Forge.Attribute(Oids.RevocationValues, Proofs(values, basic)),
                Forge.Attribute(Oids.CertificateValues, Forge.Encode(writer =>
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteEncodedValue(certificate);
                    }
                })),
            ],
        };

        CmsSignedData cms = CmsSignedData.Parse(forge.Write());

        Assert.Equal([crl, archived, values], cms.Crls.Select(static c => c.ToArray()));
        Assert.Equal(3, cms.OcspResponses.Count);
        Assert.Equal([ocsp, archivedOcsp], cms.OcspResponses.Take(2).Select(static c => c.ToArray()));
        Assert.Equal(basic, Org.BouncyCastle.Asn1.Ocsp.OcspResponse.GetInstance(cms.OcspResponses[2].ToArray()).ResponseBytes.Response.GetOctets());
        Assert.Equal([TestKey.Rsa.Certificate.ToArray(), certificate], cms.Certificates.Select(static c => c.ToArray()));
        Assert.Equal(CmsFindings.None, cms.Findings);
    }

    [Fact]
    public void Parse_BrokenProofs_AreLeftOut()
    {
        var forge = new Forge { UnsignedAttributes = [Forge.Attribute(Oids.RevocationValues, [0x04, 0x00]), Forge.Attribute(Oids.CertificateValues, [0x04, 0x00])] };

        CmsSignedData cms = CmsSignedData.Parse(forge.Write());

        Assert.Empty(cms.Crls);
        Assert.Single(cms.Certificates);
    }

    [Fact]
    public void Parse_SeveralTokens_AreAllListed()
    {
        byte[] first = Samples.Stamp([1]), second = Samples.Stamp([2]);
        var forge = new Forge { UnsignedAttributes = [Forge.Attribute(Oids.SignatureTimestamp, first), Forge.Attribute(Oids.SignatureTimestamp, second)] };

        CmsSignerInfo signer = CmsSignedData.Parse(forge.Write()).Signers[0];

        Assert.Equal([first, second], signer.SignatureTimestamps.Select(static t => t.ToArray()));
    }

    [Theory]
    [InlineData(0x17, "261123083015Z", true)]
    [InlineData(0x18, "20261123083015Z", true)]
    [InlineData(0x18, "20261123083015", false)]
    [InlineData(0x18, "20261123083015+0700", false)]
    [InlineData(0x17, "261123153015+0700", false)]
    [InlineData(0x18, "20261323083015Z", false)]
    public void Parse_SigningTime_IsReadInUtcOnly(byte tag, string text, bool understood)
    {
        byte[] value = [tag, (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)];

        CmsSignedData cms = CmsSignedData.Parse(new Forge { Attributes = [.. Forge.Usual(), Forge.Attribute(Oids.SigningTime, value)] }.Write());

        Assert.Equal(understood ? Samples.Time : null, cms.Signers[0].Facts.SigningTime);
        Assert.Equal(understood ? CmsFindings.None : CmsFindings.AttributeMalformed, cms.Signers[0].Facts.Findings);
    }

    private static byte[] OcspChoice(byte[] response) => Forge.Encode(writer =>
    {
        using (writer.PushSequence(BerReader.Context(1)))
        {
            writer.WriteObjectIdentifier(Oids.OcspResponseInfo);
            writer.WriteEncodedValue(response);
        }
    });

    private static byte[] Proofs(byte[] crl, byte[] ocsp) => Forge.Encode(writer =>
    {
        using (writer.PushSequence())
        {
            foreach ((int number, byte[] proof) in ((int, byte[])[])[(0, crl), (1, ocsp)])
            {
                using (writer.PushSequence(BerReader.Context(number)))
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(proof);
                }
            }
        }
    });
}
