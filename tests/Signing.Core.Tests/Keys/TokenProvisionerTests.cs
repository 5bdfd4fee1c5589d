using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;
using Xunit;

namespace Signing.Core.Tests.Keys;

public sealed class TokenProvisionerTests(SoftHsm hsm) : IClassFixture<SoftHsm>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Initialize_LabelTaken_TokenFailed()
    {
        SoftHsm.SkipIfMissing();

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenFailed, SoftHsm.CreateTokenAsync(hsm.Label));
    }

    [Fact]
    public async Task Open_WrongPin_TokenPinWrong()
    {
        SoftHsm.SkipIfMissing();
        using SmallToken small = await SmallToken.CreateAsync();
        using var pin = new PinBuffer("wrong");

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, TokenProvisioner.OpenAsync(SoftHsm.Module!, small.Label, pin, Ct));
    }

    [Fact]
    public async Task Import_KeysAndCertificates_OtherToolsReadThem()
    {
        SoftHsm.SkipIfMissing();

        string objects = await RunToolAsync("--login", "--pin", SoftHsm.Pin, "--list-objects");

        Assert.Equal(4, Count(objects, "Certificate Object"));
        Assert.Equal(3, Count(objects, "Private Key Object"));
        Assert.Equal(3, Count(objects, "Public Key Object"));
        Assert.Equal(3, Count(objects, "Access:     sensitive"));
        foreach (string label in new[] { "rsa-3072", "rsa-2048", "p-256" })
        {
            Assert.Equal(3, Count(objects, $"label:      {label}\n"));
        }
    }

    [Fact]
    public async Task FindKey_EnrolledByAnotherTool_Signs()
    {
        SoftHsm.SkipIfMissing();
        using SmallToken small = await SmallToken.CreateAsync();
        using X509Certificate2 certificate = TestCertificates.Issue("Test other tool", RSA.Create(2048), hsm.Issuer);
        using RSA key = certificate.GetRSAPrivateKey()!;
        string keyFile = Path.Combine(small.Folder, "key.der");
        string certificateFile = Path.Combine(small.Folder, "certificate.der");
        await File.WriteAllBytesAsync(keyFile, key.ExportPkcs8PrivateKey(), Ct);
        await File.WriteAllBytesAsync(certificateFile, certificate.RawData, Ct);
        await RunToolAsync("--token-label", small.Label, "--login", "--pin", SoftHsm.Pin, "--write-object", keyFile, "--type", "privkey", "--id", "4242", "--usage-sign");
        await RunToolAsync("--token-label", small.Label, "--login", "--pin", SoftHsm.Pin, "--write-object", certificateFile, "--type", "cert", "--id", "4242");
        // The module in this process has read the token's objects before.
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(new() { Module = SoftHsm.Module!, TokenSerial = small.Serial, PinStateFolder = small.Folder }, SoftHsm.TypedPin, Ct);

        SigningKey found = await token.FindKeyAsync(Thumbprint.Of(certificate), Ct);
        byte[] value = await found.SignDataAsync(new byte[7], SignatureAlgorithm.RsaPssSha256, Ct);

        Assert.True(SignatureCheck.Verifies(certificate, SignatureAlgorithm.RsaPssSha256, new byte[7], value));
    }

    private async Task<string> RunToolAsync(params string[] arguments)
    {
        string[] token = arguments.Contains("--token-label") ? [] : ["--token-label", hsm.Label];
        var start = new ProcessStartInfo("pkcs11-tool", ["--module", SoftHsm.Module!, .. token, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process? tool = null;
        try
        {
            tool = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }
        Assert.SkipUnless(tool is not null, "pkcs11-tool (OpenSC) is not installed on this machine.");
        using (tool)
        {
            Task<string> error = tool!.StandardError.ReadToEndAsync(Ct);
            string output = await tool.StandardOutput.ReadToEndAsync(Ct);
            await tool.WaitForExitAsync(Ct);
            Assert.True(tool.ExitCode == 0, output + await error);
            return output;
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
