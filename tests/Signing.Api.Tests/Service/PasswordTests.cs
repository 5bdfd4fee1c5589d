using System.ComponentModel;
using System.Net;
using System.Text;
using System.Text.Json;
using Signing.Api.Tests.Readme;

namespace Signing.Api.Tests.Service;

/// <summary>Encrypted documents: the password comes in a form, is never in a query, a log or an answer.</summary>
public class PasswordTests(SigningService service) : IClassFixture<SigningService>
{
    private const string Password = "mật-khẩu-7f3a";

    [Fact]
    public async Task Sign_WithThePasswordInTheForm_IsSignedAndVerified()
    {
        byte[] document = await EncryptAsync();

        using HttpResponseMessage response = await PostAsync("/v1/sign", document, Password);
        byte[] signed = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement open = await ApiServer.JsonAsync(await PostAsync("/v1/verify", signed, Password));
        JsonElement closed = await ApiServer.JsonAsync(await service.Server.Client.PostAsync("/v1/verify", ApiServer.Pdf(signed), TestContext.Current.CancellationToken));
        JsonElement wrong = await ApiServer.JsonAsync(await PostAsync("/v1/verify", signed, "wrong"));

        Assert.Equal(["valid", "indeterminate", "indeterminate"], new[] { open, closed, wrong }.Select(static report => report.GetProperty("verdict").GetString()));
        Assert.All([open, closed, wrong], static report => Assert.True(report.GetProperty("document").GetProperty("encrypted").GetBoolean()));
        Assert.All([open, closed, wrong], static report => Assert.Equal("intact", report.GetProperty("signatures")[0].GetProperty("integrity").GetString()));
        Assert.Equal(["PASSWORD_REQUIRED"], Codes(closed));
        Assert.Equal(["PASSWORD_REQUIRED", "PASSWORD_WRONG"], Codes(wrong));
        AssertNowhere();
    }

    [Fact]
    public async Task Sign_WithoutOrWithAWrongPassword_SaysWhich()
    {
        byte[] document = await EncryptAsync();

        await ApiServer.AssertProblemAsync(await PostAsync("/v1/sign", document, null), HttpStatusCode.UnprocessableEntity, "pdf.encrypted");
        await ApiServer.AssertProblemAsync(await PostAsync("/v1/sign", document, Password + "x"), HttpStatusCode.UnprocessableEntity, "pdf.password_wrong");
        AssertNowhere();
    }

    [Theory]
    [InlineData("/v1/sign")]
    [InlineData("/v1/verify")]
    public async Task Post_PasswordInTheQuery_IsRefused(string path)
    {
        using HttpResponseMessage response = await service.Server.Client.PostAsync(
            $"{path}?password={Uri.EscapeDataString(Password)}", ApiServer.Pdf(SmallPdf.Create()), TestContext.Current.CancellationToken);

        JsonElement problem = await ApiServer.AssertProblemAsync(response, HttpStatusCode.BadRequest, "request.option");
        Assert.Contains("password", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("7f3a", problem.GetRawText(), StringComparison.Ordinal);
        AssertNowhere();
    }

    private static IEnumerable<string?> Codes(JsonElement report) =>
        report.GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetProperty("code").GetString());

    private void AssertNowhere() => Assert.DoesNotContain(service.Server.Log.Lines, static line => line.Contains("7f3a", StringComparison.Ordinal));

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] document, string? password)
    {
        string options = JsonSerializer.Serialize(new Dictionary<string, string?> { ["password"] = password });
        using MultipartFormDataContent form = new()
        {
            { new StringContent(options, Encoding.UTF8, "application/json"), "options" },
            { ApiServer.Pdf(document), "document", "a.pdf" },
        };
        return await service.Server.Client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> EncryptAsync()
    {
        string folder = Directory.CreateTempSubdirectory("signing-api-tests-").FullName;
        try
        {
            string plain = Path.Combine(folder, "plain.pdf");
            string encrypted = Path.Combine(folder, "encrypted.pdf");
            await File.WriteAllBytesAsync(plain, SmallPdf.Create(), TestContext.Current.CancellationToken);
            await Run.ToEndAsync(folder, "qpdf", ["--encrypt", Password, "owner", "256", "--", plain, encrypted], cancellationToken: TestContext.Current.CancellationToken);
            return await File.ReadAllBytesAsync(encrypted, TestContext.Current.CancellationToken);
        }
        catch (Win32Exception)
        {
            Assert.Skip("qpdf is not installed.");
            throw;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
