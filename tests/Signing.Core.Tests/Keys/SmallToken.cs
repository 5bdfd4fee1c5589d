using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;

namespace Signing.Core.Tests.Keys;

/// <summary>A SoftHSM token with one P-256 key, quickly made: for tests that leave a mark on their token.</summary>
internal sealed class SmallToken : IDisposable
{
    private SmallToken(string label, string serial, X509Certificate2 certificate)
    {
        Label = label;
        Serial = serial;
        Certificate = certificate;
    }

    internal string Label { get; }

    internal string Serial { get; }

    internal X509Certificate2 Certificate { get; }

    internal string Thumbprint => Core.Keys.Thumbprint.Of(Certificate);

    /// <summary>A folder of its own, for rejected PINs and other files.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("signing-token-").FullName;

    internal static async Task<SmallToken> CreateAsync()
    {
        string label = $"small-{Guid.NewGuid():n}"[..16];
        X509Certificate2 certificate = TestCertificates.Issue("Test small", ECDsa.Create(ECCurve.NamedCurves.nistP256), TestCertificates.Authority("Test issuer"));
        await using TokenProvisioner token = await SoftHsm.CreateTokenAsync(label);
        await token.ImportAsync(certificate, "p-256");
        return new SmallToken(label, token.Serial, certificate);
    }

    internal Pkcs11TokenOptions Options(ShimModule shim) => new() { Module = shim.Path, TokenSerial = Serial, PinStateFolder = Folder };

    internal PinFile FileWith(string pin)
    {
        string path = Path.Combine(Folder, $"{Guid.NewGuid():n}.txt");
        File.WriteAllText(path, pin + "\n");
        return new PinFile(path);
    }

    /// <summary>An operator confirms the PIN in place.</summary>
    internal void Confirm() => new PinLedger(Folder, TimeProvider.System).Confirm(Serial);

    public void Dispose()
    {
        Certificate.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
