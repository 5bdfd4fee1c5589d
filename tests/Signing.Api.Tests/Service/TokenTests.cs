using System.Net;
using System.Text.Json;

namespace Signing.Api.Tests.Service;

public class TokenTests(TokenService service) : IClassFixture<TokenService>
{
    private static readonly byte[] Pdf = SmallPdf.Create();

    [Fact]
    public async Task Sign_TwoHundredAtOnceOnOneToken_AllAreSignedAndNoneIsLost()
    {
        SkipWithoutSoftHsm();
        await using ServiceProcess process = service.Start();
        using HttpClient client = await process.ListensAsync();

        byte[][] signed = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => SignedAsync(client, i)));

        Assert.Equal(200, signed.Select(Convert.ToBase64String).Distinct().Count());
        foreach (byte[] document in signed.Where(static (_, i) => i % 20 == 0))
        {
            JsonElement report = await ApiServer.JsonAsync(await PostAsync(client, "/v1/verify", document));
            Assert.Equal("valid", report.GetProperty("verdict").GetString());
        }
    }

    [Fact]
    public async Task Sign_ClientsHangUpInTheMiddle_NothingSticksAndNoFileStays()
    {
        SkipWithoutSoftHsm();
        string folder = Path.Combine(service.Pki.Folder, "hang-up");
        await using ServiceProcess process = service.Start(("Api:TempFolder", folder));
        using HttpClient client = await process.ListensAsync();
        byte[] large = SmallPdf.Create(padding: 2_000_000);

        using (var hangUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            Task[] requests = [.. Enumerable.Range(0, 50).Select(_ => client.PostAsync("/v1/sign", ApiServer.Pdf(large), hangUp.Token))];
            await Task.WhenAny(requests);
            await hangUp.CancelAsync();
            await Task.WhenAll(requests).ContinueWith(static _ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await Eventually.Async(() => Assert.Empty(Directory.GetFiles(folder)));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SignedAsync(client, i)));
    }

    [Fact]
    public async Task Sign_WrongPin_IsSaidAtEveryStart_AndNoPinFromAFileIsTriedAfterwards()
    {
        SkipWithoutSoftHsm();
        string token = await service.CopyTokenAsync();
        string pinFile = Path.Combine(service.Pki.Folder, "wrong-pin.txt");
        await File.WriteAllTextAsync(pinFile, "00000000", TestContext.Current.CancellationToken);
        (string, string) pinState = ("Signing:PinStateFolder", Path.Combine(service.Pki.Folder, "other-pin-state"));

        for (int start = 0; start < 3; start++)
        {
            await AssertRefusedAsync("token.pin_wrong", token, pinState, ("Signing:Keys:agency:PinFile", pinFile));
        }

        // The token says now that few tries are left: only a person may try again.
        await AssertRefusedAsync("token.pin_locked", token, pinState);
    }

    [Fact]
    public async Task Sign_TokenIsAbsent_IsSaidAndTheServiceGoesOn()
    {
        SkipWithoutSoftHsm();
        await using ServiceProcess process = service.Start(
            ("Signing:Keys:agency:TokenLabel", "nobody's"),
            ("Signing:Keys:official:Kind", "Pkcs12"),
            ("Signing:Keys:official:File", service.Pki.Official.Pkcs12File),
            ("Signing:Keys:official:PasswordFile", service.Pki.Official.PasswordFile),
            ("Signing:DefaultKey", "agency"));
        using HttpClient client = await process.ListensAsync();

        HttpResponseMessage refused = await PostAsync(client, "/v1/sign", Pdf);
        HttpResponseMessage other = await PostAsync(client, "/v1/sign?key=official", Pdf);
        HttpResponseMessage ready = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        HttpResponseMessage live = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        JsonElement keys = await ApiServer.JsonAsync(await client.GetAsync("/v1/keys", TestContext.Current.CancellationToken));

        await ApiServer.AssertProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "token.absent");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("token.absent", Assert.Single((await ApiServer.JsonAsync(ready)).GetProperty("problems").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(["official"], keys.GetProperty("keys").EnumerateArray().Select(static k => k.GetProperty("name").GetString()));
    }

    private async Task AssertRefusedAsync(string code, string token, params (string Setting, string Value)[] changes)
    {
        await using ServiceProcess process = service.Start(token, changes);
        using HttpClient client = await process.ListensAsync();

        HttpResponseMessage response = await PostAsync(client, "/v1/sign", Pdf);

        await ApiServer.AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, code);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static void SkipWithoutSoftHsm() => Assert.SkipUnless(TokenService.IsInstalled, "SoftHSM is not installed on this machine.");

    private static async Task<byte[]> SignedAsync(HttpClient client, int number)
    {
        HttpResponseMessage response = await PostAsync(client, $"/v1/sign?level=B-B&reason=no+{number}", Pdf);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, byte[] document) =>
        client.PostAsync(path, ApiServer.Pdf(document), TestContext.Current.CancellationToken);
}
