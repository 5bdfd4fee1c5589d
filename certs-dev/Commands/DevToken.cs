using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signing.CertsDev.Declaration;
using Signing.CertsDev.Folder;
using Signing.Core;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;

namespace Signing.CertsDev.Commands;

/// <summary>The SoftHSM token of the PKI, in its folder: configuration, PIN, and the keys that the declaration wants in it.</summary>
internal sealed class DevToken
{
    internal const string Label = "signing-dev";

    private readonly string _folder;

    private DevToken(string folder, string module)
    {
        _folder = folder;
        Module = module;
    }

    /// <summary>The PKCS#11 module.</summary>
    internal string Module { get; }

    internal string PinFile => Path.Combine(_folder, "pin.txt");

    internal string ConfigurationFile => Path.Combine(_folder, "softhsm2.conf");

    private string TokensFolder => Path.Combine(_folder, "tokens");

    // Written last: a token without it was not filled to the end.
    private string FilledFile => Path.Combine(_folder, "filled");

    private static IEnumerable<CertificateDeclaration> Declared => PkiDeclaration.Default.Certificates.Where(declared => declared.Token);

    /// <summary>The token of the PKI, filled now if it was not; null, with a line that says why, where it cannot be had.</summary>
    internal static async Task<DevToken?> TryOpenAsync(DevPki pki, CancellationToken cancellationToken)
    {
        if (SoftHsm.FindModule() is not { } module)
        {
            Terminal.Fact("Keys", "in PKCS#12 only: SoftHSM is not installed (Debian: softhsm2).");
            return null;
        }
        var token = new DevToken(pki.Files.TokenFolder, module);
        if (File.Exists(token.FilledFile))
        {
            token.WriteConfiguration();
        }
        else
        {
            try
            {
                await token.FillAsync(pki, cancellationToken);
            }
            catch (SigningException failure)
            {
                Terminal.Fact("Keys", $"in PKCS#12 only: the token could not be filled. {failure.Message}");
                return null;
            }
        }
        Describe();
        return token;
    }

    /// <summary>Makes the token anew.</summary>
    /// <exception cref="DevPkiException">SoftHSM is not installed.</exception>
    /// <exception cref="SigningException">The module fails.</exception>
    internal static async Task<DevToken> MakeAsync(DevPki pki, CancellationToken cancellationToken)
    {
        string module = SoftHsm.FindModule() ?? throw NotInstalled();
        var token = new DevToken(pki.Files.TokenFolder, module);
        await token.FillAsync(pki, cancellationToken);
        return token;
    }

    /// <summary>The token that a PKI has already.</summary>
    /// <exception cref="DevPkiException">SoftHSM is not installed.</exception>
    internal static DevToken At(DevPki pki) => new(pki.Files.TokenFolder, SoftHsm.FindModule() ?? throw NotInstalled());

    /// <summary>Says what is on it.</summary>
    internal static void Describe() =>
        Terminal.Fact("Keys", $"{string.Join(", ", Declared.Select(declared => declared.Name))} on the SoftHSM token '{Label}'; all of them in PKCS#12 too");

    private static DevPkiException NotInstalled() =>
        new("SoftHSM is not installed.", "Install it (Debian: apt-get install softhsm2), or name its module in SOFTHSM2_MODULE.");

    private async Task FillAsync(DevPki pki, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
        PrivateFiles.CreateFolder(_folder);
        PrivateFiles.CreateFolder(TokensFolder);
        WriteConfiguration();
        PrivateFiles.Write(PinFile, NewPin());
        string officerPinFile = Path.Combine(_folder, "so-pin.txt");
        PrivateFiles.Write(officerPinFile, NewPin());
        SoftHsm.UseConfiguration(ConfigurationFile);

        using PinBuffer officerPin = new PinFile(officerPinFile).Read();
        using PinBuffer pin = new PinFile(PinFile).Read();
        await using (TokenProvisioner provisioner = await TokenProvisioner.InitializeAsync(Module, Label, officerPin, pin, cancellationToken))
        {
            foreach (CertificateDeclaration declared in Declared)
            {
                DevIdentity identity = pki[declared.Name];
                using X509Certificate2 withKey = identity.WithPrivateKey();
                await provisioner.ImportAsync(withKey, identity.Name, cancellationToken: cancellationToken);
            }
            foreach (DevIdentity issuer in (DevIdentity[])[pki.Issuing, pki.Root])
            {
                await provisioner.ImportIssuerAsync(issuer.Certificate, issuer.Name, cancellationToken);
            }
        }
        PrivateFiles.Write(FilledFile, []);
    }

    // SoftHSM wants the full path, so it is written anew each time: the checkout may have been moved.
    private void WriteConfiguration() => PrivateFiles.Write(
        ConfigurationFile,
        Encoding.UTF8.GetBytes($"directories.tokendir = {TokensFolder}\nobjectstore.backend = file\nlog.level = ERROR\n"));

    private static byte[] NewPin() => Encoding.ASCII.GetBytes(RandomNumberGenerator.GetString("0123456789", 8));
}
