using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signing.Core.Tests.Net;

/// <summary>A server on loopback that answers with whatever bytes it is told to, at whatever pace.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _running;
    private int _connections;

    internal TestServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = AcceptAsync();
    }

    /// <summary>Answers each request with these bytes.</summary>
    internal TestServer(string answer)
        : this((_, stream, cancellationToken) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellationToken).AsTask())
    {
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal string Host => $"127.0.0.1:{Port}";

    internal Uri Address => new($"http://{Host}/");

    /// <summary>What was asked: request line, headers and body, in order of arrival.</summary>
    internal List<string> Requests { get; } = [];

    internal int Connections => Volatile.Read(ref _connections);

    internal static string Ok(string body, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    internal static string Redirect(string location, int status = 302) =>
        $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
        await Task.WhenAll(clients);
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using TcpClient owned = client;
        try
        {
            NetworkStream stream = client.GetStream();
            while (await ReadRequestAsync(stream) is { } request)
            {
                lock (Requests)
                {
                    Requests.Add(request);
                }
                await _answer(request, stream, _stop.Token);
                if (request.Contains("/close", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (true)
        {
            string sofar = text.ToString();
            int end = sofar.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && sofar.Length >= end + 4 + ContentLength(sofar))
            {
                return sofar;
            }
            int read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static int ContentLength(string request)
    {
        const string Name = "Content-Length: ";
        int at = request.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(request.AsSpan(at + Name.Length, request.IndexOf('\r', at) - at - Name.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
