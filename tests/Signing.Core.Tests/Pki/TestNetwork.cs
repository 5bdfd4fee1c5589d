using System.Collections.Concurrent;
using System.Net;
using Signing.Core.Net;

namespace Signing.Core.Tests.Pki;

/// <summary>A network of a few addresses, and a record of who was asked.</summary>
internal sealed class TestNetwork : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<byte[], CancellationToken, Task<HttpResponseMessage>>> _servers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _asked = new();

    internal IReadOnlyList<string> Asked => [.. _asked];

    internal Fetcher Fetcher(TimeProvider time, string? folder = null) => new(Options(folder), time);

    internal FetchOptions Options(string? folder = null) => new() { Invoker = new HttpMessageInvoker(this), Timeout = TimeSpan.FromSeconds(5), CacheFolder = folder };

    internal void Serve(string address, byte[] answer) => Serve(address, _ => answer);

    internal void Serve(string address, Func<byte[], byte[]> answer) =>
        Serve(address, (request, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer(request)) }));

    internal void Serve(string address, byte[] answer, string contentType) => Serve(address, (_, _) => Task.FromResult(
        new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) { Headers = { ContentType = new(contentType) } } }));

    internal void Serve(string address, Func<byte[], CancellationToken, Task<HttpResponseMessage>> answer) => _servers[address] = answer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string address = request.RequestUri!.ToString();
        _asked.Enqueue(address);
        byte[] body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [];
        return _servers.TryGetValue(address, out Func<byte[], CancellationToken, Task<HttpResponseMessage>>? answer)
            ? await answer(body, cancellationToken)
            : throw new HttpRequestException("no such host");
    }
}
