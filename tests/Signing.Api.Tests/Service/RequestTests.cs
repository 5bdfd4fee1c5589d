using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Signing.Api.Tests.Service;

public class RequestTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];

    [Theory]
    [InlineData("/v1/sign")]
    [InlineData("/v1/verify")]
    public async Task Post_EmptyBody_IsRequestEmpty(string path) =>
        await AssertProblemAsync(await PostAsync(path, ApiServer.Pdf([])), HttpStatusCode.BadRequest, "request.empty");

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("image/jpeg")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/mixed; boundary=b")]
    public async Task Post_OtherMediaType_IsRefused(string? mediaType)
    {
        var content = new ByteArrayContent(Jpeg);
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);

        await AssertProblemAsync(await PostAsync("/v1/verify", content), HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Fact]
    public async Task Post_CompressedBody_IsRefused()
    {
        ByteArrayContent content = ApiServer.Pdf(Jpeg);
        content.Headers.ContentEncoding.Add("gzip");

        await AssertProblemAsync(await PostAsync("/v1/verify", content), HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Theory]
    [InlineData("/v1/verify", "text/plain", "application/json, text/html, application/xml")]
    [InlineData("/v1/extract?revision=1", "text/html", "application/pdf")]
    [InlineData("/v1/sign", "application/json", "application/pdf")]
    public async Task Post_NothingAcceptable_SaysWhatThereIs(string path, string accept, string offered)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ApiServer.Pdf(Jpeg), Headers = { { "Accept", accept } } };

        JsonElement problem = await AssertProblemAsync(await server.Client.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.NotAcceptable, "request.not_acceptable");

        Assert.Contains(offered, problem.GetProperty("action").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/sign?evidence=true", "evidence")]
    [InlineData("/v1/sign?reason=a&reason=b", "reason")]
    [InlineData("/v1/sign?certify=9", "certify")]
    [InlineData("/v1/verify?key=agency", "key")]
    [InlineData("/v1/verify?at=yesterday", "at")]
    [InlineData("/v1/extract", "field")]
    [InlineData("/v1/extract?field=a&revision=1", "revision")]
    [InlineData("/v1/extract?signature=one", "signature")]
    [InlineData("/v1/extract?revision=-1", "revision")]
    public async Task Post_WrongOption_IsNamed(string path, string option)
    {
        JsonElement problem = await AssertProblemAsync(await PostAsync(path, ApiServer.Pdf(Jpeg)), HttpStatusCode.BadRequest, "request.option");

        Assert.Contains($"'{option}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FormWithAnOptionInTheQuery_ContradictsItself()
    {
        using var form = new MultipartFormDataContent { { ApiServer.Pdf(Jpeg), "document", "a.pdf" } };

        JsonElement problem = await AssertProblemAsync(await PostAsync("/v1/verify?policy=Offline", form), HttpStatusCode.BadRequest, "request.option");

        Assert.Contains("'policy'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_AnythingReceivedWhole_IsAnsweredWithAReport(bool asForm)
    {
        using HttpContent content = asForm
            ? new MultipartFormDataContent { { new StringContent("""{"policy":"Offline"}""", Encoding.UTF8, "application/json"), "options" }, { ApiServer.Pdf(Jpeg), "document", "a.pdf" } }
            : ApiServer.Pdf(Jpeg);

        HttpResponseMessage response = await PostAsync(asForm ? "/v1/verify" : "/v1/verify?policy=Offline", content);

        JsonElement report = await ApiServer.JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("unreadable", report.GetProperty("verdict").GetString());
        Assert.Equal("Offline", report.GetProperty("policy").GetProperty("name").GetString());
        Assert.Equal(Jpeg.Length, report.GetProperty("document").GetProperty("length").GetInt32());
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Problem_InVietnamese_SpeaksIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify?reasn=x") { Content = ApiServer.Pdf(Jpeg), Headers = { { "Accept-Language", "vi-VN" } } };

        HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        JsonElement problem = await AssertProblemAsync(response, HttpStatusCode.BadRequest, "request.option");
        Assert.Equal("Tùy chọn 'reasn' không được chấp nhận: không có tùy chọn này.", problem.GetProperty("detail").GetString());
        Assert.Equal(["vi"], response.Content.Headers.ContentLanguage);
        Assert.Contains("Tùy chọn", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithATraceParent_IsKnownByIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere") { Headers = { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } } };

        JsonElement problem = await AssertProblemAsync(await server.Client.SendAsync(request, TestContext.Current.CancellationToken), HttpStatusCode.NotFound, "request.not_found");

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", problem.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Request_OtherMethod_IsRefused()
    {
        HttpResponseMessage response = await server.Client.GetAsync("/v1/sign", TestContext.Current.CancellationToken);

        await AssertProblemAsync(response, HttpStatusCode.MethodNotAllowed, "request.method");
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Log_OfARequest_IsOneLineWithoutItsQuery()
    {
        using HttpResponseMessage response = await PostAsync("/v1/verify?policy=Offline&at=secret-in-the-query", ApiServer.Pdf(Jpeg));
        string traceId = response.Headers.GetValues("X-Trace-Id").Single();

        await Eventually.Async(() => Assert.Single(server.Log.Lines, line => line.Contains(traceId, StringComparison.Ordinal)));

        string line = server.Log.Lines.Single(l => l.Contains(traceId, StringComparison.Ordinal));
        Assert.Contains("POST /v1/verify 400 request.option caller=development", line, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, static l => l.Contains("secret-in-the-query", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, static l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    private static Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code) =>
        ApiServer.AssertProblemAsync(response, status, code);

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent content) =>
        server.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
}
