using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Signing.CertsDev.Serving;

/// <summary>HTTP on loopback for a development PKI. It is bound before the certificates exist, since they name its port.</summary>
internal sealed class PkiHost : IAsyncDisposable
{
    private const int MaxRequestBytes = 64 * 1024;

    private readonly WebApplication _app;
    private PkiServices? _services;

    private PkiHost(int port)
    {
        // An empty builder: neither environment variables nor files of the current folder change what is served.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        Map(_app);
    }

    internal Uri Address { get; private set; } = null!;

    /// <returns>The host, bound; null where the port is taken.</returns>
    internal static async Task<PkiHost?> TryBindAsync(int port, CancellationToken cancellationToken)
    {
        var host = new PkiHost(port);
        try
        {
            await host._app.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException or SocketException)
        {
            await host.DisposeAsync();
            return null;
        }
        IServerAddressesFeature addresses = host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        host.Address = new Uri(addresses.Addresses.First());
        return host;
    }

    /// <summary>Answers with these services from now on; until then with 503.</summary>
    internal void Serve(PkiServices services) => Volatile.Write(ref _services, services);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tsa", ServeAsync((services, context) => services.TimestampAsync(context)));
        routes.MapPost("/ocsp/{authority}", ServeAsync((services, context) => services.OcspAsync(context)));
        routes.MapGet("/ocsp/{authority}/{**request}", ServeAsync((services, context) => services.OcspAsync(context)));
        routes.MapGet("/crl/{authority}.crl", ServeAsync((services, context) => services.CrlAsync(context)));
        routes.MapGet("/ca/{authority}.cer", ServeAsync((services, context) => services.CertificateAsync(context)));
    }

    private RequestDelegate ServeAsync(Func<PkiServices, HttpContext, Task> serve) => async context =>
    {
        if (Volatile.Read(ref _services) is not { } services)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            await serve(services, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Who asked is gone, or the host stops: nobody waits for an answer.
        }
    };
}
