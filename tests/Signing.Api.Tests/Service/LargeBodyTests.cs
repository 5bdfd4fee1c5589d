using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Signing.CertsDev;

namespace Signing.Api.Tests.Service;

/// <summary>A large body costs the service the memory of a small one, whole process as the operating system sees it.</summary>
public sealed class LargeBodyTests : IAsyncLifetime
{
    private const int Megabyte = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("signing-api-tests-").FullName;
    private DevPki _pki = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Bodies => Path.Combine(_folder, "bodies");

    public async ValueTask InitializeAsync() => _pki = await DevPki.StartAsync(cancellationToken: Ct);

    public async ValueTask DisposeAsync()
    {
        await _pki.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task SignAndVerify_LargeBody_TakesTheMemoryOfASmallOne()
    {
        await using ServiceProcess service = ServiceProcess.Start("Development", [.. SigningService.Settings(_pki), ("Api:TempFolder", Bodies)]);
        using HttpClient client = await service.ListensAsync();

        await SignAndVerifyAsync(client, 3 * Megabyte);
        long small = service.PeakMemory;
        await SignAndVerifyAsync(client, 100 * Megabyte);

        Assert.InRange(service.PeakMemory - small, 0, 32 * Megabyte);
        await Eventually.Async(() => Assert.Empty(Directory.GetFiles(Bodies)));
    }

    /// <summary>Signs a document of so many bytes, sent raw and as a form, and verifies what came back.</summary>
    private async Task SignAndVerifyAsync(HttpClient client, int bytes)
    {
        string document = Path.Combine(_folder, "in.pdf");
        string signed = Path.Combine(_folder, "signed.pdf");
        await SmallPdf.WriteAsync(document, bytes, Ct);
        foreach (bool asForm in (bool[])[false, true])
        {
            HttpContent body = asForm ? new MultipartFormDataContent { { Pdf(document), "document", "in.pdf" } } : Pdf(document);
            using HttpResponseMessage answer = await PostAsync(client, "/v1/sign", body);
            await using (FileStream file = File.Create(signed))
            {
                await answer.Content.CopyToAsync(file, Ct);
            }
            Assert.True(new FileInfo(signed).Length > new FileInfo(document).Length);
        }

        using HttpResponseMessage verified = await PostAsync(client, "/v1/verify", Pdf(signed));

        JsonElement report = await ApiServer.JsonAsync(verified);
        Assert.Equal("valid", report.GetProperty("verdict").GetString());
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static StreamContent Pdf(string path) => new(File.OpenRead(path)) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
}
