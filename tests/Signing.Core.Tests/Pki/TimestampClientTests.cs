using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class TimestampClientTests : IDisposable
{
    private const string First = "http://tsa1.example.vn/";
    private const string Second = "http://tsa2.example.vn/";
    private const string Policy = "1.2.3.4.1";
    private static readonly byte[] Data = [1, 2, 3, 4];
    private readonly LeapingTime _time = new(TestTimes.Now);
    private readonly TestNetwork _network = new();
    private readonly TestEntity _root = TestEntity.Root();

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task RequestAsync_AuthorityAnswers_GivesItsToken()
    {
        ServeAuthority(First);
        TimestampClient client = Client(First);

        TimestampToken token = await client.RequestAsync(Data, TestContext.Current.CancellationToken);

        Assert.True(token.Covers(Data));
        Assert.Equal(TestTimes.Now, token.GenTime);
        Assert.Equal(Policy, token.Policy);
        Assert.Equal(token.Encoding.Length, client.LargestToken);
    }

    [Fact]
    public async Task RequestAsync_DigestOfEachAuthoritysHash_GivesAToken()
    {
        ServeAuthority(Second);
        TimestampClient client = Client(new TimestampAuthorityOptions { Address = new Uri(First) }, new TimestampAuthorityOptions { Address = new Uri(Second), HashAlgorithm = HashAlgorithmName.SHA512 });

        TimestampToken token = await client.RequestAsync(hash => CryptographicOperations.HashData(hash, Data), TestContext.Current.CancellationToken);

        Assert.True(token.Matches(SHA512.HashData(Data)));
        Assert.Equal([First, Second], _network.Asked);
    }

    [Fact]
    public async Task RequestAsync_FirstDown_TakesTheSecond()
    {
        ServeAuthority(Second);

        await Client(First, Second).RequestAsync(Data, TestContext.Current.CancellationToken);

        Assert.Equal([First, Second], _network.Asked);
    }

    [Fact]
    public async Task RequestAsync_AllDown_Unavailable()
    {
        SigningException error = await FailAsync(Client(First, Second));

        Assert.Equal(ErrorCodes.TsaUnavailable, error.Code);
        Assert.Contains(First, error.Facts["detail"], StringComparison.Ordinal);
        Assert.Contains(Second, error.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestAsync_NobodyAnswers_AsksAgainLaterAndTellsIt()
    {
        SigningException error = await FailAsync(Client(First, Second));

        Assert.Equal([First, Second, First, Second, First, Second], _network.Asked);
        Assert.Equal($"{First}: no such host (3 times); {Second}: no such host (3 times)", error.Facts["detail"]);
        Assert.Equal(2, _time.Leaps.Count);
        Assert.InRange(_time.Leaps[0], TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));
        Assert.InRange(_time.Leaps[1], TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800));
    }

    [Fact]
    public async Task RequestAsync_AnswersTheSecondTime_GivesItsToken()
    {
        Func<byte[], byte[]> authority = Authority(TestTemplate.TimeStamping("TSA"));
        _network.Serve(First, (request, _) => _network.Asked.Count < 2
            ? throw new HttpRequestException("reset")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(authority(request)) }));

        TimestampToken token = await Client(First).RequestAsync(Data, TestContext.Current.CancellationToken);

        Assert.True(token.Covers(Data));
        Assert.Equal([First, First], _network.Asked);
    }

    [Fact]
    public async Task RequestAsync_WrongAnswer_IsNotAskedForAgain()
    {
        _network.Serve(First, "<html>welcome</html>"u8.ToArray(), "text/html");
        _network.Serve(Second, static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)));

        SigningException error = await FailAsync(Client(First, Second));

        Assert.Equal([First, Second], _network.Asked);
        Assert.Equal(ErrorCodes.TsaUnavailable, error.Code);
        Assert.Contains("a web page came instead", error.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestAsync_OneThatFailed_StandsAtTheEndForAWhile()
    {
        ServeAuthority(Second);
        TimestampClient client = Client(First, Second);

        await client.RequestAsync(Data, TestContext.Current.CancellationToken);
        await client.RequestAsync(Data, TestContext.Current.CancellationToken);
        Assert.Equal([First, Second, Second], _network.Asked);

        ServeAuthority(First);
        _time.Advance(TimestampHealth.Memory);
        await client.RequestAsync(Data, TestContext.Current.CancellationToken);
        Assert.Equal([First, Second, Second, First], _network.Asked);
    }

    [Fact]
    public async Task RequestAsync_AllFailedLately_AreStillAskedInTheirOrder()
    {
        TimestampClient client = Client(First, Second);
        await FailAsync(client);
        int before = _network.Asked.Count;
        ServeAuthority(First);

        await client.RequestAsync(Data, TestContext.Current.CancellationToken);

        Assert.Equal([First], _network.Asked.Skip(before));
    }

    [Fact]
    public async Task RequestAsync_NoTimeForAnotherRound_EndsAtTheDeadline()
    {
        var client = new TimestampClient(Options(First), Trust(), _network.Fetcher(_time), _time, TimeSpan.FromMilliseconds(100));

        SigningException error = await FailAsync(client);

        Assert.Equal(ErrorCodes.TsaUnavailable, error.Code);
        Assert.Equal([First], _network.Asked);
    }

    [Fact]
    public async Task RequestAsync_EndlessAnswer_InvalidResponse()
    {
        _network.Serve(First, new byte[2 * 1024 * 1024]);

        SigningException error = await FailAsync(Client(First));

        Assert.Equal(ErrorCodes.TsaInvalidResponse, error.Code);
        Assert.Contains("larger than 1048576 bytes", error.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestAsync_NoneConfigured_Unavailable() => Assert.Equal(ErrorCodes.TsaUnavailable, (await FailAsync(Client(Array.Empty<string>()))).Code);

    [Fact]
    public async Task RequestAsync_ServerError_Unavailable()
    {
        _network.Serve(First, static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError)));

        Assert.Equal(ErrorCodes.TsaUnavailable, (await FailAsync(Client(First))).Code);
    }

    [Fact]
    public async Task RequestAsync_NoAnswerInTime_Timeout()
    {
        _network.Serve(First, async (_, cancellationToken) =>
        {
            _time.Advance(TimeSpan.FromSeconds(11));
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null!;
        });

        Assert.Equal(ErrorCodes.TsaTimeout, (await FailAsync(Client(First))).Code);
    }

    [Fact]
    public async Task RequestAsync_DeadlineOver_AsksNobodyFurther()
    {
        _network.Serve(First, (_, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            throw new HttpRequestException("reset");
        });
        ServeAuthority(Second);
        var client = new TimestampClient(Options(First, Second), Trust(), _network.Fetcher(_time), _time, TimeSpan.FromSeconds(4));

        Assert.Equal(ErrorCodes.TsaTimeout, (await FailAsync(client)).Code);
        Assert.Equal([First], _network.Asked);
    }

    [Fact]
    public async Task RequestAsync_CallerGivesUp_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        _network.Serve(First, async (_, cancellationToken) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null!;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(First).RequestAsync(Data, cancellation.Token));
    }

    [Fact]
    public async Task RequestAsync_Garbage_InvalidResponse()
    {
        _network.Serve(First, "<html>welcome</html>"u8.ToArray());

        SigningException error = await FailAsync(Client(First));

        Assert.Equal(ErrorCodes.TsaInvalidResponse, error.Code);
        Assert.Equal(First, error.Facts["address"]);
    }

    [Fact]
    public async Task RequestAsync_TokenOfAnotherRequest_InvalidResponse()
    {
        Func<byte[], byte[]> authority = Authority(TestTemplate.TimeStamping("TSA"));
        byte[]? other = null;
        _network.Serve(First, request => other ??= authority(request));
        TimestampClient client = Client(First);
        await client.RequestAsync(Data, TestContext.Current.CancellationToken);

        SigningException sameData = await FailAsync(client);
        Assert.Equal(ErrorCodes.TsaInvalidResponse, sameData.Code);
        Assert.Contains("nonce", sameData.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestAsync_TokenOverOtherData_InvalidResponse()
    {
        Func<byte[], byte[]> authority = Authority(TestTemplate.TimeStamping("TSA"));
        _network.Serve(First, request =>
        {
            BigInteger nonce = TimestampRequest.Parse(request).Nonce!.Value;
            return authority(TimestampRequest.Build(SHA256.HashData([9]), HashAlgorithmName.SHA256, nonce.ToByteArray(isUnsigned: true, isBigEndian: true)));
        });

        SigningException error = await FailAsync(Client(First));

        Assert.Equal(ErrorCodes.TsaInvalidResponse, error.Code);
        Assert.Contains("something else", error.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestAsync_Refusal_InvalidResponseWithItsReason()
    {
        ServeAuthority(First);

        SigningException error = await FailAsync(Client(new TimestampAuthorityOptions { Address = new Uri(First), Policy = "1.2.3.99" }));

        Assert.Equal(ErrorCodes.TsaInvalidResponse, error.Code);
        Assert.Contains("UnacceptedPolicy", error.Facts["detail"], StringComparison.Ordinal);
    }

    public static TheoryData<string, object> WrongAuthorities => new()
    {
        { "purpose not critical", TestTemplate.TimeStamping("TSA") with { IsExtendedKeyUsageCritical = false } },
        { "a further purpose", TestTemplate.TimeStamping("TSA") with { ExtendedKeyUsage = ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"] } },
        { "no purpose", TestTemplate.TimeStamping("TSA") with { ExtendedKeyUsage = null } },
        { "no such key usage", TestTemplate.TimeStamping("TSA") with { KeyUsage = System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.KeyEncipherment } },
    };

    [Theory]
    [MemberData(nameof(WrongAuthorities))]
    public async Task RequestAsync_CertificateNotForTimeStamps_InvalidResponse(string what, object template)
    {
        _network.Serve(First, Authority((TestTemplate)template));

        Assert.True((await FailAsync(Client(First))).Code == ErrorCodes.TsaInvalidResponse, what);
    }

    [Fact]
    public async Task RequestAsync_UntrustedAuthority_InvalidResponse()
    {
        TestEntity stranger = TestEntity.Root("Stranger");
        _network.Serve(First, Authority(TestTemplate.TimeStamping("TSA"), stranger));

        Assert.Equal(ErrorCodes.TsaInvalidResponse, (await FailAsync(Client(First))).Code);
    }

    [Fact]
    public async Task RequestAsync_EveryByteOfTheAnswerChanged_NeverAnUncheckedToken()
    {
        Func<byte[], byte[]> authority = Authority(TestTemplate.TimeStamping("TSA"));
        int position = 0;
        int length = int.MaxValue;
        _network.Serve(First, request =>
        {
            byte[] answer = authority(request);
            length = answer.Length;
            answer[position % length] ^= 0x20;
            return answer;
        });
        TimestampClient client = Client(First);
        for (; position < length; position += 7)
        {
            try
            {
                TimestampToken token = await client.RequestAsync(Data, TestContext.Current.CancellationToken);
                Assert.True(token.Covers(Data));
                Assert.Equal(TestTimes.Now, token.GenTime);
            }
            catch (SigningException error)
            {
                Assert.Equal(ErrorCodes.TsaInvalidResponse, error.Code);
            }
        }
    }

    [Theory]
    [InlineData("ftp://tsa.example.vn/", "SHA256", null)]
    [InlineData(First, "SHA1", null)]
    [InlineData(First, "SHA256", "not an identifier")]
    public void Constructor_WrongOption_ConfigurationInvalid(string address, string hash, string? policy) =>
        Assert.Equal(
            ErrorCodes.ConfigurationInvalid,
            Assert.Throws<SigningException>(() => Client(new TimestampAuthorityOptions { Address = new Uri(address), HashAlgorithm = new HashAlgorithmName(hash), Policy = policy })).Code);

    private static async Task<SigningException> FailAsync(TimestampClient client) =>
        await Assert.ThrowsAsync<SigningException>(() => client.RequestAsync(Data, TestContext.Current.CancellationToken));

    private static TimestampAuthorityOptions[] Options(params IEnumerable<string> addresses) =>
        [.. addresses.Select(static address => new TimestampAuthorityOptions { Address = new Uri(address) })];

    private TimestampClient Client(params IEnumerable<string> addresses) => Client(Options(addresses));

    private TimestampClient Client(params TimestampAuthorityOptions[] authorities) => new(authorities, Trust(), _network.Fetcher(_time), _time);

    private TrustStore Trust() => TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));

    private void ServeAuthority(string address) => _network.Serve(address, Authority(TestTemplate.TimeStamping("TSA")));

    private Func<byte[], byte[]> Authority(TestTemplate template, TestEntity? issuer = null)
    {
        TestEntity entity = (issuer ?? _root).Issue(template);
        var authority = new TimestampAuthority(
            entity.Platform, AuthorityKey.FromPrivateKey(entity.Key), new TimestampServiceOptions { Policy = Policy, TimeProvider = _time });
        return request => authority.RespondAsync(request).AsTask().GetAwaiter().GetResult();
    }
}
