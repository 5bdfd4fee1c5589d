using System.Net;
using System.Text.Json;
using Signing.CertsDev;

namespace Signing.Api.Tests.Service;

/// <summary>The files of a trust domain change while the service runs.</summary>
public sealed class TrustReloadTests : IAsyncLifetime
{
    private readonly string _anchors = Directory.CreateTempSubdirectory("signing-api-trust-").FullName;
    private DevPki? _pki;
    private ApiServer? _server;

    public async ValueTask InitializeAsync()
    {
        _pki = await DevPki.StartAsync();
        File.Copy(_pki.Root.CertificateFile, Anchor);
        _server = new ApiServer(
            "Development",
            [
                .. SigningService.Settings(_pki).Where(static setting => setting.Setting != "Signing:Trust:dev:Anchors"),
                ("Signing:Trust:dev:Anchors", _anchors),
                ("Signing:TrustInterval", "00:00:00"),
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _pki!.DisposeAsync();
        Directory.Delete(_anchors, recursive: true);
    }

    private string Anchor => Path.Combine(_anchors, "root.pem");

    [Fact]
    public async Task Reload_BrokenThenOther_WarnsAndGoesOnThenRefuses()
    {
        Assert.Equal(HttpStatusCode.OK, (await SignAsync()).StatusCode);
        Assert.Empty(await WarningsAsync());

        await File.WriteAllTextAsync(Anchor, "half a certifi", TestContext.Current.CancellationToken);
        Assert.Equal(["trust.stale"], await WarningsAsync());
        Assert.Equal(HttpStatusCode.OK, (await SignAsync()).StatusCode);
        Assert.Contains(_server!.Log.Lines, static line => line.Contains("cannot be loaded", StringComparison.Ordinal) && line.Contains("root.pem", StringComparison.Ordinal));

        File.Copy(_pki!.ForeignRoot.CertificateFile, Anchor, overwrite: true);
        await ApiServer.AssertProblemAsync(await SignAsync(), HttpStatusCode.UnprocessableEntity, "signer.untrusted");
        Assert.Empty(await WarningsAsync());
    }

    private Task<HttpResponseMessage> SignAsync() =>
        _server!.Client.PostAsync("/v1/sign?level=B-B", ApiServer.Pdf(SmallPdf.Create()), TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string?>> WarningsAsync()
    {
        HttpResponseMessage response = await _server!.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        JsonElement health = await ApiServer.JsonAsync(response);
        Assert.Equal((HttpStatusCode.OK, "ready"), (response.StatusCode, health.GetProperty("status").GetString()));
        return health.GetProperty("warnings").EnumerateArray().Select(static warning => warning.GetString());
    }
}
