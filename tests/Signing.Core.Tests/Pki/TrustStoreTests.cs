using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class TrustStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trust-store-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_FolderOfAllForms_ReadsEveryCertificate()
    {
        X509Certificate2[] roots = [.. Enumerable.Range(0, 6).Select(static i => TestEntity.Root($"Root {i}").Platform)];
        File.WriteAllBytes(Path.Combine(_folder, "a.cer"), roots[0].RawData);
        File.WriteAllText(Path.Combine(_folder, "b.pem"), "two of them\n" + roots[1].ExportCertificatePem() + "\n" + roots[2].ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(_folder, "c.p7b"), new X509Certificate2Collection(roots[3..5]).Export(X509ContentType.Pkcs7)!);
        File.WriteAllText(Path.Combine(_folder, "d.P7B"), PemEncoding.WriteString("PKCS7", new X509Certificate2Collection(roots[5]).Export(X509ContentType.Pkcs7)!));
        File.WriteAllText(Path.Combine(_folder, "README.md"), "not a certificate");

        TrustStore store = TrustStore.Load([new TrustDomainOptions { Name = "test", AnchorFolder = _folder }]);

        TrustDomain domain = Assert.Single(store.Domains);
        Assert.Equal("test", domain.Name);
        Assert.Equal(roots.Select(static root => root.Thumbprint).Order(), domain.Anchors.Select(static anchor => anchor.Thumbprint).Order());
        Assert.Empty(domain.Intermediates);
    }

    [Fact]
    public void Load_InMemory_HasAnchorsAndIntermediates()
    {
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.IssueAuthority("CA");

        TrustDomain domain = TrustStore.Load([new TrustDomainOptions { Name = "test", Anchors = { root.Platform }, Intermediates = { authority.Platform } }]).Domains[0];

        Assert.Equal(root.Platform.Thumbprint, Assert.Single(domain.Anchors).Thumbprint);
        Assert.Equal(authority.Platform.Thumbprint, Assert.Single(domain.Intermediates).Thumbprint);
    }

    [Fact]
    public void Load_FileThatIsNoCertificate_NamesTheFileAndTheSetting()
    {
        string file = Path.Combine(_folder, "broken.crt");
        File.WriteAllText(file, "nothing of the kind");

        SigningException error = Assert.Throws<SigningException>(() => TrustStore.Load([new TrustDomainOptions { Name = "test", AnchorFolder = _folder }]));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Equal("Trust:test:Anchors", error.Facts["setting"]);
        Assert.Contains(file, error.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EmptyPem_NamesTheFile()
    {
        File.WriteAllText(Path.Combine(_folder, "empty.pem"), PemEncoding.WriteString("RSA PRIVATE KEY", [1, 2, 3]));

        SigningException error = Assert.Throws<SigningException>(() => TrustStore.Load([new TrustDomainOptions { Name = "test", AnchorFolder = _folder }]));

        Assert.Contains("empty.pem", error.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFolder_NamesIt()
    {
        SigningException error = Assert.Throws<SigningException>(() => TrustStore.Load([new TrustDomainOptions { Name = "test", AnchorFolder = Path.Combine(_folder, "none") }]));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains("none", error.Facts["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unnamed anchors")]
    public void Load_DomainWithoutNameOrAnchor_Throws(string name) =>
        Assert.Equal(
            ErrorCodes.ConfigurationInvalid,
            Assert.Throws<SigningException>(() => TrustStore.Load([new TrustDomainOptions { Name = name, AnchorFolder = _folder }])).Code);

    [Fact]
    public void Load_TwoDomainsOfOneName_Throws()
    {
        TrustDomainOptions options = new() { Name = "test", Anchors = { TestEntity.Root().Platform } };

        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(() => TrustStore.Load([options, options])).Code);
    }
}
