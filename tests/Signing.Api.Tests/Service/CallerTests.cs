using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Signing.Api.Tests.Service;

public class CallerTests(CallerTests.Production production) : IClassFixture<CallerTests.Production>
{
    [Theory]
    [InlineData("GET", "/v1/keys")]
    [InlineData("POST", "/v1/sign")]
    [InlineData("POST", "/v1/verify")]
    [InlineData("GET", "/health/ready")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/nowhere")]
    [InlineData("DELETE", "/v1/sign")]
    public async Task Request_WithoutAKey_IsRefusedEverywhere(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        HttpResponseMessage response = await production.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ApiServer.AssertProblemAsync(response, HttpStatusCode.Unauthorized, "auth.required");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().ToString());
    }

    [Fact]
    public async Task Live_WithoutAKey_Answers()
    {
        HttpResponseMessage response = await production.Server.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal("live", (await ApiServer.JsonAsync(response)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic b2ZmaWNlOmtleQ==")]
    [InlineData("key-of-the-office")]
    [InlineData("Bearer key-of-the-office, Bearer key-of-the-office")]
    public async Task Request_WithAWrongKey_IsRefused(string authorization)
    {
        HttpResponseMessage response = await SendAsync(HttpMethod.Get, "/v1/keys", authorization);

        await ApiServer.AssertProblemAsync(response, HttpStatusCode.Unauthorized, "auth.required");
    }

    [Fact]
    public async Task Request_WithAKey_IsLoggedUnderItsCallerAndNeverWithTheKey()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "/v1/verify?policy=Offline", "bearer key-of-the-office", ApiServer.Pdf([1, 2, 3]));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.Async(() => Assert.Contains(production.Server.Log.Lines, static line => line.Contains("caller=office", StringComparison.Ordinal)));
        Assert.DoesNotContain(production.Server.Log.Lines, static line => line.Contains("key-of-the-office", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sign_WithAKeyThatTheCallerMayNotUse_IsForbidden()
    {
        HttpResponseMessage response = await SendAsync(HttpMethod.Post, "/v1/sign?key=official", "Bearer key-of-the-office", ApiServer.Pdf([1, 2, 3]));

        JsonElement problem = await ApiServer.AssertProblemAsync(response, HttpStatusCode.Forbidden, "auth.forbidden");
        Assert.Contains("'official'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_DefaultKeyThatTheCallerMayNotUse_IsForbidden()
    {
        HttpResponseMessage response = await SendAsync(HttpMethod.Post, "/v1/sign", "Bearer key-of-the-archive", ApiServer.Pdf([1, 2, 3]));

        await ApiServer.AssertProblemAsync(response, HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Request_OutsideDevelopment_MayCarryAnOrigin()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "Origin", "https://documents.example" } } };

        HttpResponseMessage response = await production.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string authorization, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return production.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A service as in production: two callers, two keys; the key files are never opened here.</summary>
    public sealed class Production : IDisposable
    {
        private readonly string _keyFile = Path.GetTempFileName();

        public Production()
        {
            Server = new ApiServer(
                "Production",
                ("Api:Callers:office:KeySha256", Hash("key-of-the-office")),
                ("Api:Callers:office:Keys:0", "agency"),
                ("Api:Callers:archive:KeySha256", Hash("key-of-the-archive")),
                ("Signing:Keys:agency:Kind", "Pkcs12"),
                ("Signing:Keys:agency:File", _keyFile),
                ("Signing:Keys:official:Kind", "Pkcs12"),
                ("Signing:Keys:official:File", _keyFile),
                ("Signing:DefaultKey", "agency"));
        }

        public ApiServer Server { get; }

        public void Dispose()
        {
            Server.Dispose();
            File.Delete(_keyFile);
        }

        private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
