using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

/// <summary>Ways to make a CMS signature wrong, and what each is called.</summary>
public sealed class SignerCheckTests
{
    private static readonly byte[] Digest = SHA256.HashData(Samples.Content);
    private static readonly byte[] SetOfNothing = [0x31, 0x00];

    private static readonly Dictionary<string, (Forge Forge, CmsFindings Expected, bool? Intact)> Cases = new()
    {
        ["nothing wrong"] = (new Forge(), CmsFindings.None, true),
        ["two signers"] = (new Forge { Signers = 2 }, CmsFindings.SeveralSigners, true),
        ["content inside"] = (new Forge { Content = Samples.Content }, CmsFindings.EncapsulatedContent, true),
        ["other content type, both places"] = (
            new Forge { ContentType = Oids.TstInfo, Attributes = With(0, Forge.ContentTypeAttribute(Oids.TstInfo)) }, CmsFindings.ContentTypeNotData, true),
        ["content type unlike its attribute"] = (
            new Forge { Attributes = With(0, Forge.ContentTypeAttribute(Oids.TstInfo)) }, CmsFindings.ContentTypeWrong, true),
        ["content type missing"] = (new Forge { Attributes = Forge.Usual()[1..] }, CmsFindings.ContentTypeMissing, true),
        ["content type doubled"] = (
            new Forge { Attributes = [Forge.ContentTypeAttribute(), .. Forge.Usual()] }, CmsFindings.ContentTypeDoubled, true),
        ["message digest missing"] = (
            new Forge { Attributes = [Forge.Usual()[0], Forge.Usual()[2]] }, CmsFindings.MessageDigestMissing, null),
        ["message digest doubled"] = (
            new Forge { Attributes = [Forge.Usual()[0], Forge.Usual()[1], .. Forge.Usual()[1..]] }, CmsFindings.MessageDigestDoubled, true),
        ["message digest doubled, one of other content"] = (
            new Forge { Attributes = [Forge.Usual()[0], Forge.MessageDigestAttribute(new byte[32]), .. Forge.Usual()[1..]] },
            CmsFindings.MessageDigestDoubled | CmsFindings.DigestMismatch, false),
        ["message digest with two values"] = (
            new Forge { Attributes = With(1, Forge.Attribute(Oids.MessageDigest, Octets(Digest), Octets(new byte[32]))) },
            CmsFindings.MessageDigestDoubled | CmsFindings.DigestMismatch, false),
        ["message digest without value"] = (
            new Forge { Attributes = With(1, Forge.Attribute(Oids.MessageDigest)) },
            CmsFindings.MessageDigestMissing | CmsFindings.AttributeMalformed, null),
        ["message digest of another type"] = (
            new Forge { Attributes = With(1, Forge.Attribute(Oids.MessageDigest, SetOfNothing)) },
            CmsFindings.MessageDigestMissing | CmsFindings.AttributeMalformed, null),
        ["message digest of other content"] = (
            new Forge { Attributes = With(1, Forge.MessageDigestAttribute(new byte[32])) }, CmsFindings.DigestMismatch, false),
        ["signing certificate missing"] = (
            new Forge { Attributes = Forge.Usual()[..2] }, CmsFindings.SigningCertificateMissing, true),
        ["signing certificate doubled"] = (
            new Forge { Attributes = [.. Forge.Usual(), Forge.Usual()[2]] }, CmsFindings.SigningCertificateDoubled, true),
        ["signing certificate of another"] = (
            new Forge { Attributes = With(2, Forge.SigningCertificateAttribute(TestKey.OtherRsa)) }, CmsFindings.SigningCertificateMismatch, true),
        ["signing certificate, first right and second wrong"] = (
            new Forge { Attributes = [.. Forge.Usual(), Forge.SigningCertificateAttribute(TestKey.OtherRsa)] },
            CmsFindings.SigningCertificateMismatch | CmsFindings.SigningCertificateDoubled, true),
        ["signing certificate malformed"] = (
            new Forge { Attributes = With(2, Forge.Attribute(Oids.SigningCertificateV2, SetOfNothing)) },
            CmsFindings.SigningCertificateMissing | CmsFindings.AttributeMalformed, true),
        ["signing certificate by SHA-1"] = (
            new Forge { Attributes = With(2, Forge.Attribute(Oids.SigningCertificate, Reference(Sha1(TestKey.Rsa.Certificate.Span)))) },
            CmsFindings.None, true),
        ["signing certificate by SHA-1 of another"] = (
            new Forge { Attributes = With(2, Forge.Attribute(Oids.SigningCertificate, Reference(new byte[20]))) },
            CmsFindings.SigningCertificateMismatch, true),
        ["signing certificate by an unknown hash"] = (
            new Forge { Attributes = With(2, Forge.Attribute(Oids.SigningCertificateV2, Reference(new byte[16], "1.2.3.4"))) },
            CmsFindings.SigningCertificateUnknownHash, true),
        ["attribute of another kind doubled"] = (
            new Forge { Attributes = [.. Forge.Usual(), Forge.Attribute("1.2.3", Octets([1])), Forge.Attribute("1.2.3", Octets([1]))] },
            CmsFindings.AttributeDoubled, true),
        ["no signed attributes"] = (
            new Forge { Attributes = [] }, CmsFindings.SignedAttributesMissing | CmsFindings.SigningCertificateMissing, true),
        ["attributes out of order"] = (
            new Forge { Attributes = [.. Forge.Usual().Reverse()], InGivenOrder = true }, CmsFindings.AttributesNotDer, true),
        ["attributes out of order, signed so"] = (
            new Forge { Attributes = [.. Forge.Usual().Reverse()], InGivenOrder = true, SignTransmitted = true },
            CmsFindings.AttributesNotDer | CmsFindings.VerifiesOnlyAsTransmitted | CmsFindings.SignatureMismatch, false),
        ["digest algorithm not in the list"] = (
            new Forge { ListedDigest = Oids.Sha512 }, CmsFindings.DigestAlgorithmNotListed, true),
        ["digest algorithm unknown"] = (
            new Forge { ListedDigest = "1.2.3.4", SignerDigest = "1.2.3.4" }, CmsFindings.UnknownAlgorithm, null),
        ["signature algorithm unknown"] = (
            new Forge { SignatureAlgorithm = "1.2.3.4" }, CmsFindings.UnknownAlgorithm, null),
        ["signature algorithm with another hash"] = (
            new Forge { SignatureAlgorithm = Oids.Sha512WithRsa, Hash = HashAlgorithmName.SHA512 }, CmsFindings.AlgorithmConflict, true),
        ["signature algorithm with a hash that was not used"] = (
            new Forge { SignatureAlgorithm = Oids.Sha512WithRsa }, CmsFindings.AlgorithmConflict | CmsFindings.SignatureMismatch, false),
        ["signature algorithm of another kind of key"] = (
            new Forge { SignatureAlgorithm = Oids.EcdsaWithSha256 }, CmsFindings.UnusableKey, null),
        ["algorithms protected"] = (
            new Forge { Attributes = [.. Forge.Usual(), Protection(Oids.Sha256, Oids.RsaEncryption)] }, CmsFindings.None, true),
        ["algorithms protected, others used"] = (
            new Forge { Attributes = [.. Forge.Usual(), Protection(Oids.Sha512, Oids.RsaEncryption)] },
            CmsFindings.AlgorithmProtectionMismatch, true),
        ["named by key identifier"] = (new Forge { ByKeyIdentifier = true, SignerVersion = 3 }, CmsFindings.None, true),
        ["signer version of the other form"] = (new Forge { SignerVersion = 3 }, CmsFindings.UnknownElement, true),
        ["unknown version"] = (new Forge { Version = 9 }, CmsFindings.UnknownElement, true),
        ["attribute certificate"] = (
            new Forge { Certificates = [TestKey.Rsa.Certificate, new byte[] { 0xA2, 0x00 }] }, CmsFindings.UnknownElement, true),
        ["value changed"] = (new Forge { Value = static value => [.. value[..^1], (byte)(value[^1] ^ 1)] }, CmsFindings.SignatureMismatch, false),
        ["value empty"] = (new Forge { Value = static _ => [] }, CmsFindings.SignatureMismatch, false),
        ["value with a zero before it"] = (new Forge { Value = static value => [0, .. value] }, CmsFindings.SignatureMismatch, false),
        ["value with a zero after it"] = (new Forge { Value = static value => [.. value, 0] }, CmsFindings.SignatureMismatch, false),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Check_EveryCase_HasItsFindings(string name)
    {
        (Forge forge, CmsFindings expected, bool? intact) = Cases[name];

        CmsCheck check = CmsSignedData.Parse(forge.Write()).Signers[0].Check(Digest, forge.Key.Certificate);

        Assert.Equal((expected, intact), (check.Findings, check.Intact));
    }

    [Fact]
    public void Check_AnotherKeysCertificate_IsMismatch()
    {
        CmsCheck check = CmsSignedData.Parse(new Forge().Write()).Signers[0].Check(Digest, TestKey.OtherRsa.Certificate);

        Assert.Equal(CmsFindings.SignerIdentifierMismatch | CmsFindings.SigningCertificateMismatch | CmsFindings.SignatureMismatch, check.Findings);
        Assert.True(check.DigestMatches);
        Assert.False(check.Intact);
    }

    [Fact]
    public void Check_NotACertificate_SaysSo()
    {
        CmsCheck check = CmsSignedData.Parse(new Forge().Write()).Signers[0].Check(Digest, new byte[] { 0x30, 0x00 });

        Assert.Equal((CmsFindings.CertificateMalformed, null), (check.Findings, check.Intact));
    }

    [Fact]
    public void Check_CertificateOfTheSameKeyAndName_IsTheOneThatWasMeant()
    {
        (TestKey first, TestKey second) = TestKey.Twins();
        var forge = new Forge { Key = first, Attributes = Forge.Usual(first), Certificates = [second.Certificate, first.Certificate] };
        CmsSignedData cms = CmsSignedData.Parse(forge.Write());

        ReadOnlyMemory<byte>? found = cms.Signers[0].FindCertificate(cms.Certificates);

        Assert.Equal(first.Certificate.ToArray(), found?.ToArray());
        Assert.Equal(CmsFindings.None, cms.Signers[0].Check(Digest, first.Certificate).Findings);
        Assert.Equal(CmsFindings.SigningCertificateMismatch, cms.Signers[0].Check(Digest, second.Certificate).Findings);
    }

    [Fact]
    public void FindCertificate_NoneOfThem_IsNull() =>
        Assert.Null(CmsSignedData.Parse(new Forge().Write()).Signers[0].FindCertificate([TestKey.OtherRsa.Certificate, new byte[] { 1 }]));

    [Fact]
    public void FindCertificate_ByKeyIdentifier_FindsIt()
    {
        CmsSignerInfo signer = CmsSignedData.Parse(new Forge { ByKeyIdentifier = true, SignerVersion = 3 }.Write()).Signers[0];

        Assert.Equal(TestKey.Rsa.Certificate.ToArray(), signer.FindCertificate([TestKey.OtherRsa.Certificate, TestKey.Rsa.Certificate])?.ToArray());
    }

    [Fact]
    public void Check_Sha1_IsComputed()
    {
        var forge = new Forge
        {
            ListedDigest = Oids.Sha1,
            SignerDigest = Oids.Sha1,
            SignatureAlgorithm = Oids.Sha1WithRsa,
            Hash = HashAlgorithmName.SHA1,
            Attributes = With(1, Forge.MessageDigestAttribute(Sha1(Samples.Content))),
        };

        CmsCheck check = CmsSignedData.Parse(forge.Write()).Signers[0].Check(Sha1(Samples.Content), TestKey.Rsa.Certificate);

        Assert.True(check.Intact);
    }

    private static byte[][] With(int index, byte[] attribute)
    {
        byte[][] attributes = Forge.Usual();
        attributes[index] = attribute;
        return attributes;
    }

    private static byte[] Sha1(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(HashAlgorithmName.SHA1, data);

    private static byte[] Octets(byte[] value) => Forge.Encode(writer => writer.WriteOctetString(value));

    // SigningCertificate or SigningCertificateV2 with a hash alone.
    private static byte[] Reference(byte[] hash, string? algorithm = null) => Forge.Encode(writer =>
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            if (algorithm is not null)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(algorithm);
                }
            }
            writer.WriteOctetString(hash);
        }
    });

    private static byte[] Protection(string digest, string signature) => Forge.Attribute(Oids.AlgorithmProtection, Forge.Encode(writer =>
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(digest);
            }
            using (writer.PushSequence(BerReader.Context(1)))
            {
                writer.WriteObjectIdentifier(signature);
            }
        }
    }));
}
