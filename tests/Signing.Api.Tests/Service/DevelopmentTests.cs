using System.Net;

namespace Signing.Api.Tests.Service;

public class DevelopmentTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "rebound.example")]
    public async Task Request_OfAForeignPage_IsForbidden(string header, string value)
    {
        using var form = new MultipartFormDataContent { { ApiServer.Pdf([1]), "document", "a.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign") { Content = form, Headers = { { header, value } } };

        await ApiServer.AssertProblemAsync(await server.Client.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Request_OfOurOwnPage_Passes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/keys") { Headers = { { "Origin", server.Address.GetLeftPart(UriPartial.Authority) } } };

        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }
}
