using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cmp;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Cms;
using Xunit;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.Core.Tests.Pki.Authorities;

public class TimestampAuthorityTests
{
    private const string Policy = "2.999.1";
    private const string OtherPolicy = "2.999.2";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-sha256", true)]
    [InlineData("-sha384", true)]
    [InlineData("-sha512", false)]
    public async Task RespondAsync_OpenSslAsks_VerifiesTheToken(string hash, bool withCertificates)
    {
        using var openSsl = new OpenSsl();
        (TestAuthority authority, TimestampAuthority tsa, X509Certificate2 certificate) = await CreateAsync();
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.WriteCertificate("tsa.pem", certificate.RawData);
        openSsl.Write("data", "to be stamped");
        openSsl.Succeed([.. (string[])["ts", "-query", "-data", "data", hash, "-tspolicy", OtherPolicy, "-out", "query.tsq"], .. withCertificates ? (string[])["-cert"] : []]);

        openSsl.Write("reply.tsr", await tsa.RespondAsync(openSsl.Read("query.tsq"), Cancel));

        string[] untrusted = withCertificates ? [] : ["-untrusted", "tsa.pem"];
        openSsl.Succeed(["ts", "-verify", "-queryfile", "query.tsq", "-in", "reply.tsr", "-CAfile", "root.pem", .. untrusted]);
        openSsl.Succeed(["ts", "-verify", "-data", "data", "-in", "reply.tsr", "-CAfile", "root.pem", .. untrusted]);
        Assert.Contains($"Policy OID: {OtherPolicy}", openSsl.Succeed("ts", "-reply", "-in", "reply.tsr", "-text"), StringComparison.Ordinal);
        Assert.Equal(withCertificates, Signed(openSsl.Read("reply.tsr")).Certificates is not null);
    }

    [Fact]
    public async Task RespondAsync_OtherData_OpenSslRejects()
    {
        using var openSsl = new OpenSsl();
        (TestAuthority authority, TimestampAuthority tsa, _) = await CreateAsync();
        openSsl.WriteCertificate("root.pem", authority.Certificate.RawData);
        openSsl.Write("data", "to be stamped");
        openSsl.Write("other", "not to be stamped");
        openSsl.Succeed("ts", "-query", "-data", "data", "-cert", "-out", "query.tsq");
        openSsl.Write("reply.tsr", await tsa.RespondAsync(openSsl.Read("query.tsq"), Cancel));

        Assert.NotEqual(0, openSsl.Run("ts", "-verify", "-data", "other", "-in", "reply.tsr", "-CAfile", "root.pem").ExitCode);
    }

    [Theory]
    [InlineData("version", PkiFailureInfo.BadRequest)]
    [InlineData("unknown hash", PkiFailureInfo.BadAlg)]
    [InlineData("hash not accepted", PkiFailureInfo.BadAlg)]
    [InlineData("hash with odd parameters", PkiFailureInfo.BadAlg)]
    [InlineData("short imprint", PkiFailureInfo.BadDataFormat)]
    [InlineData("long imprint", PkiFailureInfo.BadDataFormat)]
    [InlineData("policy", PkiFailureInfo.UnacceptedPolicy)]
    [InlineData("critical extension", PkiFailureInfo.UnacceptedExtension)]
    [InlineData("extension", PkiFailureInfo.UnacceptedExtension)]
    [InlineData("garbage", PkiFailureInfo.BadDataFormat)]
    [InlineData("empty", PkiFailureInfo.BadDataFormat)]
    [InlineData("trailing byte", PkiFailureInfo.BadDataFormat)]
    public async Task RespondAsync_RequestNotToBeGranted_IsRejectedWithItsReason(string flaw, int expected)
    {
        (_, TimestampAuthority tsa, _) = await CreateAsync();
        byte[] right = Request(Sha256, 32);
        byte[] request = flaw switch
        {
            "version" => new DerSequence(DerInteger.ValueOf(2), Imprint(Sha256, 32)).GetEncoded(),
            "unknown hash" => Request("2.999.3", 32),
            "hash not accepted" => Request("1.3.14.3.2.26", 20),
            "hash with odd parameters" => new TimeStampReq(new MessageImprint(new AlgorithmIdentifier(new DerObjectIdentifier(Sha256), DerInteger.ValueOf(1)), new byte[32]), null, null, null, null).GetEncoded(),
            "short imprint" => Request(Sha256, 31),
            "long imprint" => Request(Sha256, 33),
            "policy" => Request(Sha256, 32, policy: "2.999.9"),
            "critical extension" => Request(Sha256, 32, extension: new X509Extension(true, new DerOctetString([5, 0]))),
            "extension" => Request(Sha256, 32, extension: new X509Extension(false, new DerOctetString([5, 0]))),
            "garbage" => [1, 2, 3],
            "empty" => [],
            _ => [.. right, 0],
        };

        TimeStampResp response = TimeStampResp.GetInstance(await tsa.RespondAsync(request, Cancel));

        Assert.Equal((int)PkiStatus.Rejection, response.Status.StatusObject.IntValueExact);
        Assert.Equal(new PkiFailureInfo(expected).GetBytes(), response.Status.FailInfo.GetBytes());
        Assert.Null(response.TimeStampToken);
    }

    [Fact]
    public async Task RespondAsync_EveryTruncation_IsBadDataFormat()
    {
        (_, TimestampAuthority tsa, _) = await CreateAsync();
        byte[] request = Request(Sha256, 32, policy: Policy);
        for (int length = 0; length < request.Length; length++)
        {
            TimeStampResp response = TimeStampResp.GetInstance(await tsa.RespondAsync(request.AsMemory(0, length), Cancel));
            Assert.Equal(new PkiFailureInfo(PkiFailureInfo.BadDataFormat).GetBytes(), response.Status.FailInfo.GetBytes());
        }
    }

    [Fact]
    public async Task RespondAsync_AnyByteChanged_IsAnsweredAllTheSame()
    {
        (_, TimestampAuthority tsa, _) = await CreateAsync();
        byte[] request = Request(Sha256, 32, policy: Policy);
        for (int i = 0; i < request.Length; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x20, 0x80, 0xff])
            {
                byte[] changed = [.. request];
                changed[i] ^= change;
                TimeStampResp response = TimeStampResp.GetInstance(await tsa.RespondAsync(changed, Cancel));
                Assert.Equal(response.Status.StatusObject.HasValue((int)PkiStatus.Granted), response.TimeStampToken is not null);
            }
        }
    }

    [Fact]
    public async Task RespondAsync_ClockOutsideTheCertificate_IsTimeNotAvailable()
    {
        (TestAuthority authority, TimestampAuthority tsa, _) = await CreateAsync();
        authority.Clock.Advance(TimeSpan.FromDays(400));

        TimeStampResp response = TimeStampResp.GetInstance(await tsa.RespondAsync(Request(Sha256, 32), Cancel));

        Assert.Equal(new PkiFailureInfo(PkiFailureInfo.TimeNotAvailable).GetBytes(), response.Status.FailInfo.GetBytes());
    }

    [Fact]
    public async Task RespondAsync_KeyThatFails_IsSystemFailure()
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, _) = await authority.IssueAsync(CertificateProfile.TimeStamping);
        var tsa = new TimestampAuthority(certificate, AuthorityKey.FromSigningKey(new FailingKey(certificate)), new TimestampServiceOptions { Policy = Policy });

        TimeStampResp response = TimeStampResp.GetInstance(await tsa.RespondAsync(Request(Sha256, 32), Cancel));

        Assert.Equal(new PkiFailureInfo(PkiFailureInfo.SystemFailure).GetBytes(), response.Status.FailInfo.GetBytes());
    }

    [Fact]
    public async Task RespondAsync_Token_SaysWhatWasAskedAtTheClocksTime()
    {
        (TestAuthority authority, TimestampAuthority tsa, _) = await CreateAsync();
        authority.Clock.Advance(TimeSpan.FromDays(3));
        DateTime now = authority.Clock.GetUtcNow().UtcDateTime;
        byte[] request = new TimeStampReq(Imprint(Sha256, 32), null, DerInteger.ValueOf(-5), DerBoolean.True, null).GetEncoded();

        TstInfo info = Info(await tsa.RespondAsync(request, Cancel));

        Assert.Equal(Policy, info.Policy.Id);
        Assert.Equal(Imprint(Sha256, 32), info.MessageImprint);
        Assert.Equal(-5, info.Nonce.IntValueExact);
        Assert.Equal(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)), info.GenTime.ToDateTime());
        Assert.Equal(1, info.Accuracy.Seconds.IntValueExact);
        Assert.Null(info.Accuracy.Millis);
        Assert.InRange(info.SerialNumber.PositiveValue.BitLength, 64, 128);
    }

    [Fact]
    public async Task RespondAsync_NoNonce_TokenHasNone()
    {
        (_, TimestampAuthority tsa, _) = await CreateAsync();

        Assert.Null(Info(await tsa.RespondAsync(Request(Sha256, 32), Cancel)).Nonce);
    }

    [Fact]
    public async Task RespondAsync_AccuracyInParts_IsWrittenInParts()
    {
        (_, TimestampAuthority tsa, _) = await CreateAsync(accuracy: TimeSpan.FromMicroseconds(2_003_004));

        Accuracy accuracy = Info(await tsa.RespondAsync(Request(Sha256, 32), Cancel)).Accuracy;

        Assert.Equal((2, 3, 4), (accuracy.Seconds.IntValueExact, accuracy.Millis.IntValueExact, accuracy.Micros.IntValueExact));
    }

    [Fact]
    public async Task RespondAsync_Ordered_EveryTimeIsLaterThanTheOneBefore()
    {
        (TestAuthority authority, TimestampAuthority tsa, _) = await CreateAsync(ordering: true);
        DateTime last = DateTime.MinValue;
        for (int i = 0; i < 5; i++)
        {
            TstInfo info = Info(await tsa.RespondAsync(Request(Sha256, 32), Cancel));
            Assert.True(info.Ordering.IsTrue);
            Assert.True(info.GenTime.ToDateTime() > last);
            last = info.GenTime.ToDateTime();
        }
        // The clock stood still meanwhile: the times ran ahead of it by a microsecond each.
        Assert.True(last - authority.Clock.GetUtcNow().UtcDateTime < TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData(-500, PkiStatus.Granted)]
    [InlineData(-5000, PkiStatus.Rejection)]
    public async Task RespondAsync_ClockWentBack_OrderedTimesAreRightOrNotMade(int milliseconds, PkiStatus expected)
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, ECDsa key) = await authority.IssueAsync(CertificateProfile.TimeStamping);
        var clock = new TurnedClock { Now = authority.Clock.GetUtcNow() };
        var tsa = new TimestampAuthority(
            certificate, AuthorityKey.FromPrivateKey(key), new TimestampServiceOptions { Policy = Policy, TimeProvider = clock, Ordering = true });
        await tsa.RespondAsync(Request(Sha256, 32), Cancel);
        clock.Now = clock.Now.AddMilliseconds(milliseconds);

        TimeStampResp answer = TimeStampResp.GetInstance(await tsa.RespondAsync(Request(Sha256, 32), Cancel));

        Assert.Equal((int)expected, answer.Status.StatusObject.IntValueExact);
        Assert.Equal(expected == PkiStatus.Rejection, answer.Status.FailInfo?.Equals(new PkiFailureInfo(PkiFailureInfo.TimeNotAvailable)) == true);
    }

    private static async Task<(TestAuthority Authority, TimestampAuthority Tsa, X509Certificate2 Certificate)> CreateAsync(bool ordering = false, TimeSpan? accuracy = null)
    {
        TestAuthority authority = await TestAuthority.CreateAsync();
        (X509Certificate2 certificate, ECDsa key) = await authority.IssueAsync(CertificateProfile.TimeStamping);
        var tsa = new TimestampAuthority(certificate, AuthorityKey.FromPrivateKey(key), new TimestampServiceOptions
        {
            Policy = Policy,
            FurtherPolicies = [OtherPolicy],
            Chain = [authority.Certificate],
            TimeProvider = authority.Clock,
            Ordering = ordering,
            Accuracy = accuracy ?? TimeSpan.FromSeconds(1),
        });
        return (authority, tsa, certificate);
    }

    private static MessageImprint Imprint(string hash, int length) => new(new AlgorithmIdentifier(new DerObjectIdentifier(hash)), new byte[length]);

    private static byte[] Request(string hash, int length, string? policy = null, X509Extension? extension = null) => new TimeStampReq(
        Imprint(hash, length),
        policy is null ? null : new DerObjectIdentifier(policy),
        null,
        null,
        extension is null ? null : new X509Extensions([new DerObjectIdentifier("2.999.4")], [extension])).GetEncoded();

    private static SignedData Signed(byte[] response) => SignedData.GetInstance(TimeStampResp.GetInstance(response).TimeStampToken.Content);

    private static TstInfo Info(byte[] response) => TstInfo.GetInstance(Asn1OctetString.GetInstance(Signed(response).EncapContentInfo.Content).GetOctets());

    private sealed class TurnedClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
