using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Cms;
using Xunit;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.Core.Tests.Pki.Authorities;

public class OcspAuthorityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-sha1")]
    [InlineData("-sha256")]
    public async Task RespondAsync_OpenSslAsks_GetsGoodRevokedAndUnknownWithItsNonce(string hash)
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 good, _) = await authority.IssueAsync();
        (X509Certificate2 revoked, _) = await authority.IssueAsync();
        authority.Revoke(revoked, TimeSpan.FromHours(1), X509RevocationReason.CessationOfOperation);
        OcspAuthority responder = await ResponderAsync(authority);
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("good.pem", good.RawData);
        openSsl.WriteCertificate("revoked.pem", revoked.RawData);
        openSsl.Succeed("ocsp", hash, "-issuer", "root.pem", "-cert", "good.pem", "-cert", "revoked.pem", "-serial", "0x1234", "-reqout", "request.der");

        openSsl.Write("response.der", await responder.RespondAsync(openSsl.Read("request.der"), Cancel));

        string output = openSsl.Succeed(
            "ocsp", hash, "-issuer", "root.pem", "-cert", "good.pem", "-cert", "revoked.pem", "-serial", "0x1234",
            "-reqin", "request.der", "-no_nonce", "-respin", "response.der", "-CAfile", "root.pem");
        Assert.Contains("Response verify OK", output, StringComparison.Ordinal);
        // With -no_nonce the command adds none to the request, which has one already, and complains where the answer's is another.
        Assert.DoesNotContain("nonce", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("good.pem: good", output, StringComparison.Ordinal);
        Assert.Contains("revoked.pem: revoked", output, StringComparison.Ordinal);
        Assert.Contains("Reason: cessationOfOperation", output, StringComparison.Ordinal);
        Assert.Contains("0x1234: unknown", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RespondAsync_IssuerAnswersItself_SendsNoCertificates()
    {
        using var openSsl = new OpenSsl();
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 good, _) = await authority.IssueAsync();
        var responder = new OcspAuthority(authority.Certificate, authority.Register, authority.Certificate, authority.Authority.Key);
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("good.pem", good.RawData);
        openSsl.Succeed("ocsp", "-issuer", "root.pem", "-cert", "good.pem", "-reqout", "request.der");

        byte[] response = await responder.RespondAsync(openSsl.Read("request.der"), Cancel);
        openSsl.Write("response.der", response);

        Assert.Null(Basic(response).Certs);
        string output = openSsl.Succeed("ocsp", "-issuer", "root.pem", "-cert", "good.pem", "-respin", "response.der", "-CAfile", "root.pem", "-no_nonce");
        Assert.Contains("Response verify OK", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RespondAsync_OnHold_SaysSoWithItsTime()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 held, _) = await authority.IssueAsync();
        authority.Revoke(held, TimeSpan.FromHours(3), X509RevocationReason.CertificateHold);

        SingleResponse answer = Single(await (await ResponderAsync(authority)).RespondAsync(Request(authority, held), Cancel));

        RevokedInfo info = RevokedInfo.GetInstance(answer.CertStatus.Status);
        Assert.Equal(CrlReason.CertificateHold, info.RevocationReason.IntValueExact);
        Assert.Equal(Der.WholeSeconds(authority.Clock.GetUtcNow().AddHours(-3)).UtcDateTime, info.RevocationTime.ToDateTime());
    }

    [Fact]
    public async Task RespondAsync_TimesAndArchiveCutoff_FollowClockAndOptions()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        OcspAuthority responder = await ResponderAsync(authority, new OcspAuthorityOptions
        {
            TimeProvider = authority.Clock, Validity = TimeSpan.FromMinutes(10), ArchiveRetention = TimeSpan.FromDays(3650),
        });
        authority.Clock.Advance(TimeSpan.FromDays(2));
        DateTime now = Der.WholeSeconds(authority.Clock.GetUtcNow()).UtcDateTime;

        SingleResponse answer = Single(await responder.RespondAsync(Request(authority, certificate), Cancel));

        Assert.Equal(now, answer.ThisUpdate.ToDateTime());
        Assert.Equal(now.AddMinutes(10), answer.NextUpdate.ToDateTime());
        var cutoff = (Asn1GeneralizedTime)answer.SingleExtensions.GetExtension(OcspObjectIdentifiers.PkixOcspArchiveCutoff).GetParsedValue();
        Assert.Equal(now.AddDays(-3650), cutoff.ToDateTime());
    }

    [Fact]
    public async Task RespondAsync_NoValidity_LeavesNextUpdateOut()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        OcspAuthority responder = await ResponderAsync(authority, new OcspAuthorityOptions { Validity = null });

        Assert.Null(Single(await responder.RespondAsync(Request(authority, certificate), Cancel)).NextUpdate);
    }

    [Theory]
    [InlineData(1, OcspResponseStatus.Successful)]
    [InlineData(128, OcspResponseStatus.Successful)]
    [InlineData(0, OcspResponseStatus.MalformedRequest)]
    [InlineData(129, OcspResponseStatus.MalformedRequest)]
    public async Task RespondAsync_Nonce_IsEchoedWithinItsBounds(int length, int expected)
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        byte[] nonce = new byte[length];
        nonce.AsSpan().Fill(7);
        var value = new DerOctetString(new DerOctetString(nonce).GetEncoded());
        var extensions = new X509Extensions([OcspObjectIdentifiers.PkixOcspNonce], [new X509Extension(false, value)]);

        byte[] response = await (await ResponderAsync(authority)).RespondAsync(Request(authority, certificate, extensions), Cancel);

        Assert.Equal(expected, Status(response));
        if (expected == OcspResponseStatus.Successful)
        {
            Assert.Equal(value, Basic(response).TbsResponseData.ResponseExtensions.GetExtension(OcspObjectIdentifiers.PkixOcspNonce).Value);
        }
    }

    [Fact]
    public async Task RespondAsync_CriticalExtensionNotUnderstood_IsMalformed()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        var extensions = new X509Extensions([new DerObjectIdentifier("2.999.5")], [new X509Extension(true, new DerOctetString([5, 0]))]);

        Assert.Equal(
            OcspResponseStatus.MalformedRequest,
            Status(await (await ResponderAsync(authority)).RespondAsync(Request(authority, certificate, extensions), Cancel)));
    }

    [Fact]
    public async Task RespondAsync_OtherIssuersCertificate_IsUnauthorized()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        var unrelated = new CertID(
            new AlgorithmIdentifier(new DerObjectIdentifier("1.3.14.3.2.26"), DerNull.Instance), new DerOctetString(new byte[20]), new DerOctetString(new byte[20]), DerInteger.ValueOf(1));

        Assert.Equal(OcspResponseStatus.Unauthorized, Status(await (await ResponderAsync(authority)).RespondAsync(Request([unrelated]), Cancel)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("3000")]
    [InlineData("3003020101")]
    [InlineData("30800000")]
    [InlineData("2a864886f70d")]
    public async Task RespondAsync_NotARequest_IsMalformed(string hex)
    {
        TestAuthority authority = await TestAuthority.CreateAsync();

        Assert.Equal(OcspResponseStatus.MalformedRequest, Status(await (await ResponderAsync(authority)).RespondAsync(Convert.FromHexString(hex), Cancel)));
    }

    [Fact]
    public async Task RespondAsync_EveryTruncation_IsMalformed()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        OcspAuthority responder = await ResponderAsync(authority);
        byte[] request = Request(authority, certificate);
        for (int length = 0; length < request.Length; length++)
        {
            Assert.Equal(OcspResponseStatus.MalformedRequest, Status(await responder.RespondAsync(request.AsMemory(0, length), Cancel)));
        }
    }

    [Fact]
    public async Task RespondAsync_AnyByteChanged_IsAnsweredAllTheSame()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        OcspAuthority responder = await ResponderAsync(authority);
        byte[] request = Request(authority, certificate);
        for (int i = 0; i < request.Length; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x20, 0x80, 0xff])
            {
                byte[] changed = [.. request];
                changed[i] ^= change;
                Assert.InRange(Status(await responder.RespondAsync(changed, Cancel)), OcspResponseStatus.Successful, OcspResponseStatus.Unauthorized);
            }
        }
    }

    [Fact]
    public async Task RespondAsync_TooManyCertificates_IsMalformed()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        OcspAuthority responder = await ResponderAsync(authority, new OcspAuthorityOptions { MaxCertificates = 2 });
        CertID id = Id(authority, certificate);

        Assert.Equal(OcspResponseStatus.Successful, Status(await responder.RespondAsync(Request([id, id]), Cancel)));
        Assert.Equal(OcspResponseStatus.MalformedRequest, Status(await responder.RespondAsync(Request([id, id, id]), Cancel)));
    }

    [Fact]
    public async Task RespondAsync_KeyThatFails_IsInternalError()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync();
        (X509Certificate2 responder, _) = await authority.IssueAsync(CertificateProfile.OcspResponder);
        var failing = new OcspAuthority(authority.Certificate, authority.Register, responder, AuthorityKey.FromSigningKey(new FailingKey(responder)));

        Assert.Equal(OcspResponseStatus.InternalError, Status(await failing.RespondAsync(Request(authority, certificate), Cancel)));
    }

    private static async Task<OcspAuthority> ResponderAsync(TestAuthority authority, OcspAuthorityOptions? options = null)
    {
        (X509Certificate2 certificate, System.Security.Cryptography.ECDsa key) = await authority.IssueAsync(CertificateProfile.OcspResponder);
        return new OcspAuthority(authority.Certificate, authority.Register, certificate, AuthorityKey.FromPrivateKey(key), options ?? new OcspAuthorityOptions { TimeProvider = authority.Clock });
    }

    private static CertID Id(TestAuthority authority, X509Certificate2 certificate)
    {
        byte[] name = System.Security.Cryptography.SHA256.HashData(authority.Certificate.SubjectName.RawData);
        byte[] key = System.Security.Cryptography.SHA256.HashData(authority.Certificate.PublicKey.EncodedKeyValue.RawData);
        return new CertID(
            new AlgorithmIdentifier(new DerObjectIdentifier("2.16.840.1.101.3.4.2.1")), new DerOctetString(name), new DerOctetString(key), new DerInteger(certificate.SerialNumberBytes.ToArray()));
    }

    private static byte[] Request(TestAuthority authority, X509Certificate2 certificate, X509Extensions? extensions = null) => Request([Id(authority, certificate)], extensions);

    private static byte[] Request(CertID[] ids, X509Extensions? extensions = null)
    {
        var requests = new DerSequence(ids.Select(id => new Org.BouncyCastle.Asn1.Ocsp.Request(id, null)).ToArray());
        return new OcspRequest(new TbsRequest(null, requests, extensions), null).GetEncoded(Asn1Encodable.Der);
    }

    private static int Status(byte[] response) => OcspResponse.GetInstance(response).ResponseStatus.IntValueExact;

    private static BasicOcspResponse Basic(byte[] response) => BasicOcspResponse.GetInstance(OcspResponse.GetInstance(response).ResponseBytes.Response.GetOctets());

    private static SingleResponse Single(byte[] response) => SingleResponse.GetInstance(Assert.Single(Basic(response).TbsResponseData.Responses));
}
