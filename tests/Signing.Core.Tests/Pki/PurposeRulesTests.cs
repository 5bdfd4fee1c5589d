using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class PurposeRulesTests
{
    private const X509KeyUsageFlags Digital = X509KeyUsageFlags.DigitalSignature;
    private const X509KeyUsageFlags NonRepudiation = X509KeyUsageFlags.NonRepudiation;
    private const string Email = "1.3.6.1.5.5.7.3.4";
    private const string Documents = "1.3.6.1.5.5.7.3.36";
    private const string Microsoft = "1.3.6.1.4.1.311.10.3.12";
    private const string Client = "1.3.6.1.5.5.7.3.2";
    private const string Server = "1.3.6.1.5.5.7.3.1";
    private const string Stamping = "1.3.6.1.5.5.7.3.8";
    private const string Ocsp = "1.3.6.1.5.5.7.3.9";
    private const string Any = "2.5.29.37.0";

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(Digital, null, true)]
    [InlineData(NonRepudiation, null, true)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, null, false)]
    [InlineData(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, null, false)]
    [InlineData(Digital, Email, true)]
    [InlineData(Digital, Documents, true)]
    [InlineData(Digital, Microsoft, true)]
    [InlineData(Digital, Any, true)]
    [InlineData(Digital, Server + "," + Email, true)]
    [InlineData(Digital, Server, false)]
    [InlineData(Digital, Stamping, false)]
    [InlineData(Digital, Ocsp, false)]
    [InlineData(Digital, Client, false)]
    [InlineData(null, Client, false)]
    [InlineData(Digital | NonRepudiation, Client, true)]
    [InlineData(Digital | NonRepudiation, Server, false)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, Documents, false)]
    public void Check_DocumentSigning_AsUsagesSay(X509KeyUsageFlags? keyUsage, string? purposes, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(PathPurpose.DocumentSigning, keyUsage, purposes, critical: false));

    [Theory]
    [InlineData(Digital, Stamping, true, true)]
    [InlineData(NonRepudiation, Stamping, true, true)]
    [InlineData(Digital, Stamping, false, false)]
    [InlineData(Digital, Stamping + "," + Email, true, false)]
    [InlineData(Digital, null, true, false)]
    [InlineData(Digital, Any, true, false)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, Stamping, true, false)]
    public void Check_TimeStamping_ExactlyOneCriticalPurpose(X509KeyUsageFlags keyUsage, string? purposes, bool critical, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(PathPurpose.TimeStamping, keyUsage, purposes, critical));

    [Theory]
    [InlineData(Digital, Ocsp, true)]
    [InlineData(Digital, Ocsp + "," + Email, true)]
    [InlineData(Digital, Any, false)]
    [InlineData(Digital, null, false)]
    public void Check_OcspSigning_NeedsItsPurpose(X509KeyUsageFlags keyUsage, string? purposes, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(PathPurpose.OcspSigning, keyUsage, purposes, critical: false));

    [Theory]
    [InlineData(null, true)]
    [InlineData(X509KeyUsageFlags.CrlSign, true)]
    [InlineData(X509KeyUsageFlags.KeyCertSign, false)]
    public void Check_CrlSigning_NeedsItsBit(X509KeyUsageFlags? keyUsage, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(PathPurpose.CrlSigning, keyUsage, null, critical: false));

    [Theory]
    [InlineData(Server, true, PathStatus.PurposeViolation)]
    [InlineData(Server, false, PathStatus.Trusted)]
    [InlineData(Email, true, PathStatus.Trusted)]
    public void Validate_AuthorityWithExtendedKeyUsage_BindsWhereCritical(string purpose, bool critical, object expected)
    {
        TestEntity root = TestEntity.Root();
        TestEntity authority = root.Issue(TestTemplate.Authority("CA") with { ExtendedKeyUsage = [purpose], IsExtendedKeyUsageCritical = critical });
        TestEntity signer = authority.Issue(new TestTemplate("Signer"));

        PathResult result = PathValidator.Validate(
            signer.Certificate, [authority.Certificate], TrustStore.Of(new TrustDomain("test", [root.Certificate], [])), TestTimes.Now, PathPurpose.DocumentSigning);

        Assert.Equal((PathStatus)expected, result.Status);
    }

    private static bool IsAllowed(PathPurpose purpose, X509KeyUsageFlags? keyUsage, string? purposes, bool critical)
    {
        TestEntity entity = TestEntity.Root(new TestTemplate("Entity")
        {
            KeyUsage = keyUsage,
            ExtendedKeyUsage = purposes?.Split(','),
            IsExtendedKeyUsageCritical = critical,
        });
        return PurposeRules.Check(entity.Certificate, purpose) is null;
    }
}
