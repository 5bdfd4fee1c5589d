using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>
/// A fresh SoftHSM token with three signers and their issuer, for any test that wants a token: take it as a class or
/// assembly fixture and begin with <see cref="SkipIfMissing"/>. All tokens of a test process live in one private folder.
/// </summary>
public sealed partial class SoftHsm : IAsyncLifetime
{
    /// <summary>The user's PIN of every token made here.</summary>
    public const string Pin = "7391-ab";

    private static readonly Lazy<string?> Folder = new(CreateFolder);

    /// <summary>The SoftHSM module on this machine; <see langword="null"/> when there is none.</summary>
    public static string? Module { get; } = new[]
    {
        Environment.GetEnvironmentVariable("SOFTHSM2_MODULE"),
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    }.FirstOrDefault(File.Exists);

    /// <summary>The token's label; each fixture has its own.</summary>
    public string Label { get; } = $"test-{Guid.NewGuid():n}"[..16];

    /// <summary>The token's serial number.</summary>
    public string Serial { get; private set; } = "";

    /// <summary>A file that holds the PIN, with a line end.</summary>
    public string PinFile { get; private set; } = "";

    /// <summary>A fresh folder for rejected PINs.</summary>
    public string PinStateFolder { get; private set; } = "";

    /// <summary>The issuer of all three, on the token without a key.</summary>
    public X509Certificate2 Issuer { get; private set; } = null!;

    public X509Certificate2 Rsa3072 { get; private set; } = null!;

    public X509Certificate2 Rsa2048 { get; private set; } = null!;

    public X509Certificate2 P256 { get; private set; } = null!;

    public static void SkipIfMissing() => Assert.SkipUnless(Folder.Value is not null, "SoftHSM is not installed on this machine.");

    public async ValueTask InitializeAsync()
    {
        if (Folder.Value is not { } folder)
        {
            return;
        }
        PinFile = Path.Combine(folder, $"{Label}.pin");
        PinStateFolder = Path.Combine(folder, $"{Label}.pin-state");
        await File.WriteAllTextAsync(PinFile, Pin + "\n");
        Issuer = TestCertificates.Authority("Test issuer");
        Rsa3072 = TestCertificates.Issue("Test RSA-3072", RSA.Create(3072), Issuer);
        Rsa2048 = TestCertificates.Issue("Test RSA-2048", RSA.Create(2048), Issuer);
        P256 = TestCertificates.Issue("Test P-256", ECDsa.Create(ECCurve.NamedCurves.nistP256), Issuer);
        await using TokenProvisioner token = await CreateTokenAsync(Label);
        Serial = token.Serial;
        await token.ImportAsync(Rsa3072, "rsa-3072");
        await token.ImportAsync(Rsa2048, "rsa-2048");
        await token.ImportAsync(P256, "p-256");
        await token.ImportIssuerAsync(Issuer, "issuer");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Options that open this token.</summary>
    public Pkcs11TokenOptions Options() => new()
    {
        Module = Module!,
        TokenSerial = Serial,
        PinStateFolder = PinStateFolder,
    };

    /// <summary>Options that open this token through a module that counts and misbehaves.</summary>
    internal Pkcs11TokenOptions Options(ShimModule shim)
    {
        Pkcs11TokenOptions options = Options();
        options.Module = shim.Path;
        return options;
    }

    /// <summary>Writes a file that holds a PIN.</summary>
    public string WritePin(string pin)
    {
        string path = Path.Combine(PinStateFolder, $"{Guid.NewGuid():n}.pin");
        Directory.CreateDirectory(PinStateFolder);
        File.WriteAllText(path, pin);
        return path;
    }

    /// <summary>The right PIN, as a person would type it.</summary>
    public static PinProvider TypedPin => Typing(Pin);

    public static PinProvider Typing(string pin) => new PinPrompt((_, _) => ValueTask.FromResult<PinBuffer?>(new PinBuffer(pin)));

    /// <summary>Initialises a further token, logged in and empty, with <see cref="Pin"/>.</summary>
    internal static async Task<TokenProvisioner> CreateTokenAsync(string label)
    {
        _ = Folder.Value;
        using var securityOfficer = new PinBuffer("so-pin-5512");
        using var user = new PinBuffer(Pin);
        return await TokenProvisioner.InitializeAsync(Module!, label, securityOfficer, user);
    }

    /// <summary>Sets a variable for native code, which doesn't see what .NET sets, and for child processes.</summary>
    internal static void SetNativeEnvironment(string name, string value)
    {
        Assert.Equal(0, SetEnvironment(name, value, 1));
        Environment.SetEnvironmentVariable(name, value);
    }

    // The module reads SOFTHSM2_CONF once, when it is initialised.
    private static string? CreateFolder()
    {
        if (Module is null || OperatingSystem.IsWindows())
        {
            return null;
        }
        string folder = Directory.CreateTempSubdirectory("signing-softhsm-").FullName;
        string tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens")).FullName;
        string configuration = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n"));
        SetNativeEnvironment("SOFTHSM2_CONF", configuration);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
