using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Tests.Net;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>
/// Each way in which a server misbehaves, for each thing that is asked of it, over real sockets: the caller gets an answer in bounded
/// time and memory, is told what happened, and a second caller does not ask again.
/// </summary>
public sealed class MisbehavingNetworkTests
{
    private static readonly TestEntity Root = TestEntity.Root();
    private static readonly string[] Kinds = ["ocsp", "crl", "issuer", "tsa"];
    private static readonly Dictionary<string, (Func<NetworkStream, CancellationToken, Task> Answer, string Told)> Ways = new(StringComparer.Ordinal)
    {
        ["500"] = (Say("HTTP/1.1 500 Sorry\r\nContent-Length: 5\r\n\r\nsorry"), "the server answered 500"),
        ["404"] = (Say("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"), "the server answered 404"),
        ["half an answer"] = (Say("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n0", hangUp: true), ""),
        ["a portal's page"] = (Say(TestServer.Ok("<html>Log in</html>", "Content-Type: text/html; charset=utf-8\r\n")), "a web page came instead"),
        ["a page without type"] = (Say(TestServer.Ok("<html>Log in</html>")), ""),
        ["wrong content"] = (Say(TestServer.Ok("{}", "Content-Type: application/json\r\n")), ""),
        ["nothing"] = (Say(TestServer.Ok("")), ""),
        ["redirect to another scheme"] = (Say(TestServer.Redirect("https://127.0.0.1/", 307)), "a redirect from http to https"),
        ["redirect to a file"] = (Say(TestServer.Redirect("file:///etc/passwd", 307)), "file"),
        ["redirect without end"] = (Say(TestServer.Redirect("/", 307)), "more than 3 redirects"),
        ["endless"] = (EndlessAsync, "larger than"),
        ["silence"] = (static (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken), "no complete answer in time"),
        ["a byte now and then"] = (TrickleAsync, "no complete answer in time"),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string kind in Kinds)
            {
                foreach (string way in Ways.Keys)
                {
                    cases.Add(kind, way);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ask_ServerThatMisbehaves_EndsInTimeIsToldAndRemembered(string kind, string way)
    {
        await using var server = new TestServer((_, stream, cancellationToken) => Ways[way].Answer(stream, cancellationToken));
        var options = new FetchOptions { AllowedPrivateHosts = { server.Host }, Timeout = TimeSpan.FromMilliseconds(400), MaxBytes = 300_000 };
        using var fetcher = new Fetcher(options, TimeProvider.System);
        long start = TimeProvider.System.GetTimestamp();

        string told = await AskAsync(kind, fetcher, server);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.NotEmpty(told);
        Assert.Contains(Ways[way].Told, told, StringComparison.Ordinal);
        if (kind != "tsa")
        {
            int asked = server.Connections;
            Assert.Equal(told, await AskAsync(kind, fetcher, server));
            Assert.Equal(asked, server.Connections);
        }
    }

    private static async Task<string> AskAsync(string kind, Fetcher fetcher, TestServer server)
    {
        string address = server.Address.AbsoluteUri;
        TrustStore trust = TrustStore.Of(new TrustDomain("test", [Root.Certificate], []));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        if (kind == "tsa")
        {
            var authority = new TimestampAuthorityOptions { Address = server.Address, Timeout = TimeSpan.FromMilliseconds(400) };
            var client = new TimestampClient([authority], trust, fetcher, TimeProvider.System, TimeSpan.FromSeconds(2));
            return (await Assert.ThrowsAsync<SigningException>(() => client.RequestAsync(new byte[] { 1 }, cancellation))).Facts["detail"];
        }
        if (kind == "issuer")
        {
            TestEntity orphan = TestEntity.Root("Nobody").Issue(new TestTemplate("Signer") { Issuers = [address] });
            FetchedIssuers issuers = await new IssuerFetcher(fetcher, TimeProvider.System).CompleteAsync(orphan.Certificate, [], trust, new IssuerBudget(), null, cancellation);
            Assert.Empty(issuers.Certificates);
            return Assert.Single(issuers.Attempts).Detail;
        }
        TestEntity signer = Signers.GetOrAdd((kind, address), static key => Root.Issue(key.Kind == "ocsp" ? new TestTemplate("Signer") { Ocsp = key.Address } : new TestTemplate("Signer") { Crl = key.Address }));
        PathResult path = PathValidator.Validate(signer.Certificate, [], trust, TestTimes.Now, PathPurpose.DocumentSigning);
        var context = new RevocationContext(RevocationData.Empty, [], trust, TestTimes.Now, TestTimes.Now);
        FetchedProofs proofs = await new RevocationFetcher(fetcher, TimeProvider.System).FetchAsync(path, context, cancellation);
        Assert.True(proofs.Proofs.IsEmpty);
        return Assert.Single(proofs.Attempts).Detail;
    }

    private static readonly ConcurrentDictionary<(string Kind, string Address), TestEntity> Signers = new();

    private static Func<NetworkStream, CancellationToken, Task> Say(string answer, bool hangUp = false) => async (stream, cancellationToken) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellationToken);
        if (hangUp)
        {
            stream.Socket.Close();
        }
    };

    private static async Task EndlessAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
        byte[] block = new byte[64 * 1024];
        while (true)
        {
            await stream.WriteAsync(block, cancellationToken);
        }
    }

    private static async Task TrickleAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
        while (true)
        {
            await stream.WriteAsync("0"u8.ToArray(), cancellationToken);
            await Task.Delay(20, cancellationToken);
        }
    }
}
