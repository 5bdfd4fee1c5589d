using System.Text;
using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Tests;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

[assembly: AssemblyFixture(typeof(World))]

namespace Signing.Core.Tests;

/// <summary>One development PKI for all tests that sign and verify, with a signer and a verifier that trust it. Nobody changes it.</summary>
public sealed class World : IAsyncLifetime
{
    private readonly Dictionary<string, Pkcs12Key> _keys = [];

    public DevPki Pki { get; private set; } = null!;

    public PdfSigner Signer { get; private set; } = null!;

    public PdfVerifier Verifier { get; private set; } = null!;

    public Pkcs12Key Official => Key("official");

    public Pkcs12Key Agency => Key("agency");

    public Pkcs12Key OfficialEc => Key("official-ec");

    public async ValueTask InitializeAsync()
    {
        Pki = await DevPki.StartAsync();
        Signer = new PdfSigner(SignerOptions(Pki));
        Verifier = new PdfVerifier(VerifierOptions(Pki));
        foreach (DevIdentity identity in (DevIdentity[])[Pki.Official, Pki.Agency, Pki.OfficialEc, Pki.OfficialG1, Pki.Expired, Pki.Revoked, Pki.Untrusted])
        {
            _keys.Add(identity.Name, KeyOf(identity));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Signer.Dispose();
        Verifier.Dispose();
        foreach (Pkcs12Key key in _keys.Values)
        {
            key.Dispose();
        }
        await Pki.DisposeAsync();
    }

    /// <summary>A signer's key by its name in the declaration.</summary>
    public Pkcs12Key Key(string name) => _keys[name];

    public static Pkcs12Key KeyOf(DevIdentity identity) =>
        Pkcs12Key.Open(File.ReadAllBytes(identity.Pkcs12File), File.ReadAllText(identity.PasswordFile, Encoding.UTF8));

    public static TrustStore TrustOf(DevPki pki) =>
        TrustStore.Load([new TrustDomainOptions { Name = "dev", AnchorFolder = pki.AnchorFolder, IntermediateFolder = pki.IntermediateFolder }]);

    public static FetchOptions FetchOf(DevPki pki) => new() { AllowedPrivateHosts = { pki.Address.Authority } };

    public static PdfSignerOptions SignerOptions(DevPki pki, TimeProvider? clock = null) => new()
    {
        Trust = TrustOf(pki),
        Fetch = FetchOf(pki),
        TimestampAuthorities = [new TimestampAuthorityOptions { Address = pki.Tsa.Address }],
        TimeProvider = clock ?? TimeProvider.System,
    };

    public static PdfVerifierOptions VerifierOptions(DevPki pki, TimeProvider? clock = null) => new()
    {
        Trust = TrustOf(pki),
        Fetch = FetchOf(pki),
        TimeProvider = clock ?? TimeProvider.System,
    };

    public async Task<byte[]> SignAsync(byte[] document, SigningKey? key = null, SignatureOptions? options = null)
    {
        using var output = new MemoryStream();
        await Signer.SignAsync(new MemoryStream(document), output, key ?? Agency, options, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    /// <summary>Verifies online, as the service does.</summary>
    public Task<VerificationReport> VerifyAsync(byte[] document, string? password = null) =>
        Verifier.VerifyAsync(new MemoryStream(document), new VerificationOptions { Policy = ValidationPolicy.Online, Password = password }, TestContext.Current.CancellationToken);
}
