using System.Net;
using System.Text;
using System.Text.Json;

namespace Signing.Api.Tests.Service;

public class SigningTests(SigningService service) : IClassFixture<SigningService>
{
    private static readonly byte[] Pdf = SmallPdf.Create();

    [Fact]
    public async Task Sign_WithoutOptions_SignsAtTheDefaultLevelWithTheDefaultKey()
    {
        HttpResponseMessage response = await PostAsync("/v1/sign", ApiServer.Pdf(Pdf));
        byte[] signed = await SignedAsync(response);

        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(signed.Length, response.Content.Headers.ContentLength);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(Pdf, signed[..Pdf.Length]);
        JsonElement report = await VerifyAsync(signed);
        JsonElement signature = Assert.Single(report.GetProperty("signatures").EnumerateArray());
        Assert.Equal("valid", report.GetProperty("verdict").GetString());
        Assert.Equal("PAdES-B-T", signature.GetProperty("level").GetString());
        Assert.Equal(service.Pki.Agency.Thumbprint, signature.GetProperty("signer").GetProperty("thumbprint").GetString());
    }

    [Fact]
    public async Task Verify_WithEvidence_CanBeJudgedAgainWithTheSameReport()
    {
        byte[] signed = await SignAsync("/v1/sign", Pdf);
        const string At = "2027-01-02T03:04:05Z";
        HttpResponseMessage response = await PostAsync("/v1/verify?policy=Offline&evidence=true&at=" + At, ApiServer.Pdf(signed));
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Dictionary<string, JsonElement> members = answer.RootElement.EnumerateObject().ToDictionary(static m => m.Name, static m => m.Value);
        Assert.True(members.Remove("evidence", out JsonElement saved));

        var evidence = Core.Verification.Evidence.Import(Encoding.UTF8.GetBytes(saved.GetRawText()));
        byte[] again = Core.Verification.Reports.ReportJson.Serialize(Core.Verification.PdfVerifier.Judge(
            evidence, Core.Verification.ValidationPolicy.Offline, DateTimeOffset.Parse(At, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(members), JsonDocument.Parse(again).RootElement));
        Assert.Equal("evidence", answer.RootElement.EnumerateObject().Last().Name);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("/AcroForm << /Fields [] /XFA (form) >>", "XFA_KEPT")]
    [InlineData("/AcroForm << /Fields [] /XFA (form) >> /Perms << /UR3 << >> >>", "XFA_KEPT, USAGE_RIGHTS_KEPT")]
    public async Task Sign_WhatIsKept_IsSaidInAHeader(string catalog, string? expected)
    {
        HttpResponseMessage response = await PostAsync("/v1/sign?level=B-B", ApiServer.Pdf(SmallPdf.Create(catalog: catalog)));
        await SignedAsync(response);

        Assert.Equal(expected, response.Headers.TryGetValues("Signing-Notes", out IEnumerable<string>? notes) ? string.Join(", ", notes) : null);
    }

    [Fact]
    public async Task Sign_TwiceByDifferentKeys_BothAreValid()
    {
        byte[] once = await SignAsync("/v1/sign?key=agency", Pdf);
        byte[] twice = await SignAsync("/v1/sign?key=official&level=B-B", once);

        Assert.Equal(once, twice[..once.Length]);
        JsonElement report = await VerifyAsync(twice);
        Assert.Equal("valid", report.GetProperty("verdict").GetString());
        Assert.Equal(["valid", "valid"], report.GetProperty("signatures").EnumerateArray().Select(static s => s.GetProperty("verdict").GetString()));
    }

    [Theory]
    [InlineData("B-LT", 1)]
    [InlineData("B-LTA", 2)]
    public async Task Sign_AtAnArchivalLevel_HoldsItsProofs(string level, int signatures)
    {
        byte[] signed = await SignAsync("/v1/sign?level=" + level, Pdf);

        JsonElement report = await VerifyAsync(signed, "/v1/verify?policy=Offline");
        Assert.Equal("valid", report.GetProperty("verdict").GetString());
        Assert.Equal(signatures, report.GetProperty("signatures").GetArrayLength());
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?level=B-LTA", 3)]
    [InlineData("?level=B-LT", 2)]
    [InlineData("?level=B-T", 2)]
    public async Task Extend_SignedDocument_GivesTheSameAtTheLevel(string options, int signatures)
    {
        byte[] signed = await SignAsync("/v1/sign?level=B-B", Pdf);

        HttpResponseMessage response = await PostAsync("/v1/extend" + options, ApiServer.Pdf(signed));
        byte[] extended = await SignedAsync(response);

        Assert.Equal(signed, extended[..signed.Length]);
        Assert.Equal(extended.Length, response.Content.Headers.ContentLength);
        JsonElement report = await VerifyAsync(extended);
        Assert.Equal("valid", report.GetProperty("verdict").GetString());
        Assert.Equal(signatures, report.GetProperty("signatures").GetArrayLength());
    }

    [Fact]
    public async Task Extend_WhatCannotBe_SaysWhy()
    {
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/extend", ApiServer.Pdf(Pdf)), HttpStatusCode.UnprocessableEntity, "pdf.unsigned");
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/extend?level=B-B", ApiServer.Pdf(Pdf)), HttpStatusCode.BadRequest, "request.option");
        byte[] altered = await SignAsync("/v1/sign?level=B-B", Pdf);
        altered["%PDF-1.".Length] ^= 1;
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/extend", ApiServer.Pdf(altered)), HttpStatusCode.UnprocessableEntity, "pdf.signature_invalid");
        await SignedAsync(await PostAsync("/v1/extend?level=B-T&invalidSignatures=TimestampAnyway", ApiServer.Pdf(altered)));
    }

    [Theory]
    [InlineData("key=agency&digest=SHA-384", "RSA-SHA-384")]
    [InlineData("key=agency&padding=pss", "RSA-PSS-SHA-256")]
    [InlineData("key=official&padding=pss&digest=SHA-512", "RSA-PSS-SHA-512")]
    [InlineData("key=official-ec", "ECDSA-SHA-256")]
    public async Task Sign_WithAnAlgorithm_UsesIt(string options, string algorithm)
    {
        JsonElement report = await VerifyAsync(await SignAsync("/v1/sign?level=B-B&" + options, Pdf));

        JsonElement signature = report.GetProperty("signatures")[0];
        Assert.Equal(("valid", algorithm), (signature.GetProperty("verdict").GetString(), signature.GetProperty("signatureAlgorithm").GetString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_AsFormInAnyOrder_IsTheSame(bool optionsFirst)
    {
        var options = new StringContent("""{ "key": "official", "level": "B-B", "reason": "Ký duyệt", "certify": 2 }""", Encoding.UTF8, "application/json");
        using MultipartFormDataContent form = optionsFirst
            ? new() { { options, "options" }, { ApiServer.Pdf(Pdf), "document", "a.pdf" } }
            : new() { { ApiServer.Pdf(Pdf), "document", "a.pdf" }, { options, "options" } };

        JsonElement signature = (await VerifyAsync(await SignedAsync(await PostAsync("/v1/sign", form)))).GetProperty("signatures")[0];

        Assert.Equal("PAdES-B-B", signature.GetProperty("level").GetString());
        Assert.Equal(2, signature.GetProperty("permissions").GetProperty("docMdp").GetInt32());
        Assert.Equal(service.Pki.Official.Thumbprint, signature.GetProperty("signer").GetProperty("thumbprint").GetString());
    }

    [Fact]
    public async Task Sign_KeyByItsThumbprint_IsThatKey()
    {
        byte[] signed = await SignAsync($"/v1/sign?level=B-B&key={service.Pki.OfficialEc.Thumbprint.ToUpperInvariant()}", Pdf);

        JsonElement signature = (await VerifyAsync(signed)).GetProperty("signatures")[0];
        Assert.Equal(service.Pki.OfficialEc.Thumbprint, signature.GetProperty("signer").GetProperty("thumbprint").GetString());
    }

    [Fact]
    public async Task Sign_LargeDocument_GoesThroughAFileThatIsDeleted()
    {
        byte[] large = SmallPdf.Create(padding: 5_000_000);

        byte[] signed = await SignAsync("/v1/sign?level=B-B", large);

        Assert.Equal(large, signed[..large.Length]);
        Assert.Equal("valid", (await VerifyAsync(signed)).GetProperty("verdict").GetString());
        await Eventually.Async(() => Assert.Empty(service.Server.TempFiles));
    }

    [Theory]
    [InlineData("key=nobody", 422, "key.unknown")]
    [InlineData("key=expired", 422, "signer.expired")]
    [InlineData("key=revoked", 422, "signer.revoked")]
    [InlineData("key=untrusted", 422, "signer.untrusted")]
    [InlineData("field=Nowhere", 422, "field.unknown")]
    [InlineData("key=official-ec&padding=pss", 400, "request.option")]
    public async Task Sign_WhatCannotBe_SaysWhy(string options, int status, string code) =>
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/sign?level=B-B&" + options, ApiServer.Pdf(Pdf)), (HttpStatusCode)status, code);

    [Fact]
    public async Task Sign_NotADocument_SaysWhy()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F'];

        await ApiServer.AssertProblemAsync(await PostAsync("/v1/sign", ApiServer.Pdf(jpeg)), HttpStatusCode.UnprocessableEntity, "pdf.not_pdf");
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/sign", ApiServer.Pdf(new byte[100_000])), HttpStatusCode.UnprocessableEntity, "pdf.not_pdf");
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/sign", ApiServer.Pdf(Pdf[..40])), HttpStatusCode.UnprocessableEntity, "pdf.damaged");
    }

    [Fact]
    public async Task Verify_OneByteChanged_IsInvalid()
    {
        byte[] signed = await SignAsync("/v1/sign?level=B-B", Pdf);
        signed[^300] ^= 1;

        Assert.NotEqual("valid", (await VerifyAsync(signed)).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Verify_InVietnamese_SpeaksIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Content = ApiServer.Pdf(Pdf), Headers = { { "Accept-Language", "vi" } } };

        HttpResponseMessage response = await service.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        JsonElement reason = Assert.Single((await ApiServer.JsonAsync(response)).GetProperty("reasons").EnumerateArray());
        Assert.Equal("NO_SIGNATURE", reason.GetProperty("code").GetString());
        Assert.Equal(Core.Messages.Get("NO_SIGNATURE", "vi"), reason.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Keys_ListsThemWithTheirCertificates()
    {
        JsonElement list = await ApiServer.JsonAsync(await service.Server.Client.GetAsync("/v1/keys", TestContext.Current.CancellationToken));

        JsonElement agency = list.GetProperty("keys").EnumerateArray().Single(static key => key.GetProperty("name").GetString() == "agency");
        Assert.Equal(service.Pki.Agency.Thumbprint, agency.GetProperty("thumbprint").GetString());
        Assert.True(agency.GetProperty("default").GetBoolean());
        Assert.Contains("RSA-SHA-256", agency.GetProperty("algorithms").EnumerateArray().Select(static a => a.GetString()));
        Assert.Equal("Con dấu cơ quan thử nghiệm (dev)", agency.GetProperty("certificate").GetProperty("commonName").GetString());
        Assert.EndsWith("Z", agency.GetProperty("certificate").GetProperty("notAfter").GetString(), StringComparison.Ordinal);
        Assert.Equal(service.Pki.Issuing.Certificate.RawData, agency.GetProperty("chain")[0].GetBytesFromBase64());
    }

    [Fact]
    public async Task Ready_WithAllKeysInPlace_IsReady()
    {
        HttpResponseMessage response = await service.Server.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("ready", (await ApiServer.JsonAsync(response)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sign_ManyAtOnce_AllAreSigned()
    {
        byte[][] signed = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => SignAsync($"/v1/sign?level=B-B&reason=no+{i}", Pdf)));

        Assert.Equal(200, signed.Select(Convert.ToBase64String).Distinct().Count());
        Assert.Equal("valid", (await VerifyAsync(signed[^1])).GetProperty("verdict").GetString());
    }

    private async Task<byte[]> SignAsync(string path, byte[] pdf) => await SignedAsync(await PostAsync(path, ApiServer.Pdf(pdf)));

    private static async Task<byte[]> SignedAsync(HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(body));
        return body;
    }

    private async Task<JsonElement> VerifyAsync(byte[] pdf, string path = "/v1/verify") => await ApiServer.JsonAsync(await PostAsync(path, ApiServer.Pdf(pdf)));

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent content) =>
        service.Server.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
}
