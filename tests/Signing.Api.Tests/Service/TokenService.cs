using Signing.CertsDev;
using Signing.CertsDev.Commands;

namespace Signing.Api.Tests.Service;

/// <summary>The development PKI with its keys on a SoftHSM token, and services in processes of their own that sign with it.</summary>
public sealed class TokenService : IAsyncLifetime
{
    private DevPki? _pki;
    private DevToken? _token;

    public static bool IsInstalled => SoftHsm.FindModule() is not null;

    public DevPki Pki => _pki ?? throw new InvalidOperationException("The PKI has not started.");

    private DevToken Token => _token ?? throw new InvalidOperationException("The token is not there.");

    public async ValueTask InitializeAsync()
    {
        if (IsInstalled)
        {
            _pki = await DevPki.StartAsync();
            _token = await DevToken.MakeAsync(_pki, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_pki is not null)
        {
            await _pki.DisposeAsync();
        }
    }

    /// <summary>The same token over again, for a test that would spoil it for the others.</summary>
    /// <returns>The SoftHSM configuration that leads to the copy.</returns>
    internal async Task<string> CopyTokenAsync()
    {
        string source = Path.GetDirectoryName(Token.ConfigurationFile)!;
        string copy = Path.Combine(Pki.Folder, "token-copy");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        string configuration = Path.Combine(copy, Path.GetFileName(Token.ConfigurationFile));
        string text = await File.ReadAllTextAsync(configuration);
        await File.WriteAllTextAsync(configuration, text.Replace(source, copy, StringComparison.Ordinal));
        return configuration;
    }

    internal ServiceProcess Start(params (string Setting, string Value)[] changes) => Start(Token.ConfigurationFile, changes);

    internal ServiceProcess Start(string tokenConfiguration, params (string Setting, string Value)[] changes)
    {
        var settings = new Dictionary<string, string>
        {
            ["Signing:Keys:agency:Kind"] = "Pkcs11",
            ["Signing:Keys:agency:Module"] = Token.Module,
            ["Signing:Keys:agency:TokenLabel"] = DevToken.Label,
            ["Signing:Keys:agency:PinFile"] = Token.PinFile,
            ["Signing:Keys:agency:Thumbprint"] = Pki.Agency.Thumbprint,
            ["Signing:Trust:dev:Anchors"] = Pki.AnchorFolder,
            ["Signing:Trust:dev:Intermediates"] = Pki.IntermediateFolder,
            ["Signing:Fetch:AllowedPrivateHosts:0"] = Pki.Address.Authority,
            ["Signing:PinStateFolder"] = Path.Combine(Pki.Folder, "pin-state"),
            ["Api:TempFolder"] = Path.Combine(Pki.Folder, "bodies"),
        };
        foreach ((string setting, string value) in changes)
        {
            settings[setting] = value;
        }
        return ServiceProcess.Start("Development", settings.Select(static s => (s.Key, s.Value)), [(SoftHsm.ConfigurationVariable, tokenConfiguration)]);
    }
}
