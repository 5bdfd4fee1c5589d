using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Signing.CertsDev;

namespace Signing.Api.Tests.Service;

/// <summary>The time-stamp authority misbehaves; nothing else runs against this service meanwhile.</summary>
public class TimestampTroubleTests(SigningService service) : IClassFixture<SigningService>
{
    private static readonly byte[] Pdf = SmallPdf.Create();

    [Theory]
    [InlineData(Misbehaviour.Down, 503, "tsa.unavailable")]
    [InlineData(Misbehaviour.Slow, 504, "tsa.timeout")]
    [InlineData(Misbehaviour.Garbage, 502, "tsa.invalid_response")]
    [InlineData(Misbehaviour.OtherRequest, 502, "tsa.invalid_response")]
    [InlineData(Misbehaviour.Refusal, 502, "tsa.invalid_response")]
    public async Task Sign_TheAuthorityMisbehaves_SaysHowAndGoesOn(Misbehaviour misbehaviour, int status, string code)
    {
        service.Pki.Tsa.Misbehaviour = misbehaviour;
        HttpResponseMessage refused = await SignAsync(TestContext.Current.CancellationToken);
        service.Pki.Tsa.Misbehaviour = Misbehaviour.None;
        HttpResponseMessage signed = await SignAsync(TestContext.Current.CancellationToken);

        await ApiServer.AssertProblemAsync(refused, (HttpStatusCode)status, code);
        Assert.Equal(status == 503, refused.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.OK, signed.StatusCode);
    }

    [Fact]
    public async Task Sign_ClientHangsUpWhileTheAuthorityThinks_IsDropped()
    {
        service.Pki.Tsa.Misbehaviour = Misbehaviour.Slow;
        int before = service.Pki.Tsa.Requests;
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<HttpResponseMessage> request = SignAsync(hangUp.Token);

        await Eventually.Async(() => Assert.NotEqual(before, service.Pki.Tsa.Requests));
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        service.Pki.Tsa.Misbehaviour = Misbehaviour.None;

        await Eventually.Async(() => Assert.Contains(service.Server.Log.Lines, static line => line.Contains("POST /v1/sign 499 request.cancelled", StringComparison.Ordinal)));
        Assert.DoesNotContain(service.Server.Log.Lines, static line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await SignAsync(TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Stop_WhileADocumentIsBeingSigned_FinishesItFirst()
    {
        await using var server = new ApiServer("Development", SigningService.Settings(service.Pki));
        service.Pki.Tsa.Delay = TimeSpan.FromSeconds(1);
        service.Pki.Tsa.Misbehaviour = Misbehaviour.Slow;
        int before = service.Pki.Tsa.Requests;
        Task<HttpResponseMessage> request = server.Client.PostAsync("/v1/sign?level=B-T", ApiServer.Pdf(Pdf), TestContext.Current.CancellationToken);

        await Eventually.Async(() => Assert.NotEqual(before, service.Pki.Tsa.Requests));
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        HttpResponseMessage response = await request;
        service.Pki.Tsa.Misbehaviour = Misbehaviour.None;
        service.Pki.Tsa.Delay = TimeSpan.FromSeconds(30);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(response.Content.Headers.ContentLength, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    private Task<HttpResponseMessage> SignAsync(CancellationToken cancellationToken) =>
        service.Server.Client.PostAsync("/v1/sign?level=B-T", ApiServer.Pdf(Pdf), cancellationToken);
}
