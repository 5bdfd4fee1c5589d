using System.Net;
using Microsoft.AspNetCore.Http;
using Signing.Api.Callers;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Callers;

public class DevelopmentRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", null)]
    [InlineData("127.0.0.1", "127.0.0.1", "LOCALHOST", null)]
    [InlineData("127.0.0.5", "127.0.0.1", "127.0.0.5:8080", null)]
    [InlineData("::1", "::1", "[::1]:8080", null)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1", "127.0.0.1:8080", null)]
    [InlineData(null, null, "localhost", null)]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "http://localhost:8080")]
    public void Check_FromHere_Passes(string? local, string? remote, string host, string? origin) => Check(local, remote, host, origin);

    [Theory]
    [InlineData("192.168.1.2", "192.168.1.3", "localhost:8080", null, "forbidden.loopback")]
    [InlineData("127.0.0.1", "192.168.1.3", "localhost:8080", null, "forbidden.loopback")]
    [InlineData("::ffff:10.0.0.1", "::ffff:10.0.0.1", "localhost:8080", null, "forbidden.loopback")]
    [InlineData("127.0.0.1", "127.0.0.1", "rebound.example", null, "forbidden.host")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost.example:8080", null, "forbidden.host")]
    [InlineData("127.0.0.1", "127.0.0.1", "10.0.0.1", null, "forbidden.host")]
    [InlineData("127.0.0.1", "127.0.0.1", "", null, "forbidden.host")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "null", "forbidden.origin")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "", "forbidden.origin")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "https://evil.example", "forbidden.origin")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "http://localhost:3000", "forbidden.origin")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "https://localhost:8080", "forbidden.origin")]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost:8080", "http://localhost:8080.evil.example", "forbidden.origin")]
    public void Check_FromElsewhere_IsForbidden(string local, string remote, string host, string? origin, string why)
    {
        Sentence refusal = Assert.Throws<ApiException>(() => Check(local, remote, host, origin)).Sentence;

        Assert.Equal("auth.forbidden", refusal.Code);
        Assert.Equal(why, Assert.IsType<Sentence>(refusal.Facts.Single().Value).Code);
    }

    [Fact]
    public void Check_SeveralOrigins_IsForbidden()
    {
        HttpRequest request = Request("localhost:8080");
        request.Headers.Origin = new[] { "http://localhost:8080", "http://localhost:8080" };

        Assert.Throws<ApiException>(() => DevelopmentRules.Check(IPAddress.Loopback, IPAddress.Loopback, request));
    }

    private static void Check(string? local, string? remote, string host, string? origin)
    {
        HttpRequest request = Request(host);
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }
        DevelopmentRules.Check(Parse(local), Parse(remote), request);
    }

    private static HttpRequest Request(string host)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Scheme = "http";
        request.Host = new HostString(host);
        return request;
    }

    private static IPAddress? Parse(string? address) => address is null ? null : IPAddress.Parse(address);
}
