using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Signing.Core.Verification.Reports;

namespace Signing.Api.Tests.Service;

/// <summary>The report in the form and the language that a client asks for.</summary>
public class ReportFormTests(SigningService service) : IClassFixture<SigningService>
{
    private static readonly byte[] Pdf = SmallPdf.Create();

    [Theory]
    [InlineData("vi", "Chữ ký số hợp lệ")]
    [InlineData("en", "The signature is valid")]
    public async Task Verify_AsHtml_IsAPageThatRunsNothing(string language, string says)
    {
        HttpResponseMessage response = await VerifyAsync("/v1/verify", "text/html", language);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Equal(["Accept", "Accept-Language"], response.Headers.Vary);
        Assert.Equal(ReportHtml.ContentSecurityPolicy, response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{says}</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AsXml_IsTheReportOfTheStandard()
    {
        HttpResponseMessage response = await VerifyAsync("/v1/verify", "application/xml", "vi");
        var xml = XDocument.Load(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Equal("application/xml; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("{http://uri.etsi.org/19102/v1.4.1#}ValidationReport", xml.Root!.Name.ToString());
        Assert.Contains("urn:etsi:019102:mainindication:total-passed", xml.Descendants().Select(static e => e.Value));
    }

    [Fact]
    public async Task Verify_AsJson_VariesToo()
    {
        HttpResponseMessage response = await VerifyAsync("/v1/verify", "application/json", "en");

        Assert.Equal(["Accept", "Accept-Language"], response.Headers.Vary);
        Assert.False(response.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    public async Task Verify_EvidenceWithAnotherForm_IsRefused(string accept)
    {
        HttpResponseMessage response = await VerifyAsync("/v1/verify?evidence=true", accept, "en");

        JsonElement problem = await ApiServer.AssertProblemAsync(response, HttpStatusCode.BadRequest, "request.option");
        Assert.Contains("'evidence'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    public async Task Verify_Anything_HasEveryForm(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Content = ApiServer.Pdf([1, 2, 3]), Headers = { { "Accept", accept } } };

        HttpResponseMessage response = await service.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Schema_IsTheLibrarys()
    {
        HttpResponseMessage response = await service.Server.Client.GetAsync("/v1/schemas/report", TestContext.Current.CancellationToken);

        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(ReportJson.GetSchema(), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("?field=Signature1", 2)]
    [InlineData("?signature=2", 3)]
    [InlineData("?revision=1", 1)]
    public async Task Extract_Wanted_IsThatRevision(string query, int expected)
    {
        byte[] once = await SignAsync(Pdf);
        byte[] twice = await SignAsync(once);

        HttpResponseMessage response = await service.Server.Client.PostAsync("/v1/extract" + query, ApiServer.Pdf(twice), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(((byte[][])[Pdf, once, twice])[expected - 1], await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.ToString());
        Assert.Equal($"revision-{expected}.pdf", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Extract_AsAForm_TakesItsOptionsThere()
    {
        byte[] signed = await SignAsync(Pdf);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"signature":1}""", Encoding.UTF8, "application/json"), "options" }, { ApiServer.Pdf(await SignAsync(signed)), "document", "a.pdf" },
        };

        HttpResponseMessage response = await service.Server.Client.PostAsync("/v1/extract", form, TestContext.Current.CancellationToken);

        Assert.Equal(signed, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("?field=nobody", "field.unknown")]
    [InlineData("?signature=7", "signature.unknown")]
    [InlineData("?revision=0", "revision.unknown")]
    [InlineData("?revision=999999999", "revision.unknown")]
    public async Task Extract_Missing_IsUnprocessable(string query, string code)
    {
        HttpResponseMessage response = await service.Server.Client.PostAsync("/v1/extract" + query, ApiServer.Pdf(await SignAsync(Pdf)), TestContext.Current.CancellationToken);

        await ApiServer.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, code);
    }

    private async Task<HttpResponseMessage> VerifyAsync(string path, string accept, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = ApiServer.Pdf(await SignAsync(Pdf)),
            Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) }, AcceptLanguage = { StringWithQualityHeaderValue.Parse(language) } },
        };
        return await service.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<byte[]> SignAsync(byte[] document)
    {
        HttpResponseMessage response = await service.Server.Client.PostAsync("/v1/sign", ApiServer.Pdf(document), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
