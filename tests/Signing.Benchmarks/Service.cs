using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Signing.CertsDev.Commands;

namespace Signing.Benchmarks;

/// <summary>The service as a process of its own: its peak memory after documents of growing size.</summary>
internal static class Service
{
    private const double Megabyte = 1 << 20;
    private const int Earlier = 300;

    /// <param name="workshop">Its PKI and folder.</param>
    /// <param name="documents">The documents, the smallest first.</param>
    internal static async Task RunAsync(Workshop workshop, IReadOnlyList<(string Name, string Path)> documents)
    {
        string bodies = workshop.PathOf("bodies");
        var settings = new Dictionary<string, string>(ApiConfiguration.For(workshop.Pki, token: null))
        {
            ["Api__MaxBodyBytes"] = "2000000000",
            ["Api__TempFolder"] = bodies,
            ["Signing__DefaultLevel"] = "B-B",
        };
        await using ApiProcess service = ApiProcess.Start(settings, workshop.PathOf("api.log"));
        if (!await service.IsReadyAsync(CancellationToken.None))
        {
            throw new InvalidOperationException(await File.ReadAllTextAsync(workshop.PathOf("api.log")));
        }
        using var client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(10) };
        // A process that has served nothing has not yet come to collect its garbage: what it takes then is no measure.
        for (int i = 0; i < Earlier; i++)
        {
            await PostAsync(client, "/v1/sign", Raw(documents[0].Path), workshop.PathOf("earlier.pdf"));
            await PostAsync(client, "/v1/verify", Raw(workshop.PathOf("earlier.pdf")), workshop.PathOf("report.json"));
        }
        double first = Peak();
        foreach ((string name, string path) in documents)
        {
            string signed = workshop.PathOf("signed-by-service.pdf");
            await PostAsync(client, "/v1/sign", Raw(path), signed);
            Row("sign", name);
            await PostAsync(client, "/v1/sign", Form(path), signed);
            Row("sign (multipart)", name);
            await Limits.VerifyAsync(workshop, signed);
            string report = workshop.PathOf("report.json");
            await PostAsync(client, "/v1/verify", Raw(signed), report);
            Row("verify", name);
            using JsonDocument judged = JsonDocument.Parse(await File.ReadAllTextAsync(report));
            if (judged.RootElement.GetProperty("verdict").GetString() != "valid")
            {
                throw new InvalidOperationException(judged.RootElement.ToString());
            }
            File.Delete(signed);
        }
        if (Directory.EnumerateFiles(bodies).Any())
        {
            throw new InvalidOperationException("The service has left temporary files behind.");
        }

        void Row(string verb, string name) =>
            Table.Fact($"peak memory of the service after {verb}, {name}; after {Earlier} documents of {documents[0].Name}", Peak(), first, 32, "MB", " more");

        double Peak()
        {
            using Process process = Process.GetProcessById(service.ProcessId);
            return process.PeakWorkingSet64 / Megabyte;
        }
    }

    private static StreamContent Raw(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read)) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };

    private static MultipartFormDataContent Form(string path) => new() { { Raw(path), "document", "document.pdf" } };

    private static async Task PostAsync(HttpClient client, string address, HttpContent body, string answerFile)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using FileStream file = File.Create(answerFile);
        await answer.Content.CopyToAsync(file);
        if (!answer.IsSuccessStatusCode)
        {
            file.Close();
            throw new InvalidOperationException(await File.ReadAllTextAsync(answerFile));
        }
    }
}
