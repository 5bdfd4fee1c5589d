using System.Security.Cryptography;
using Signing.Core.Cms;
using Xunit;

namespace Signing.Core.Tests.Cms;

public sealed class CmsWriterTests
{
    public static TheoryData<string> Algorithms => Samples.Algorithms;

    // OpenSSL 3.0 has no Ed25519 in CMS; a test of its own asks it for the value alone.
    public static TheoryData<string> AlgorithmsOfOpenSsl => [.. Samples.AlgorithmsByName.Keys.Where(static name => name != "Ed25519")];

    [Theory]
    [MemberData(nameof(AlgorithmsOfOpenSsl))]
    public void Write_EveryAlgorithm_IsAcceptedByOpenSsl(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];
        using var openssl = new OpenSsl();
        openssl.Write("cms.der", Samples.Sign(algorithm));
        openssl.Write("content", Samples.Content);
        openssl.WriteCertificate("ca.pem", TestKey.For(algorithm).Certificate);

        openssl.Succeed("cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "content",
            "-CAfile", "ca.pem", "-purpose", "any", "-out", "verified");

        Assert.Equal(Samples.Content, openssl.Read("verified"));
    }

    [Fact]
    public void Write_Ed25519_ValueIsAcceptedByOpenSsl()
    {
        CmsSignerInfo signer = CmsSignedData.Parse(Samples.Sign(SignatureAlgorithm.Ed25519)).Signers[0];
        using var openssl = new OpenSsl();
        openssl.Write("attributes", signer.SignedAttributesDer!.Value.Span);
        openssl.Write("value", signer.SignatureValue.Span);
        openssl.WriteCertificate("signer.pem", TestKey.Ed25519.Certificate);

        openssl.Succeed("pkeyutl", "-verify", "-certin", "-inkey", "signer.pem", "-rawin", "-in", "attributes", "-sigfile", "value");
    }

    [Fact]
    public void Write_OtherContent_IsRefusedByOpenSsl()
    {
        using var openssl = new OpenSsl();
        openssl.Write("cms.der", Samples.Sign(SignatureAlgorithm.RsaPkcs1Sha256));
        openssl.Write("content", "Other bytes."u8);

        (int exitCode, string _) = openssl.Run("cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "content", "-noverify", "-out", "verified");

        Assert.NotEqual(0, exitCode);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Write_EveryAlgorithm_ReadsBackWithoutFindings(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];

        CmsSignedData cms = CmsSignedData.Parse(Samples.Sign(algorithm));

        CmsSignerInfo signer = Assert.Single(cms.Signers);
        Assert.Equal(algorithm, signer.Method?.Algorithm);
        Assert.Equal(algorithm.Hash, signer.Digest);
        Assert.Equal(2, cms.Certificates.Count);
        ReadOnlyMemory<byte>? certificate = signer.FindCertificate(cms.Certificates);
        Assert.Equal(TestKey.For(algorithm).Certificate.ToArray(), certificate?.ToArray());
        CmsCheck check = signer.Check(Samples.Digest(algorithm), certificate!.Value);
        Assert.Equal((CmsFindings.None, true), (check.Findings, check.Intact));
    }

    // The identifiers as the standards print them: RFC 3370, 3.2; RFC 4055, 2.1 and 3.1; RFC 5754, 3.3; RFC 8419, 2.1.
    [Theory]
    [InlineData("RSA-SHA-256", "300D06092A864886F70D0101010500")]
    [InlineData("RSA-PSS-SHA-256", "304106092A864886F70D01010A3034A00F300D06096086480165030402010500A11C301A06092A864886F70D010108300D06096086480165030402010500A203020120")]
    [InlineData("ECDSA-SHA-256", "300A06082A8648CE3D040302")]
    [InlineData("ECDSA-SHA-384", "300A06082A8648CE3D040303")]
    [InlineData("Ed25519", "300506032B6570")]
    public void Write_SignatureAlgorithm_IsEncodedExactly(string name, string identifier) =>
        Assert.Contains(identifier + "04", Convert.ToHexString(Samples.Sign(Samples.AlgorithmsByName[name])), StringComparison.Ordinal);

    [Fact]
    public void Write_WithToken_KeepsTheTokensBytes()
    {
        byte[] token = BerForm.Of(Samples.Stamp(Samples.Content)); // BER, as some authorities send it

        CmsSignedData cms = CmsSignedData.Parse(Samples.Sign(SignatureAlgorithm.RsaPkcs1Sha256, token: token));

        Assert.Equal(token, Assert.Single(cms.Signers[0].SignatureTimestamps).ToArray());
        Assert.Equal(0x30, cms.Encoding.Span[0]);
    }

    [Fact]
    public void Write_WithToken_IsAcceptedByOpenSsl()
    {
        byte[] attributes = SignedAttributes.Build(SHA256.HashData(Samples.Content), TestKey.Rsa.Certificate, HashAlgorithmName.SHA256);
        byte[] value = TestKey.Rsa.Sign(attributes, SignatureAlgorithm.RsaPkcs1Sha256);
        byte[] cms = CmsWriter.Write(attributes, SignatureAlgorithm.RsaPkcs1Sha256, value, [TestKey.Rsa.Certificate], Samples.Stamp(value));
        using var openssl = new OpenSsl();
        openssl.Write("cms.der", cms);
        openssl.Write("content", Samples.Content);
        openssl.Write("value", value);
        openssl.Write("token.der", CmsSignedData.Parse(cms).Signers[0].SignatureTimestamps[0].Span);
        openssl.WriteCertificate("ca.pem", TestKey.Rsa.Certificate);
        openssl.WriteCertificate("tsa.pem", TestKey.TimestampAuthority.Certificate);

        openssl.Succeed("cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "content", "-CAfile", "ca.pem", "-purpose", "any", "-out", "verified");
        openssl.Succeed("ts", "-verify", "-data", "value", "-in", "token.der", "-token_in", "-CAfile", "tsa.pem");
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void MeasureUpperBound_EveryAlgorithm_IsReachedButNotPassed(string name)
    {
        SignatureAlgorithm algorithm = Samples.AlgorithmsByName[name];
        byte[] token = Samples.Stamp(Samples.Content);
        ReadOnlyMemory<byte>[] certificates = [TestKey.For(algorithm).Certificate, TestKey.OtherRsa.Certificate];

        int bound = CmsWriter.MeasureUpperBound(algorithm, certificates);
        int boundWithToken = CmsWriter.MeasureUpperBound(algorithm, certificates, token.Length);

        Assert.InRange(Samples.Sign(algorithm).Length, bound - 8, bound);
        Assert.InRange(Samples.Sign(algorithm, token: token).Length, boundWithToken - 64, boundWithToken);
    }

    [Fact]
    public void Write_TamperedAttributesTag_Throws() =>
        Assert.Throws<ArgumentException>(() => CmsWriter.Write(new byte[] { 0x30, 0x00 }, SignatureAlgorithm.RsaPkcs1Sha256, new byte[256], [TestKey.Rsa.Certificate]));
}
