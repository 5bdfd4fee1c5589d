using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;
using Xunit;

namespace Signing.Core.Tests.Keys;

public sealed class Pkcs11TokenTests(SoftHsm hsm) : IClassFixture<SoftHsm>
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("Quyết định số 12/QĐ-UBND");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, SignatureScheme, string> Algorithms => new()
    {
        { nameof(SoftHsm.Rsa3072), SignatureScheme.RsaPkcs1, "SHA256" },
        { nameof(SoftHsm.Rsa3072), SignatureScheme.RsaPkcs1, "SHA384" },
        { nameof(SoftHsm.Rsa3072), SignatureScheme.RsaPkcs1, "SHA512" },
        { nameof(SoftHsm.Rsa2048), SignatureScheme.RsaPss, "SHA256" },
        { nameof(SoftHsm.Rsa2048), SignatureScheme.RsaPss, "SHA384" },
        { nameof(SoftHsm.Rsa2048), SignatureScheme.RsaPss, "SHA512" },
        { nameof(SoftHsm.P256), SignatureScheme.Ecdsa, "SHA256" },
        { nameof(SoftHsm.P256), SignatureScheme.Ecdsa, "SHA384" },
        { nameof(SoftHsm.P256), SignatureScheme.Ecdsa, "SHA512" },
    };

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task SignData_EveryAlgorithm_Verifies(string certificateName, SignatureScheme scheme, string hash)
    {
        SoftHsm.SkipIfMissing();
        var algorithm = new SignatureAlgorithm(scheme, new HashAlgorithmName(hash));
        X509Certificate2 certificate = (X509Certificate2)typeof(SoftHsm).GetProperty(certificateName)!.GetValue(hsm)!;
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(), SoftHsm.TypedPin, Ct);

        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(certificate), Ct);
        byte[] value = await key.SignDataAsync(Data, algorithm, Ct);

        Assert.Contains(algorithm, key.Algorithms);
        Assert.True(SignatureCheck.Verifies(certificate, algorithm, Data, value));
    }

    [Theory]
    [InlineData(nameof(SoftHsm.Rsa2048), SignatureScheme.RsaPkcs1, "SHA384", "hide 0x1")]
    [InlineData(nameof(SoftHsm.Rsa2048), SignatureScheme.RsaPss, "SHA512", "hide 0xd")]
    public async Task SignData_TokenHashesOnly_Verifies(string certificateName, SignatureScheme scheme, string hash, string withoutRaw)
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave(withoutRaw);
        var algorithm = new SignatureAlgorithm(scheme, new HashAlgorithmName(hash));
        X509Certificate2 certificate = (X509Certificate2)typeof(SoftHsm).GetProperty(certificateName)!.GetValue(hsm)!;
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), SoftHsm.TypedPin, Ct);

        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(certificate), Ct);
        byte[] value = await key.SignDataAsync(Data, algorithm, Ct);

        Assert.True(SignatureCheck.Verifies(certificate, algorithm, Data, value));
    }

    [Fact]
    public async Task Algorithms_MechanismMissing_NotOffered()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave("hide 0xd", "hide 0x43", "hide 0x44", "hide 0x45");
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), SoftHsm.TypedPin, Ct);

        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.Rsa2048), Ct);

        Assert.Equal([SignatureAlgorithm.RsaPkcs1Sha256, SignatureAlgorithm.RsaPkcs1Sha384, SignatureAlgorithm.RsaPkcs1Sha512], key.Algorithms);
        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.KeyAlgorithm, key.SignDataAsync(Data, SignatureAlgorithm.RsaPssSha256, Ct));
        Assert.Equal("RSA-SHA-256, RSA-SHA-384, RSA-SHA-512", e.Facts["algorithms"]);
    }

    [Fact]
    public async Task FindKey_ThumbprintAsPeoplePasteIt_HasChain()
    {
        SoftHsm.SkipIfMissing();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(), SoftHsm.TypedPin, Ct);
        string pasted = string.Join(':', Thumbprint.Of(hsm.P256).ToUpperInvariant().Chunk(2).Select(static pair => new string(pair)));

        SigningKey key = await token.FindKeyAsync($" {pasted}\n", Ct);

        Assert.Equal(hsm.P256.RawData, key.Certificate.RawData);
        Assert.Equal(hsm.Issuer.RawData, Assert.Single(key.Chain).RawData);
        Assert.False(key.RequiresPinPerSignature);
    }

    [Fact]
    public async Task FindKey_UnknownOrMalformedThumbprint_KeyUnknown()
    {
        SoftHsm.SkipIfMissing();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(), SoftHsm.TypedPin, Ct);

        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, token.FindKeyAsync(new string('0', 64), Ct));
        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, token.FindKeyAsync("agency", Ct));
    }

    [Fact]
    public async Task FindKey_CertificateWithoutPrivateKey_KeyUnknown()
    {
        SoftHsm.SkipIfMissing();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(), SoftHsm.TypedPin, Ct);

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, token.FindKeyAsync(Thumbprint.Of(hsm.Issuer), Ct));

        Assert.Equal(Thumbprint.Of(hsm.Issuer), e.Facts["key"]);
    }

    [Fact]
    public async Task Open_AbsentToken_TokenAbsent()
    {
        SoftHsm.SkipIfMissing();
        var options = new Pkcs11TokenOptions { Module = SoftHsm.Module!, TokenLabel = "not here" };

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, Pkcs11Token.OpenAsync(options, null, Ct));

        Assert.Equal("not here", e.Facts["token"]);
    }

    [Theory]
    [InlineData("/nowhere/libnone.so")]
    [InlineData("libnone-of-this-name.so")]
    public async Task Open_AbsentModule_TokenAbsent(string module) =>
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, () => Pkcs11Token.OpenAsync(new() { Module = module }, null, Ct));

    [Fact]
    public async Task Open_FileThatIsNoModule_TokenAbsent()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no library", Ct);

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, Pkcs11Token.OpenAsync(new() { Module = file }, null, Ct));
        File.Delete(file);
    }

    [Fact]
    public async Task Open_SeveralTokensMatch_ConfigurationInvalid()
    {
        SoftHsm.SkipIfMissing();
        await (await SoftHsm.CreateTokenAsync($"{hsm.Label[..10]}-2")).DisposeAsync();

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.ConfigurationInvalid, Pkcs11Token.OpenAsync(new() { Module = SoftHsm.Module! }, null, Ct));

        Assert.Contains(hsm.Serial, e.Facts["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListCertificates_WithoutPin_ShowsSignersAndNeverLogsIn()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), pins: null, Ct);

        IReadOnlyList<X509Certificate2> certificates = await token.ListCertificatesAsync(Ct);

        Assert.Equal(
            new[] { hsm.Rsa3072, hsm.Rsa2048, hsm.P256 }.Select(Thumbprint.Of).Order(),
            certificates.Select(Thumbprint.Of).Order());
        Assert.Equal(PinState.Ok, await token.GetPinStateAsync(Ct));
        Assert.Equal(0, shim.Count("C_Login"));
    }

    [Fact]
    public async Task SignData_200AtOnce_AllRightWithOneLogin()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), new PinFile(hsm.PinFile), Ct);

        (byte[] Data, byte[] Value)[] signed = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            await Task.Yield();
            byte[] data = BitConverter.GetBytes(number);
            SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.Rsa2048), Ct);
            return (data, await key.SignDataAsync(data, SignatureAlgorithm.RsaPkcs1Sha256, Ct));
        }));

        Assert.All(signed, pair => Assert.True(SignatureCheck.Verifies(hsm.Rsa2048, SignatureAlgorithm.RsaPkcs1Sha256, pair.Data, pair.Value)));
        Assert.Equal(1, shim.Count("C_Login"));
        Assert.Equal(200, shim.Count("C_Sign"));
        Assert.InRange(shim.Count("C_OpenSession"), 1, hsm.Options().MaxSessions);
    }

    [Fact]
    public async Task SignData_TokenWithFewSessions_AllRight()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave("sessions 2", "C_Sign slow 1");
        Pkcs11TokenOptions options = hsm.Options(shim);
        options.MaxSessions = 8;
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(options, SoftHsm.TypedPin, Ct);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);

        byte[][] values = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask()));

        Assert.All(values, value => Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, value)));
    }

    [Fact]
    public async Task SignData_ModuleThatCannotLock_OneCallAtATime()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave("cant-lock", "C_Sign slow 2");
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), SoftHsm.TypedPin, Ct);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);

        byte[][] values = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask()));

        Assert.All(values, value => Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, value)));
        Assert.Equal(2, shim.Count("C_Initialize"));
        Assert.Equal(0, shim.Count("CONCURRENT"));
    }

    [Fact]
    public async Task Dispose_LastUser_LogsOutAndClosesSessions()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), SoftHsm.TypedPin, Ct);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        Task<byte[]> running = key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask();

        await token.DisposeAsync();

        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, await running));
        Assert.Equal(1, shim.Count("C_Logout"));
        Assert.Equal(shim.Count("C_OpenSession"), shim.Count("C_CloseSession"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask());
    }

    [Fact]
    public async Task SignData_KeyThatWantsThePinEachTime_AsksEachTime()
    {
        SoftHsm.SkipIfMissing();
        string label = $"always-{Guid.NewGuid():n}"[..16];
        await using (TokenProvisioner filled = await SoftHsm.CreateTokenAsync(label))
        {
            await filled.ImportAsync(hsm.P256, "p-256", pinPerSignature: true, Ct);
        }
        List<PinPurpose> asked = [];
        var pins = new PinPrompt((request, _) =>
        {
            asked.Add(request.Purpose);
            return ValueTask.FromResult<PinBuffer?>(new PinBuffer(SoftHsm.Pin));
        });
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(new() { Module = SoftHsm.Module!, TokenLabel = label, PinStateFolder = hsm.PinStateFolder }, pins, Ct);

        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        byte[] first = await key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct);
        byte[] second = await key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct);

        Assert.True(key.RequiresPinPerSignature);
        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, first));
        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, second));
        Assert.Equal([PinPurpose.Login, PinPurpose.Signature, PinPurpose.Signature], asked);
    }

    [Fact]
    public async Task SignData_TokenWithKeypad_TakesNoPinFromUs()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave($"pin-pad {SoftHsm.Pin}");
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(shim), pins: null, Ct);

        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        byte[] value = await key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct);

        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, value));
        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task FindKey_WithoutPinProvider_ConfigurationInvalid()
    {
        SoftHsm.SkipIfMissing();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(), pins: null, Ct);

        await ErrorAssert.ThrowsAsync(ErrorCodes.ConfigurationInvalid, token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct));
    }

    [Fact]
    public async Task FindKey_PersonDeclines_Cancelled()
    {
        SoftHsm.SkipIfMissing();
        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(hsm.Options(), new PinPrompt((_, _) => ValueTask.FromResult<PinBuffer?>(null)), Ct);

        await Assert.ThrowsAsync<OperationCanceledException>(() => token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct));
    }
}
