using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Service;

/// <summary>The service on a real Kestrel at a free loopback port, with a temporary folder and a log of its own.</summary>
public sealed class ApiServer : WebApplicationFactory<Problem>
{
    private readonly Dictionary<string, string?> _settings;
    private readonly string _environment;
    private readonly string _folder = Directory.CreateTempSubdirectory("signing-api-tests-").FullName;

    public ApiServer() : this("Development")
    {
    }

    internal ApiServer(string environment, params (string Setting, string Value)[] settings)
    {
        _environment = environment;
        _settings = settings.ToDictionary(static s => s.Setting, static string? (s) => s.Value);
        _settings.TryAdd("Api:TempFolder", TempFolder);
        UseKestrel(0);
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public RecordedLog Log { get; } = new();

    public string TempFolder => Path.Combine(_folder, "bodies");

    public string[] TempFiles => Directory.GetFiles(TempFolder);

    public static ByteArrayContent Pdf(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), default, TestContext.Current.CancellationToken)).RootElement;

    /// <summary>Asserts that the answer is a problem of this status and code, whole as the contract says.</summary>
    public static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        JsonElement problem = await JsonAsync(response);
        Assert.Equal((status, code), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("urn:signing:error:" + code, problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.All(["title", "detail", "action", "traceId"], member => Assert.NotEqual("", problem.GetProperty(member).GetString()));
        Assert.Equal(problem.GetProperty("traceId").GetString(), response.Headers.GetValues("X-Trace-Id").Single());
        return problem;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        foreach ((string setting, string? value) in _settings)
        {
            builder.UseSetting(setting, value);
        }
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            Client.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
