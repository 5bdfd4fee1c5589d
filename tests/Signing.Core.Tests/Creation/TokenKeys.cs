using Signing.CertsDev;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;
using Signing.Core.Tests.Keys;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>The signers of the shared PKI on a SoftHSM token.</summary>
public sealed class TokenKeys(World world) : IAsyncLifetime
{
    private readonly string _label = $"sign-{Guid.NewGuid():n}"[..16];
    private Pkcs11Token? _token;

    public async ValueTask InitializeAsync()
    {
        if (SoftHsm.Module is null || OperatingSystem.IsWindows())
        {
            return;
        }
        await using (TokenProvisioner token = await SoftHsm.CreateTokenAsync(_label))
        {
            foreach (DevIdentity identity in (DevIdentity[])[world.Pki.Official, world.Pki.Agency, world.Pki.OfficialEc])
            {
                using var certificate = identity.WithPrivateKey();
                await token.ImportAsync(certificate, identity.Name);
            }
            await token.ImportIssuerAsync(world.Pki.Issuing.Certificate, "issuing");
        }
        var options = new Pkcs11TokenOptions
        {
            Module = SoftHsm.Module,
            TokenLabel = _label,
            PinStateFolder = Path.Combine(world.Pki.Folder, "pin-state"),
        };
        _token = await Pkcs11Token.OpenAsync(options, SoftHsm.TypedPin);
    }

    public async ValueTask DisposeAsync()
    {
        if (_token is not null)
        {
            await _token.DisposeAsync();
        }
    }

    /// <summary>The signer's key on the token, by the name in the declaration.</summary>
    internal Task<SigningKey> FindAsync(string name)
    {
        SoftHsm.SkipIfMissing();
        return _token!.FindKeyAsync(world.Pki[name].Thumbprint, TestContext.Current.CancellationToken);
    }
}
