using System.Net;
using System.Net.Sockets;

namespace Signing.Core.Net;

/// <summary>
/// Opens the connections of a handler. The rules are applied here, to the addresses that a name really has, and the
/// connection goes to one of these: a name that changes its mind between check and use gains nothing.
/// </summary>
internal sealed class GuardedConnector(FetchRules rules, bool configured)
{
    // A host with several addresses of which the first is a black hole must leave time for the others.
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(3);

    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        IPAddress[] addresses = IPAddress.TryParse(target.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] permitted = configured ? addresses : Array.FindAll(addresses, address => rules.MayConnect(target.Host, target.Port, address));
        if (permitted.Length == 0 && addresses.Length > 0)
        {
            throw new AddressRefusedException($"{target.Host} has a private address, which is allowed only where it is configured");
        }
        return await ConnectToFirstAsync(permitted, target.Port, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Stream> ConnectToFirstAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        for (int i = 0; i < addresses.Length; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (i < addresses.Length - 1)
            {
                attempt.CancelAfter(AttemptTime);
            }
            try
            {
                await socket.ConnectAsync(addresses[i], port, attempt.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                socket.Dispose();
                last = new SocketException((int)SocketError.TimedOut);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}
