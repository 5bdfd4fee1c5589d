using Microsoft.AspNetCore.Http;
using Signing.Api.Options;
using Signing.Api.Problems;
using Signing.Core.Verification;

namespace Signing.Api.Tests.Options;

public class VerifyOptionsTests
{
    private static readonly ValidationPolicy Strict = new() { Name = "strict", ClockTolerance = TimeSpan.Zero };

    [Fact]
    public void Read_Nothing_IsOnlineAndNow()
    {
        VerificationOptions options = Read("");

        Assert.Same(ValidationPolicy.Online, options.Policy);
        Assert.Null(options.At);
        Assert.Equal("vi", options.Language);
    }

    [Fact]
    public void Read_Offline_NeverFetches() => Assert.Same(ValidationPolicy.Offline, Read("?policy=Offline").Policy);

    [Fact]
    public void Read_ConfiguredPolicy_IsThatOne() => Assert.Same(Strict, Read("?policy=strict").Policy);

    [Fact]
    public void Read_UnknownPolicy_IsRefusedWithThoseThereAre()
    {
        Sentence refusal = Assert.Throws<ApiException>(() => Read("?policy=Strict")).Sentence;

        Assert.Contains("Online, Offline, strict", refusal.SayFacts("en")["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-23T08:00:00Z")]
    [InlineData("2026-11-23T08:00:00.0Z")]
    [InlineData("2026-11-23T15:00:00%2B07:00")]
    [InlineData("2026-11-23T08:00:00-00:00")]
    public void Read_Time_IsTheSameInstant(string at) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), Read("?at=" + at).At);

    [Theory]
    [InlineData("2026-11-23T08:00:00")]
    [InlineData("2026-11-23T08:00:00 07:00")]
    [InlineData("2026-11-23")]
    [InlineData("23.11.2026")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("now")]
    public void Read_TimeWithoutOffsetOrNone_IsRefused(string at)
    {
        Sentence refusal = Assert.Throws<ApiException>(() => Read("?at=" + at)).Sentence;

        Assert.Equal("at", refusal.SayFacts("en")["option"]);
    }

    private static VerificationOptions Read(string query) =>
        VerifyOptions.Read(GivenOptions.FromQuery(new QueryString(query), VerifyOptions.All), new ValidationPolicies([Strict]), "vi");
}
