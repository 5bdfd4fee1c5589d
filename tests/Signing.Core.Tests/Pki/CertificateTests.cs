using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class CertificateTests
{
    [Fact]
    public void Parse_Certificate_TellsWhatItSays()
    {
        TestEntity root = TestEntity.Root();
        TestEntity entity = root.Issue(new TestTemplate("Nguyễn Văn A")
        {
            ExtendedKeyUsage = ["1.3.6.1.5.5.7.3.4"],
            Ocsp = "http://ocsp.example.vn/",
            Crl = "http://crl.example.vn/ca.crl",
        });

        Certificate certificate = Certificate.Parse(entity.Platform.RawData);

        Assert.Equal(entity.Platform.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), certificate.Thumbprint);
        Assert.Equal("Nguyễn Văn A", certificate.Subject.CommonName);
        Assert.Equal("CN=Nguyễn Văn A, O=Test", certificate.Subject.ToString());
        Assert.Equal("Test", certificate.Subject.Organization);
        Assert.Equal(root.Certificate.Subject, certificate.Issuer);
        Assert.Equal(entity.Platform.SerialNumber.ToLowerInvariant(), certificate.SerialNumber);
        Assert.Equal(entity.Platform.NotAfter.ToUniversalTime(), certificate.NotAfter.UtcDateTime);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, certificate.KeyUsage);
        Assert.Equal(["1.3.6.1.5.5.7.3.4"], certificate.ExtendedKeyUsage);
        Assert.Equal([new Uri("http://ocsp.example.vn/")], certificate.OcspAddresses);
        Assert.Equal([new Uri("http://crl.example.vn/ca.crl")], certificate.CrlAddresses);
        Assert.Equal(entity.Platform.PublicKey.ExportSubjectPublicKeyInfo(), certificate.SubjectPublicKeyInfo.ToArray());
        Assert.False(certificate.IsAuthority);
        Assert.False(certificate.IsSelfIssued);
        Assert.True(certificate.VerifyIssuedBy(root.Certificate));
        Assert.False(certificate.VerifyIssuedBy(TestEntity.Root().Certificate));
    }

    [Fact]
    public void Parse_WithoutKeyIdentifiers_SaysNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 bare = new CertificateRequest("CN=Bare", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestTimes.Now, TestTimes.Now.AddYears(1));

        Certificate certificate = Certificate.From(bare);

        Assert.Null(certificate.SubjectKeyIdentifier);
        Assert.Null(certificate.AuthorityKeyIdentifier);
        Assert.Null(certificate.KeyUsage);
        Assert.Null(certificate.ExtendedKeyUsage);
        Assert.True(certificate.IsSelfIssued);
    }

    [Fact]
    public void TryParse_EveryTruncation_IsNoCertificate()
    {
        ReadOnlyMemory<byte> der = TestEntity.Root().Certificate.Der;

        Assert.All(Enumerable.Range(0, der.Length), length => Assert.Null(Certificate.TryParse(der[..length])));
    }

    [Fact]
    public void TryParse_EveryByteChanged_NeverThrowsAndNeverVerifies()
    {
        TestEntity root = TestEntity.Root();
        byte[] der = root.Issue(new TestTemplate("Signer") { Crl = "http://crl.example.vn/", Ocsp = "http://ocsp.example.vn/" }).Certificate.Der.ToArray();
        for (int i = 0; i < der.Length; i++)
        {
            der[i] ^= 0x55;
            Certificate? changed = Certificate.TryParse(der.ToArray());
            Assert.False(changed?.VerifyIssuedBy(root.Certificate) ?? false, $"byte {i}");
            der[i] ^= 0x55;
        }
    }

    [Fact]
    public void Parse_OctetsAfterIt_Throws() =>
        Assert.Throws<CertificateException>(() => Certificate.Parse((byte[])[.. TestEntity.Root().Certificate.Der.Span, 0]));

    [Theory]
    [InlineData("CN=Test CA", "CN=test   ca", true)]
    [InlineData("CN=Test CA", "CN= Test CA ", true)]
    [InlineData("CN=Test CA, O=A", "O=A, CN=Test CA", false)]
    [InlineData("CN=Test CA", "O=Test CA", false)]
    [InlineData("CN=Đồng Tháp", "CN=đồng tháp", true)]
    [InlineData("CN=Đồng Tháp", "CN=Dong Thap", false)]
    public void Equals_Names_AsRfc5280Compares(string left, string right, bool same)
    {
        DistinguishedName one = DistinguishedName.Parse(new X500DistinguishedName(left).RawData);
        DistinguishedName other = DistinguishedName.Parse(new X500DistinguishedName(right).RawData);

        Assert.Equal(same, one.Equals(other));
        Assert.True(!same || one.GetHashCode() == other.GetHashCode());
    }

    [Fact]
    public void ToString_SpecialCharacters_AreEscaped()
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName("a, b+c");

        Assert.Equal("CN=a\\, b\\+c", DistinguishedName.Parse(builder.Build().RawData).ToString());
    }
}
