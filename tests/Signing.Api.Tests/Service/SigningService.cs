using Signing.CertsDev;

namespace Signing.Api.Tests.Service;

/// <summary>The service with the development PKI behind it: keys in PKCS#12 files, its anchors, its time-stamp authority.</summary>
public sealed class SigningService : IAsyncLifetime
{
    private ApiServer? _server;
    private DevPki? _pki;

    public ApiServer Server => _server ?? throw new InvalidOperationException("The service has not started.");

    public DevPki Pki => _pki ?? throw new InvalidOperationException("The PKI has not started.");

    public async ValueTask InitializeAsync()
    {
        _pki = await DevPki.StartAsync();
        _server = new ApiServer("Development", Settings(_pki));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        if (_pki is not null)
        {
            await _pki.DisposeAsync();
        }
    }

    internal static (string Setting, string Value)[] Settings(DevPki pki) =>
    [
        .. ((DevIdentity[])[pki.Agency, pki.Official, pki.OfficialEc, pki.Expired, pki.Revoked, pki.Untrusted]).SelectMany(static identity => ((string, string)[])
        [
            ($"Signing:Keys:{identity.Name}:Kind", "Pkcs12"),
            ($"Signing:Keys:{identity.Name}:File", identity.Pkcs12File),
            ($"Signing:Keys:{identity.Name}:PasswordFile", identity.PasswordFile),
        ]),
        ("Signing:DefaultKey", pki.Agency.Name),
        ("Signing:DefaultLevel", "B-T"),
        ("Signing:Trust:dev:Anchors", pki.AnchorFolder),
        ("Signing:Trust:dev:Intermediates", pki.IntermediateFolder),
        ("Signing:TimestampAuthorities:0:Address", pki.Tsa.Address.AbsoluteUri),
        ("Signing:TimestampAuthorities:0:Timeout", "00:00:02"),
        ("Signing:Fetch:AllowedPrivateHosts:0", pki.Address.Authority),
    ];
}
