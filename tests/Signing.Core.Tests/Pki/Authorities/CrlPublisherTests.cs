using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.X509;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Cms;
using Xunit;

namespace Signing.Core.Tests.Pki.Authorities;

public class CrlPublisherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishAsync_RevokedCertificates_OpenSslVerifiesTheListAndRejectsThem()
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 good, _) = await authority.IssueAsync();
        (X509Certificate2 revoked, _) = await authority.IssueAsync();
        authority.Revoke(revoked, TimeSpan.FromHours(1), X509RevocationReason.KeyCompromise);
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("good.pem", good.RawData);
        openSsl.WriteCertificate("revoked.pem", revoked.RawData);

        openSsl.Write("list.crl", await Publisher(authority).PublishAsync(Cancel));

        Assert.Contains("verify OK", openSsl.Succeed("crl", "-inform", "DER", "-in", "list.crl", "-CAfile", "root.pem", "-noout"), StringComparison.Ordinal);
        openSsl.Succeed("crl", "-inform", "DER", "-in", "list.crl", "-out", "list.pem");
        openSsl.Succeed("verify", "-crl_check", "-CRLfile", "list.pem", "-CAfile", "root.pem", "good.pem");
        (int exitCode, string output) = openSsl.Run("verify", "-crl_check", "-CRLfile", "list.pem", "-CAfile", "root.pem", "revoked.pem");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("certificate revoked", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAsync_Reasons_AreWrittenAndUnspecifiedIsLeftOut()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 held, _) = await authority.IssueAsync();
        (X509Certificate2 plain, _) = await authority.IssueAsync();
        authority.Revoke(held, TimeSpan.FromHours(1), X509RevocationReason.CertificateHold);
        authority.Revoke(plain, TimeSpan.FromHours(2), X509RevocationReason.Unspecified);

        X509Crl list = await ReadAsync(Publisher(authority));

        byte[] reason = Entry(list, held)!.GetExtensionValue(X509Extensions.ReasonCode).GetOctets();
        Assert.Equal(new CrlReason(CrlReason.CertificateHold).GetEncoded(), reason);
        Assert.Null(Entry(list, plain)!.GetExtensionValue(X509Extensions.ReasonCode));
        Assert.Equal(Der.WholeSeconds(authority.Clock.GetUtcNow().AddHours(-2)).UtcDateTime, Entry(list, plain)!.RevocationDate);
    }

    [Fact]
    public async Task PublishAsync_SuspensionLifted_EntryIsGone()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 held, _) = await authority.IssueAsync();
        authority.Revoke(held, TimeSpan.FromHours(1), X509RevocationReason.CertificateHold);
        Assert.NotNull(Entry(await ReadAsync(Publisher(authority)), held));

        authority.Register.Revoke(CertificateRecord.SerialNumberOf(held), null);

        Assert.Null(Entry(await ReadAsync(Publisher(authority)), held));
    }

    [Fact]
    public async Task PublishAsync_RevocationInTheFuture_AppearsWhenItsTimeHasCome()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        authority.Revoke(certificate, TimeSpan.FromHours(-1), X509RevocationReason.Superseded);
        Assert.Null(Entry(await ReadAsync(Publisher(authority)), certificate));

        authority.Clock.Advance(TimeSpan.FromHours(1));

        Assert.NotNull(Entry(await ReadAsync(Publisher(authority)), certificate));
    }

    [Fact]
    public async Task PublishAsync_Twice_NumberGrowsAndTimesFollowTheClock()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        CrlPublisher publisher = new(authority.Authority, new CrlPublisherOptions { TimeProvider = authority.Clock, Validity = TimeSpan.FromHours(6) });
        X509Crl first = await ReadAsync(publisher);
        authority.Clock.Advance(TimeSpan.FromHours(5));
        X509Crl second = await ReadAsync(publisher);

        Assert.True(Number(second).CompareTo(Number(first)) > 0);
        Assert.Equal(TimeSpan.FromHours(5), second.ThisUpdate - first.ThisUpdate);
        Assert.Equal(TimeSpan.FromHours(6), second.NextUpdate - second.ThisUpdate);
    }

    [Fact]
    public async Task PublishAsync_ExpiredCertificatesSince_IsSaid()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        var since = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);
        X509Crl list = await ReadAsync(new CrlPublisher(authority.Authority, new CrlPublisherOptions { TimeProvider = authority.Clock, ExpiredCertificatesSince = since }));

        var value = Asn1GeneralizedTime.GetInstance(Asn1Object.FromByteArray(list.GetExtensionValue(X509Extensions.ExpiredCertsOnCrl).GetOctets()));
        Assert.Equal(since.UtcDateTime, value.ToDateTime());
    }

    private static CrlPublisher Publisher(TestAuthority authority) => new(authority.Authority, new CrlPublisherOptions { TimeProvider = authority.Clock });

    private static async Task<X509Crl> ReadAsync(CrlPublisher publisher) => new X509CrlParser().ReadCrl(await publisher.PublishAsync(Cancel));

    private static X509CrlEntry? Entry(X509Crl list, X509Certificate2 certificate) => list.GetRevokedCertificate(new BigInteger(1, certificate.SerialNumberBytes.ToArray()));

    private static BigInteger Number(X509Crl list) =>
        DerInteger.GetInstance(Asn1Object.FromByteArray(list.GetExtensionValue(X509Extensions.CrlNumber).GetOctets())).PositiveValue;
}
