using System.Net;
using System.Net.Sockets;
using System.Text;
using Signing.Api.Bodies;

namespace Signing.Api.Tests.Service;

public class LimitTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const long TwoHundredMegabytes = 200L * 1024 * 1024;

    [Fact]
    public async Task Post_ContentLengthOverTheLimit_IsRefusedBeforeTheBodyIsSent()
    {
        using NetworkStream client = await ConnectAsync();
        await WriteAsync(client, $"POST /v1/verify HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Type: application/pdf\r\nContent-Length: {TwoHundredMegabytes}\r\n\r\n");

        string answer = await ReadAsync(client);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request.too_large\"", answer, StringComparison.Ordinal);
        Assert.Contains("134217728", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_ChunkedZerosOverTheLimit_AreRefusedAndLeaveNoFile(bool asForm)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Headers = { ExpectContinue = true } };
        var zeros = new ZeroContent(TwoHundredMegabytes);
        request.Content = asForm ? new MultipartFormDataContent { { zeros, "document", "zeros.pdf" } } : zeros;
        request.Content.Headers.ContentType ??= new("application/pdf");
        request.Headers.TransferEncodingChunked = true;

        HttpStatusCode? status = await StatusAsync(request);

        // A client that writes on may see the connection closed before it reads the answer; the service's log knows.
        Assert.True(status is null or HttpStatusCode.RequestEntityTooLarge, $"{status}");
        await Eventually.Async(() => Assert.Contains(server.Log.Lines, static line => line.Contains("413 request.too_large", StringComparison.Ordinal)));
        await Eventually.Async(() => Assert.Empty(server.TempFiles));
    }

    [Fact]
    public async Task Post_BodyOfTheLimit_IsTaken_AndOneMoreIsNot()
    {
        using var small = new ApiServer("Development", ("Api:MaxBodyBytes", "1000"));

        HttpResponseMessage taken = await small.Client.PostAsync("/v1/verify?policy=Offline", ApiServer.Pdf(new byte[1000]), TestContext.Current.CancellationToken);
        HttpResponseMessage refused = await small.Client.PostAsync("/v1/verify?policy=Offline", ApiServer.Pdf(new byte[1001]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await ApiServer.AssertProblemAsync(refused, HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task Post_ClientHangsUpInTheMiddle_LeavesNoFile()
    {
        using (NetworkStream client = await ConnectAsync())
        {
            await WriteAsync(client, $"POST /v1/verify HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Type: application/pdf\r\nContent-Length: 50000000\r\n\r\n" + new string('x', 3 * ReceivedDocument.MemoryLimit));
            await Eventually.Async(() => Assert.NotEmpty(server.TempFiles));
        }

        await Eventually.Async(() => Assert.Empty(server.TempFiles));
        // Whether the service sees the end of the body or the end of the connection first is the network's matter; neither is its failure.
        await Eventually.Async(() => Assert.Contains(server.Log.Lines, static line =>
            line.Contains(" 499 request.cancelled", StringComparison.Ordinal) || line.Contains(" 400 request.invalid", StringComparison.Ordinal)));
        Assert.DoesNotContain(server.Log.Lines, static line => line.StartsWith("Error", StringComparison.Ordinal));
        using HttpResponseMessage next = await server.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Post_BodyEndsBeforeItsLength_IsNotJudged()
    {
        // A service of its own: its log tells of this request and no other.
        using var fresh = new ApiServer("Development");
        using NetworkStream client = await ConnectAsync(fresh);
        await WriteAsync(client, $"POST /v1/verify HTTP/1.1\r\nHost: {fresh.Address.Authority}\r\nContent-Type: application/pdf\r\nContent-Length: 100\r\n\r\n%PDF-1.7");
        client.Socket.Shutdown(SocketShutdown.Send);

        string answer = await ReadAsync(client);

        Assert.DoesNotContain("HTTP/1.1 200", answer, StringComparison.Ordinal);
        await Eventually.Async(() => Assert.Contains(fresh.Log.Lines, static line =>
            line.Contains(" 400 request.invalid", StringComparison.Ordinal) || line.Contains(" 499 request.cancelled", StringComparison.Ordinal)));
        Assert.DoesNotContain(fresh.Log.Lines, static line => line.Contains("POST /v1/verify 200", StringComparison.Ordinal));
    }

    private Task<NetworkStream> ConnectAsync() => ConnectAsync(server);

    private static async Task<NetworkStream> ConnectAsync(ApiServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task WriteAsync(NetworkStream client, string text) =>
        await client.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadAsync(NetworkStream client)
    {
        byte[] buffer = new byte[8192];
        int length = 0;
        try
        {
            for (int read; (read = await client.ReadAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken)) > 0;)
            {
                length += read;
            }
        }
        catch (IOException)
        {
            // The service may close the connection on a client that broke off; what came before counts.
        }
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task<HttpStatusCode?> StatusAsync(HttpRequestMessage request)
    {
        try
        {
            using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Zeros of a length that is not said beforehand.</summary>
    private sealed class ZeroContent(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] zeros = new byte[1024 * 1024];
            for (long sent = 0; sent < length; sent += zeros.Length)
            {
                await stream.WriteAsync(zeros);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = 0;
            return false;
        }
    }
}
