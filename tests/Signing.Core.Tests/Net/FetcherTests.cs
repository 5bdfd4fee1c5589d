using System.Text;
using Signing.Core.Net;
using Xunit;

namespace Signing.Core.Tests.Net;

public sealed class FetcherTests
{
    [Fact]
    public async Task GetAsync_Answer_IsGivenWhole()
    {
        string body = new('x', 100_000);
        await using var server = new TestServer(TestServer.Ok(body, "Content-Type: Application/Pkix-CRL; v=1\r\n"));

        FetchResult result = await GetAsync(server);

        Assert.Equal((FetchStatus.Ok, 200, "application/pkix-crl", ""), (result.Status, result.HttpStatus, result.ContentType, result.Detail));
        Assert.Equal(body, Encoding.Latin1.GetString(result.Body.Span));
        Assert.Equal(server.Address, result.Address);
    }

    [Fact]
    public async Task GetAsync_Request_SaysNothingMoreThanNeeded()
    {
        await using var server = new TestServer(TestServer.Ok("", "Set-Cookie: a=b\r\n"));
        using Fetcher fetcher = Allowing(server);

        await fetcher.GetAsync(server.Address, Cancellation);
        using var activity = new System.Diagnostics.Activity("caller");
        activity.Start();
        await fetcher.GetAsync(server.Address, Cancellation);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal($"GET / HTTP/1.1\r\nHost: {server.Host}\r\nUser-Agent: Signing.Core\r\n\r\n", server.Requests[0]);
        Assert.Equal(server.Requests[0], server.Requests[1]); // no cookie, no trace
    }

    [Fact]
    public async Task PostAsync_Body_ArrivesWithItsTypes()
    {
        await using var server = new TestServer(TestServer.Ok("answer"));
        using Fetcher fetcher = Allowing(server);

        FetchResult result = await fetcher.PostAsync(server.Address, "question"u8.ToArray(), "application/ocsp-request", "application/ocsp-response", Cancellation);

        Assert.Equal("answer", Encoding.Latin1.GetString(result.Body.Span));
        string request = Assert.Single(server.Requests);
        Assert.StartsWith("POST / HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/ocsp-request\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Accept: application/ocsp-response\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nquestion", request, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Answers => new()
    {
        { "500", "HTTP/1.1 500 Sorry\r\nContent-Length: 5\r\n\r\nsorry", "HttpError" },
        { "404 without length", "HTTP/1.1 404 No\r\nConnection: close\r\n\r\nclosing", "HttpError" },
        { "304", "HTTP/1.1 304 Same\r\n\r\n", "HttpError" },
        { "redirect without an address", "HTTP/1.1 302 Moved\r\nContent-Length: 0\r\n\r\n", "HttpError" },
        { "redirect to nonsense", "HTTP/1.1 302 Moved\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n", "HttpError" },
        { "garbage", "This is not HTTP.\r\n\r\n", "Unreachable" },
        { "nothing", "", "Unreachable" },
        { "half a header", "HTTP/1.1 200 OK\r\nContent-Le", "Unreachable" },
        { "half an answer", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "Unreachable" },
        { "half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf", "Unreachable" },
        { "chunks that are none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhalf", "Unreachable" },
        { "headers without end", $"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n", "Unreachable" },
        { "length above the limit", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", "TooLarge" },
        { "length far above the limit", "HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\n", "TooLarge" },
        { "more than the limit, length unknown", $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{new string('x', 1001)}", "TooLarge" },
        { "more than the limit in chunks", $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n{new string('x', 1001)}\r\n0\r\n\r\n", "TooLarge" },
        { "exactly the limit", $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{new string('x', 1000)}", "Ok" },
        { "compressed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "HttpError" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task GetAsync_Answers_EndAsTheyShould(string name, string answer, string expected)
    {
        await using var server = new TestServer(answer);
        using Fetcher fetcher = Allowing(server, static options => options.MaxBytes = 1000);

        FetchResult result = await fetcher.GetAsync(new Uri(server.Address, "/close"), Cancellation);

        Assert.Equal((name, expected), (name, result.Status.ToString()));
        Assert.Equal(result.IsOk, result.Detail.Length == 0);
        Assert.Equal(result.IsOk, !result.Body.IsEmpty);
    }

    [Fact]
    public async Task GetAsync_EndlessBody_StopsAtTheLimit()
    {
        await using var server = new TestServer(static async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            byte[] block = new byte[64 * 1024];
            while (true)
            {
                await stream.WriteAsync(block, cancellationToken);
            }
        });
        using Fetcher fetcher = Allowing(server, static options => options.MaxBytes = 3_000_000);

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation);

        Assert.Equal(FetchStatus.TooLarge, result.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")]
    public async Task GetAsync_ServerThatFallsSilent_IsATimeout(string beginning)
    {
        await using var server = new TestServer(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        using Fetcher fetcher = Allowing(server, static options => options.Timeout = TimeSpan.FromMilliseconds(300));

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation);

        Assert.Equal(FetchStatus.Timeout, result.Status);
    }

    [Fact]
    public async Task GetAsync_ByteAfterByte_IsStillBoundedInTime()
    {
        await using var server = new TestServer(static async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
                await Task.Delay(20, cancellationToken);
            }
        });
        using Fetcher fetcher = Allowing(server);

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation, timeout: TimeSpan.FromMilliseconds(400));

        Assert.Equal(FetchStatus.Timeout, result.Status);
    }

    [Fact]
    public async Task GetAsync_RedirectsUntilTheTimeIsOver_IsATimeout()
    {
        await using var server = new TestServer(static async (_, stream, cancellationToken) =>
        {
            await Task.Delay(200, cancellationToken);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(TestServer.Redirect("/again")), cancellationToken);
        });
        using Fetcher fetcher = Allowing(server, static options => options.Timeout = TimeSpan.FromMilliseconds(500));

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation);

        Assert.Equal(FetchStatus.Timeout, result.Status);
    }

    [Fact]
    public async Task GetAsync_Cancelled_Throws()
    {
        await using var server = new TestServer(static (_, _, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        using Fetcher fetcher = Allowing(server);
        using var cancel = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.GetAsync(server.Address, cancel.Token));
    }

    [Fact]
    public async Task GetAsync_NobodyListens_IsUnreachable()
    {
        var server = new TestServer("");
        Uri address = server.Address;
        using Fetcher fetcher = Allowing(server);
        await server.DisposeAsync();

        FetchResult result = await fetcher.GetAsync(address, Cancellation);

        Assert.Equal(FetchStatus.Unreachable, result.Status);
        Assert.NotEmpty(result.Detail);
    }

    [Fact]
    public async Task GetAsync_NameThatDoesNotExist_IsUnreachable()
    {
        using var fetcher = new Fetcher(new FetchOptions(), TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(new Uri("http://does-not-exist.invalid/"), Cancellation);

        Assert.Equal(FetchStatus.Unreachable, result.Status);
    }

    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ldap://example.org/cn=x")]
    [InlineData("gopher://example.org/")]
    [InlineData("http://user:password@example.org/")]
    [InlineData("relative/path")]
    public async Task GetAsync_AddressesOutsideTheRules_AreRefused(string address)
    {
        using var fetcher = new Fetcher(new FetchOptions(), TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Cancellation, configured: true);

        Assert.Equal(FetchStatus.Refused, result.Status);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://0.0.0.0:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::]:{0}/")]
    [InlineData("http://10.255.255.1:{0}/")]
    [InlineData("http://169.254.169.254:{0}/latest/meta-data/")]
    [InlineData("http://[fe80::1%25lo]:{0}/")]
    public async Task GetAsync_PrivateAddress_IsRefusedWithoutAConnection(string pattern)
    {
        await using var server = new TestServer(TestServer.Ok("secret"));
        using var fetcher = new Fetcher(new FetchOptions(), TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, server.Port)), Cancellation);

        Assert.Equal(FetchStatus.Refused, result.Status);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task GetAsync_PrivateButConfigured_IsFetched()
    {
        await using var server = new TestServer(TestServer.Ok("here"));
        using var fetcher = new Fetcher(new FetchOptions(), TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation, configured: true);

        Assert.True(result.IsOk);
    }

    [Fact]
    public async Task GetAsync_AfterAConfiguredOne_DoesNotShareItsConnection()
    {
        await using var server = new TestServer(TestServer.Ok("secret"));
        using var fetcher = new Fetcher(new FetchOptions(), TimeProvider.System);
        await fetcher.GetAsync(server.Address, Cancellation, configured: true);

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation);

        Assert.Equal(FetchStatus.Refused, result.Status);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1:{0}", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("[::1]:{0}", false)]
    [InlineData("localhost", false)]
    public async Task GetAsync_PrivateAndAllowed_IsFetched(string allowed, bool expected)
    {
        await using var server = new TestServer(TestServer.Ok("here"));
        var options = new FetchOptions();
        options.AllowedPrivateHosts.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, allowed, server.Port));
        using var fetcher = new Fetcher(options, TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation);

        Assert.Equal(expected ? FetchStatus.Ok : FetchStatus.Refused, result.Status);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:{0}")]
    [InlineData("127.0.0.1")]
    public async Task GetAsync_NameOfAnAllowedHost_IsFetched(string allowed)
    {
        await using var server = new TestServer(TestServer.Ok("here"));
        var options = new FetchOptions();
        options.AllowedPrivateHosts.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, allowed, server.Port));
        using var fetcher = new Fetcher(options, TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(new Uri($"http://localhost:{server.Port}/"), Cancellation);

        Assert.Equal(FetchStatus.Ok, result.Status);
    }

    [Fact]
    public async Task GetAsync_RedirectInTheSamePlace_IsFollowed()
    {
        await using var server = new TestServer(static (request, stream, cancellationToken) => stream.WriteAsync(
            Encoding.Latin1.GetBytes(request.StartsWith("GET / ", StringComparison.Ordinal) ? TestServer.Redirect("/crl?x=1") : TestServer.Ok("crl")), cancellationToken).AsTask());

        FetchResult result = await GetAsync(server);

        Assert.Equal("crl", Encoding.Latin1.GetString(result.Body.Span));
        Assert.Equal(new Uri(server.Address, "/crl?x=1"), result.Address);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("ftp://127.0.0.1:{0}/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user@127.0.0.1:{0}/")]
    public async Task GetAsync_RedirectOutOfTheRules_IsRefused(string pattern)
    {
        TestServer? server = null;
        server = new TestServer((_, stream, cancellationToken) => stream.WriteAsync(
            Encoding.Latin1.GetBytes(TestServer.Redirect(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, server!.Port))), cancellationToken).AsTask());
        await using TestServer owned = server;

        FetchResult result = await GetAsync(server);

        Assert.Equal(FetchStatus.Refused, result.Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetAsync_RedirectFromConfiguredToAnotherPrivateAddress_IsRefused()
    {
        await using var secret = new TestServer(TestServer.Ok("secret"));
        await using var server = new TestServer(TestServer.Redirect(secret.Address.AbsoluteUri));
        using var fetcher = new Fetcher(new FetchOptions(), TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(server.Address, Cancellation, configured: true);

        Assert.Equal(FetchStatus.Refused, result.Status);
        Assert.Equal(0, secret.Connections);
    }

    [Fact]
    public async Task GetAsync_RedirectWithoutEnd_IsRefused()
    {
        await using var server = new TestServer(TestServer.Redirect("/again"));

        FetchResult result = await GetAsync(server);

        Assert.Equal(FetchStatus.Refused, result.Status);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(302, "Refused", 1)]
    [InlineData(303, "Refused", 1)]
    [InlineData(307, "Ok", 2)]
    [InlineData(308, "Ok", 2)]
    public async Task PostAsync_Redirect_IsFollowedOnlyWithItsBody(int status, string expected, int requests)
    {
        await using var server = new TestServer((request, stream, cancellationToken) => stream.WriteAsync(
            Encoding.Latin1.GetBytes(request.StartsWith("POST / ", StringComparison.Ordinal) ? TestServer.Redirect("/there", status) : TestServer.Ok("done")), cancellationToken).AsTask());
        using Fetcher fetcher = Allowing(server);

        FetchResult result = await fetcher.PostAsync(server.Address, "question"u8.ToArray(), "a/b", "c/d", Cancellation);

        Assert.Equal(expected, result.Status.ToString());
        Assert.Equal(requests, server.Requests.Count);
        Assert.All(server.Requests, static request => Assert.EndsWith("question", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetAsync_Rewritten_GoesThereAndCountsAsConfigured()
    {
        await using var server = new TestServer(TestServer.Ok("here"));
        var options = new FetchOptions();
        options.Rewrite.Add(new AddressRewrite { From = "http://ocsp.inside.invalid", To = $"http://{server.Host}/ocsp" });
        using var fetcher = new Fetcher(options, TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(new Uri("http://ocsp.inside.invalid/a?b"), Cancellation);

        Assert.True(result.IsOk);
        Assert.StartsWith("GET /ocsp/a?b ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_OwnInvoker_IsUsedUnderTheSameRules()
    {
        await using var server = new TestServer(TestServer.Ok("here"));
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var fetcher = new Fetcher(new FetchOptions { Invoker = invoker }, TimeProvider.System);

        Assert.True((await fetcher.GetAsync(server.Address, Cancellation, configured: true)).IsOk);
        Assert.Equal(FetchStatus.Refused, (await fetcher.GetAsync(server.Address, Cancellation)).Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetAsync_ThroughTheProxy_AsksTheProxyForTheAddress()
    {
        await using var proxy = new TestServer(TestServer.Ok("from the proxy"));
        using var fetcher = new Fetcher(new FetchOptions { Proxy = proxy.Address }, TimeProvider.System);

        FetchResult result = await fetcher.GetAsync(new Uri("http://crl.example.org/a.crl"), Cancellation);
        FetchResult refused = await fetcher.GetAsync(new Uri("http://10.0.0.1/a.crl"), Cancellation);

        Assert.True(result.IsOk);
        Assert.Equal(FetchStatus.Refused, refused.Status);
        Assert.StartsWith("GET http://crl.example.org/a.crl ", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Fetcher Allowing(TestServer server, Action<FetchOptions>? change = null)
    {
        var options = new FetchOptions();
        options.AllowedPrivateHosts.Add(server.Host);
        change?.Invoke(options);
        return new Fetcher(options, TimeProvider.System);
    }

    private static async Task<FetchResult> GetAsync(TestServer server)
    {
        using Fetcher fetcher = Allowing(server);
        return await fetcher.GetAsync(server.Address, Cancellation);
    }
}
