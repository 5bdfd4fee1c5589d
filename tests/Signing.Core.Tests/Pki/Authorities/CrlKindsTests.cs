using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.X509;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Cms;
using Xunit;

namespace Signing.Core.Tests.Pki.Authorities;

/// <summary>Delta, partitioned and indirect lists; openssl decides whether they say what they should.</summary>
public class CrlKindsTests
{
    private static readonly Uri One = new("http://127.0.0.1/one.crl");
    private static readonly Uri Two = new("http://127.0.0.1/two.crl");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishDeltaAsync_RevokedSinceTheBase_OpenSslRejectsOnlyWithTheDelta()
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        CrlPublisher publisher = Publisher(authority, new() { TimeProvider = authority.Clock, FreshestCrlAddress = new("http://127.0.0.1/delta.crl") });
        byte[] complete = await publisher.PublishAsync(Cancel);
        authority.Revoke(certificate, TimeSpan.Zero, X509RevocationReason.KeyCompromise);

        byte[] delta = await publisher.PublishDeltaAsync(complete, Cancel);

        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("leaf.pem", certificate.RawData);
        AssertAccepted(openSsl, [complete], "leaf.pem");
        AssertRevoked(openSsl, [complete, delta], "leaf.pem");
    }

    [Fact]
    public async Task PublishDeltaAsync_SuspensionLifted_OpenSslAcceptsOnlyWithTheDelta()
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        authority.Revoke(certificate, TimeSpan.FromHours(1), X509RevocationReason.CertificateHold);
        CrlPublisher publisher = Publisher(authority, new() { TimeProvider = authority.Clock, FreshestCrlAddress = new("http://127.0.0.1/delta.crl") });
        byte[] complete = await publisher.PublishAsync(Cancel);
        authority.Register.Revoke(CertificateRecord.SerialNumberOf(certificate), null);

        byte[] delta = await publisher.PublishDeltaAsync(complete, Cancel);

        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("leaf.pem", certificate.RawData);
        AssertRevoked(openSsl, [complete], "leaf.pem");
        AssertAccepted(openSsl, [complete, delta], "leaf.pem");
    }

    [Fact]
    public async Task PublishDeltaAsync_NothingChanged_ListsNothingAndNamesItsBase()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 revoked, _) = await authority.IssueAsync();
        authority.Revoke(revoked, TimeSpan.FromHours(1), X509RevocationReason.Superseded);
        CrlPublisher publisher = Publisher(authority, new() { TimeProvider = authority.Clock });
        byte[] complete = await publisher.PublishAsync(Cancel);
        authority.Clock.Advance(TimeSpan.FromMinutes(10));

        X509Crl delta = Read(await publisher.PublishDeltaAsync(complete, Cancel));

        Assert.Null(delta.GetRevokedCertificates());
        Assert.Contains(X509Extensions.DeltaCrlIndicator.Id, delta.GetCriticalExtensionOids());
        Assert.Equal(Number(Read(complete), X509Extensions.CrlNumber), Number(delta, X509Extensions.DeltaCrlIndicator));
        Assert.True(Number(delta, X509Extensions.CrlNumber).CompareTo(Number(delta, X509Extensions.DeltaCrlIndicator)) > 0);
        Assert.Null(delta.GetExtensionValue(X509Extensions.FreshestCrl));
    }

    [Fact]
    public async Task PublishDeltaAsync_ReasonChanged_IsListedAnew()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        authority.Revoke(certificate, TimeSpan.FromHours(1), X509RevocationReason.CertificateHold);
        CrlPublisher publisher = Publisher(authority, new() { TimeProvider = authority.Clock });
        byte[] complete = await publisher.PublishAsync(Cancel);
        authority.Revoke(certificate, TimeSpan.FromHours(1), X509RevocationReason.KeyCompromise);

        X509Crl delta = Read(await publisher.PublishDeltaAsync(complete, Cancel));

        Assert.Equal(
            new CrlReason(CrlReason.KeyCompromise).GetEncoded(),
            Assert.Single(delta.GetRevokedCertificates()).GetExtensionValue(X509Extensions.ReasonCode).GetOctets());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("delta")]
    [InlineData("another issuer's")]
    [InlineData("another scope's")]
    public async Task PublishDeltaAsync_NotABaseOfThisPublisher_Refuses(string kind)
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        TestAuthority other = await TestAuthority.CreateAsync(subject: "CN=Khác, C=VN");
        CrlPublisher publisher = Publisher(authority, new() { TimeProvider = authority.Clock });
        byte[] given = kind switch
        {
            "garbage" => [0x30, 0x03, 0x02, 0x01, 0x05],
            "delta" => await publisher.PublishDeltaAsync(await publisher.PublishAsync(Cancel), Cancel),
            "another issuer's" => await Publisher(other, new() { TimeProvider = other.Clock }).PublishAsync(Cancel),
            _ => await Publisher(authority, new() { TimeProvider = authority.Clock, Coverage = CrlCoverage.Authorities }).PublishAsync(Cancel),
        };

        await Assert.ThrowsAsync<ArgumentException>(async () => await publisher.PublishDeltaAsync(given, Cancel));
    }

    [Fact]
    public async Task PublishAsync_Partitions_EachSpeaksOfItsOwnCertificatesAlone()
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 first, _) = await authority.IssueAsync(crlAddress: One);
        (X509Certificate2 second, _) = await authority.IssueAsync(crlAddress: Two);
        authority.Revoke(first, TimeSpan.FromHours(1), X509RevocationReason.Superseded);
        authority.Revoke(second, TimeSpan.FromHours(1), X509RevocationReason.Superseded);
        byte[] one = await Publisher(authority, new() { TimeProvider = authority.Clock, DistributionPoint = One }).PublishAsync(Cancel);
        byte[] two = await Publisher(authority, new() { TimeProvider = authority.Clock, DistributionPoint = Two }).PublishAsync(Cancel);

        Assert.NotNull(Entry(one, first));
        Assert.Null(Entry(one, second));
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("first.pem", first.RawData);
        AssertRevoked(openSsl, [one], "first.pem");
        (int exitCode, string output) = Verify(openSsl, [two], "first.pem");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("different CRL scope", output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(CrlCoverage.EndEntities)]
    [InlineData(CrlCoverage.Authorities)]
    public async Task PublishAsync_Coverage_ListsThatKindAndSaysSo(CrlCoverage coverage)
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 person, _) = await authority.IssueAsync();
        (X509Certificate2 below, _) = await authority.IssueAsync(CertificateProfile.CertificateAuthority, "CN=CA dưới, C=VN");
        authority.Revoke(person, TimeSpan.FromHours(1), X509RevocationReason.Superseded);
        authority.Revoke(below, TimeSpan.FromHours(1), X509RevocationReason.CACompromise);

        byte[] list = await Publisher(authority, new() { TimeProvider = authority.Clock, Coverage = coverage }).PublishAsync(Cancel);

        Assert.Equal(coverage == CrlCoverage.EndEntities, Entry(list, person) is not null);
        Assert.Equal(coverage == CrlCoverage.Authorities, Entry(list, below) is not null);
        var scope = IssuingDistributionPoint.GetInstance(Asn1Object.FromByteArray(Read(list).GetExtensionValue(X509Extensions.IssuingDistributionPoint).GetOctets()));
        Assert.Equal((coverage == CrlCoverage.EndEntities, coverage == CrlCoverage.Authorities), (scope.OnlyContainsUserCerts, scope.OnlyContainsCACerts));
        Assert.Contains(X509Extensions.IssuingDistributionPoint.Id, Read(list).GetCriticalExtensionOids());
    }

    [Fact]
    public async Task PublishAsync_IndirectForTwoAuthorities_OpenSslFindsEachOnesCertificates()
    {
        using var openSsl = new OpenSsl();
        var name = new X500DistinguishedName("CN=Người phát hành danh sách, C=VN");
        TestAuthority first = await TestAuthority.CreateAsync(name);
        TestAuthority second = await TestAuthority.CreateAsync(name, "CN=Gốc thứ hai, C=VN");
        (X509Certificate2 issuer, ECDsa key) = await first.IssueAsync(CertificateProfile.CrlIssuer, name.Name);
        (X509Certificate2 good, _) = await first.IssueAsync();
        (X509Certificate2 revoked, _) = await first.IssueAsync();
        (X509Certificate2 others, _) = await second.IssueAsync();
        first.Revoke(revoked, TimeSpan.FromHours(1), X509RevocationReason.KeyCompromise);
        second.Revoke(others, TimeSpan.FromHours(1), X509RevocationReason.KeyCompromise);
        var publisher = new CrlPublisher([first.Authority, second.Authority], issuer, AuthorityKey.FromPrivateKey(key), new() { TimeProvider = first.Clock });

        byte[] list = await publisher.PublishAsync(Cancel);

        openSsl.WriteCertificate("root.pem", first.Certificate.RawData);
        openSsl.WriteCertificate("issuer.pem", issuer.RawData);
        openSsl.WriteCertificate("good.pem", good.RawData);
        openSsl.WriteCertificate("revoked.pem", revoked.RawData);
        AssertAccepted(openSsl, [list], "good.pem", "-untrusted", "issuer.pem");
        AssertRevoked(openSsl, [list], "revoked.pem", "-untrusted", "issuer.pem");
        X509CrlEntry entry = Read(list).GetRevokedCertificates().Single(entry => entry.SerialNumber.Equals(Serial(others)));
        Assert.Equal(second.Certificate.SubjectName.RawData, entry.GetCertificateIssuer().GetEncoded());
    }

    [Fact]
    public async Task PublishDeltaAsync_OverAnIndirectList_KeepsWhoseCertificateIsMeant()
    {
        var name = new X500DistinguishedName("CN=Người phát hành danh sách, C=VN");
        TestAuthority first = await TestAuthority.CreateAsync(name);
        TestAuthority second = await TestAuthority.CreateAsync(name, "CN=Gốc thứ hai, C=VN");
        (X509Certificate2 issuer, ECDsa key) = await first.IssueAsync(CertificateProfile.CrlIssuer, name.Name);
        (X509Certificate2 held, _) = await second.IssueAsync();
        second.Revoke(held, TimeSpan.FromHours(1), X509RevocationReason.CertificateHold);
        var publisher = new CrlPublisher([first.Authority, second.Authority], issuer, AuthorityKey.FromPrivateKey(key), new() { TimeProvider = first.Clock });
        byte[] complete = await publisher.PublishAsync(Cancel);
        second.Register.Revoke(CertificateRecord.SerialNumberOf(held), null);

        X509CrlEntry removed = Assert.Single(Read(await publisher.PublishDeltaAsync(complete, Cancel)).GetRevokedCertificates());

        Assert.Equal(Serial(held), removed.SerialNumber);
        Assert.Equal(second.Certificate.SubjectName.RawData, removed.GetCertificateIssuer().GetEncoded());
        Assert.Equal(new CrlReason(CrlReason.RemoveFromCrl).GetEncoded(), removed.GetExtensionValue(X509Extensions.ReasonCode).GetOctets());
    }

    private static CrlPublisher Publisher(TestAuthority authority, CrlPublisherOptions options) => new(authority.Authority, options);

    private static void AssertAccepted(OpenSsl openSsl, byte[][] lists, string certificate, params string[] further)
    {
        (int exitCode, string output) = Verify(openSsl, lists, certificate, further);
        Assert.True(exitCode == 0, output);
    }

    private static void AssertRevoked(OpenSsl openSsl, byte[][] lists, string certificate, params string[] further)
    {
        (int exitCode, string output) = Verify(openSsl, lists, certificate, further);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("certificate revoked", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output) Verify(OpenSsl openSsl, byte[][] lists, string certificate, params string[] further)
    {
        openSsl.Write("lists.pem", string.Join('\n', lists.Select(static list => PemEncoding.WriteString("X509 CRL", list))));
        return openSsl.Run(["verify", "-crl_check", "-extended_crl", "-use_deltas", "-CRLfile", "lists.pem", "-CAfile", "root.pem", .. further, certificate]);
    }

    private static X509Crl Read(byte[] list) => new X509CrlParser().ReadCrl(list);

    private static X509CrlEntry? Entry(byte[] list, X509Certificate2 certificate) => Read(list).GetRevokedCertificate(Serial(certificate));

    private static BigInteger Serial(X509Certificate2 certificate) => new(1, certificate.SerialNumberBytes.ToArray());

    private static BigInteger Number(X509Crl list, DerObjectIdentifier extension) =>
        DerInteger.GetInstance(Asn1Object.FromByteArray(list.GetExtensionValue(extension).GetOctets())).PositiveValue;
}
