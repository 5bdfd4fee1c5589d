using Signing.CertsDev.Declaration;
using Signing.CertsDev.Folder;
using Signing.CertsDev.Serving;
using Signing.Core.Pki.Authorities;

namespace Signing.CertsDev;

/// <summary>
/// A running development PKI: certificates and keys as pki.json declares them, with OCSP, revocation lists and a
/// time-stamp authority on 127.0.0.1. Tests start one in their process, turn its clock and make it misbehave.
/// </summary>
public sealed class DevPki : IAsyncDisposable
{
    private readonly PkiFolder _folder;
    private readonly PkiHost _host;
    private readonly PkiServices _services;
    private readonly PkiMaker _maker;
    private readonly DevKeys _keys;
    private readonly bool _temporary;

    private DevPki(PkiFolder folder, PkiHost host, PkiMaker maker, PkiServices services, DevKeys keys, bool temporary, bool made)
    {
        _folder = folder;
        _host = host;
        _maker = maker;
        _services = services;
        _keys = keys;
        _temporary = temporary;
        WasMade = made;
    }

    /// <summary>The folder with all its files.</summary>
    public string Folder => _folder.Path;

    /// <summary>The trust anchors: the root alone.</summary>
    public string AnchorFolder => _folder.AnchorFolder;

    /// <summary>The pinned intermediate certificates: both issuing authorities.</summary>
    public string IntermediateFolder => _folder.IntermediateFolder;

    /// <summary>Where it is served, <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Address => _host.Address;

    /// <summary>The time-stamp authority.</summary>
    public DevService Tsa => _services.Tsa;

    /// <summary>The OCSP responders of all authorities.</summary>
    public DevService Ocsp => _services.Ocsp;

    /// <summary>The revocation lists of all authorities.</summary>
    public DevService Crl => _services.Crl;

    /// <summary>Whether the PKI was made by this start; otherwise it was there before.</summary>
    public bool WasMade { get; }

    public DevIdentity Root => this["root"];

    public DevIdentity Issuing => this["issuing"];

    /// <summary>The authority whose certificate is signed with SHA-1.</summary>
    public DevIdentity G1 => this["g1"];

    /// <summary>A root that no trust folder holds.</summary>
    public DevIdentity ForeignRoot => this["foreign-root"];

    public DevIdentity TimeStamping => this["tsa"];

    /// <summary>A person's key, RSA-3072.</summary>
    public DevIdentity Official => this["official"];

    /// <summary>An agency's key for seals, RSA-2048.</summary>
    public DevIdentity Agency => this["agency"];

    /// <summary>A person's key, EC P-256.</summary>
    public DevIdentity OfficialEc => this["official-ec"];

    /// <summary>A person under <see cref="G1"/>.</summary>
    public DevIdentity OfficialG1 => this["official-g1"];

    public DevIdentity Expired => this["expired"];

    public DevIdentity Revoked => this["revoked"];

    /// <summary>A person under <see cref="ForeignRoot"/>.</summary>
    public DevIdentity Untrusted => this["untrusted"];

    /// <summary>An identity by its name in pki.json, or by the name it was issued under.</summary>
    public DevIdentity this[string name] => _maker.Identities[name];

    internal PkiFolder Files => _folder;

    /// <summary>Makes or loads a PKI and serves it.</summary>
    /// <param name="options">Where and how; a new one in a temporary folder when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DevPkiException">The port or the folder is in use.</exception>
    public static Task<DevPki> StartAsync(DevPkiOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DevPkiOptions();
        bool temporary = options.Folder is null;
        string path = options.Folder ?? Directory.CreateTempSubdirectory("signing-devpki-").FullName;
        DevKeys keys = options.Keys ?? (temporary ? DevKeys.Shared : new DevKeys());
        return StartAsync(new PkiFolder(path), [options.Port], options.TimeProvider, keys, temporary, cancellationToken, options.KeepsExpired);
    }

    /// <summary>
    /// Starts on the port that the PKI in the folder names, or makes it anew on the first of other ports that is free,
    /// where zero stands for any.
    /// </summary>
    internal static async Task<DevPki> StartAsync(
        PkiFolder folder, IReadOnlyList<int> ports, TimeProvider clock, DevKeys keys, bool temporary, CancellationToken cancellationToken, bool keepsExpired = false)
    {
        PkiState? state = folder.ReadState();
        PkiHost host = await BindAsync(state is null ? ports : [state.Port, .. ports], cancellationToken);
        try
        {
            var maker = new PkiMaker(PkiDeclaration.Default, folder, host.Address, clock);
            bool found = state?.Port == host.Address.Port;
            if (found)
            {
                await maker.LoadAsync(state!.MadeAt, cancellationToken);
            }
            else
            {
                await maker.MakeAsync(keys, cancellationToken);
                folder.WriteState(new PkiState(PkiDeclaration.DefaultSha256, host.Address.Port, clock.GetUtcNow()));
            }
            var services = new PkiServices(maker, host.Address, clock, keepsExpired);
            foreach (string authority in maker.Authorities.Keys)
            {
                services.Open(authority);
            }
            services.StampWith(maker.Identities["tsa"]);
            host.Serve(services);
            return new DevPki(folder, host, maker, services, keys, temporary, made: !found);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Issues a further certificate. An authority among them issues and revokes in turn, asked by its revocation list.</summary>
    /// <param name="name">Its name, which no other has.</param>
    /// <param name="issuer">The name of the authority that issues it.</param>
    /// <param name="template">What it says, its validity counted from the PKI's clock where tests turn that.</param>
    /// <param name="key">The kind of its key, as in pki.json.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DevIdentity> IssueAsync(
        string name, string issuer, CertificateTemplate template, string key = "RSA-2048", CancellationToken cancellationToken = default)
    {
        DevIdentity identity = await _maker.IssueAsync(name, issuer, template, _keys.Get(name, key), cancellationToken);
        _maker.Adopt(identity, template.Profile);
        _folder.Save(identity, trust: null);
        if (template.Profile == CertificateProfile.CertificateAuthority)
        {
            _services.Open(name);
        }
        return identity;
    }

    /// <summary>Has the time-stamp authority stamp with another certificate from the next request on.</summary>
    /// <param name="identity">Whose certificate and key; it need not be meant for that.</param>
    public void StampWith(DevIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        _services.StampWith(identity);
    }

    /// <summary>Revokes a certificate from the next answer on, or suspends it.</summary>
    /// <param name="identity">Whose certificate; not a root's.</param>
    /// <param name="revocation">Since when and why; null takes the revocation back.</param>
    public void Revoke(DevIdentity identity, CertificateRevocation? revocation)
    {
        ArgumentNullException.ThrowIfNull(identity);
        bool revoked = false;
        foreach ((CertificateAuthority authority, MemoryCertificateRegister register) in _maker.Authorities.Values)
        {
            if (authority.Certificate.SubjectName.RawData.AsSpan().SequenceEqual(identity.Certificate.IssuerName.RawData))
            {
                revoked |= register.Revoke(identity.SerialNumber, revocation);
            }
        }
        if (!revoked)
        {
            throw new ArgumentException($"No authority here issued '{identity.Name}'.", nameof(identity));
        }
    }

    /// <summary>Stops serving; a PKI in a temporary folder goes with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_temporary)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<PkiHost> BindAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        foreach (int port in ports)
        {
            if (await PkiHost.TryBindAsync(port, cancellationToken) is { } host)
            {
                return host;
            }
        }
        throw new DevPkiException($"Port {ports[^1]} on 127.0.0.1 is taken by another program.", "Stop that program, or choose another port.");
    }
}
