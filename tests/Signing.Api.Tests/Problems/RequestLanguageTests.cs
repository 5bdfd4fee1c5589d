using Microsoft.AspNetCore.Http;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Problems;

public class RequestLanguageTests
{
    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("vi", "vi")]
    [InlineData("VI-vn", "vi")]
    [InlineData("vi-VN,vi;q=0.9,en;q=0.8", "vi")]
    [InlineData("en,vi", "en")]
    [InlineData("en;q=0.5, vi;q=0.6", "vi")]
    [InlineData("fr, vi;q=0.1", "vi")]
    [InlineData("fr", "en")]
    [InlineData("vi;q=0", "en")]
    [InlineData("vik", "en")]
    [InlineData("*", "en")]
    [InlineData(";;;", "en")]
    public void Of_AcceptLanguage_ChoosesTheBestOfOurs(string? header, string expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptLanguage = header;

        Assert.Equal(expected, RequestLanguage.Of(context.Request));
    }
}
