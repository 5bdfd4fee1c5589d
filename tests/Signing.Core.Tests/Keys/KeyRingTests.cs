using System.Text;
using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

public sealed class KeyRingTests(SoftHsm hsm) : IClassFixture<SoftHsm>
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("Công văn");

    private readonly string _folder = Directory.CreateTempSubdirectory("signing-ring-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_NamesOnOneToken_ShareOneLogin()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using var ring = new KeyRing(Options(shim));

        SigningKey[] keys = await Task.WhenAll(Enumerable.Range(0, 30).Select(async number =>
        {
            await Task.Yield();
            return await ring.GetAsync(number % 2 == 0 ? "agency" : "official", Ct);
        }));

        Assert.Equal(2, keys.Distinct().Count());
        Assert.Equal(Thumbprint.Of(hsm.Rsa2048), keys[0].Thumbprint);
        Assert.Equal(Thumbprint.Of(hsm.Rsa3072), keys[1].Thumbprint);
        Assert.Equal(1, shim.Count("C_Login"));
        byte[] value = await keys[0].SignDataAsync(Data, SignatureAlgorithm.RsaPkcs1Sha256, Ct);
        Assert.True(SignatureCheck.Verifies(hsm.Rsa2048, SignatureAlgorithm.RsaPkcs1Sha256, Data, value));
    }

    [Fact]
    public async Task List_TokenAndFile_ShowsThemWithoutLogin()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        KeyRingOptions options = Options(shim);
        options.Keys.Add("file", FileKey());
        options.Keys.Add("gone", new KeyOptions { Module = SoftHsm.Module, TokenLabel = "gone" });
        await using var ring = new KeyRing(options);

        IReadOnlyList<NamedKey> keys = await ring.ListAsync(Ct);

        Assert.Equal(["agency", "file", "gone", "official"], ring.Names);
        Assert.Equal(["agency", "file", "official"], keys.Select(static key => key.Name));
        Assert.Equal([true, false, false], keys.Select(static key => key.IsDefault));
        Assert.Equal(new[] { hsm.Rsa2048, hsm.P256, hsm.Rsa3072 }.Select(Thumbprint.Of), keys.Select(static key => key.Thumbprint));
        Assert.All(keys, key => Assert.Equal(hsm.Issuer.RawData, Assert.Single(key.Chain).RawData));
        Assert.Equal(SignatureAlgorithm.EcdsaSha256, keys[1].Algorithms[0]);
        Assert.Equal(0, shim.Count("C_Login"));
    }

    [Fact]
    public async Task Check_TokenAbsent_SaysSo()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        KeyRingOptions options = Options(shim);
        options.Keys.Add("gone", new KeyOptions { Module = SoftHsm.Module, TokenLabel = "gone" });
        await using var ring = new KeyRing(options);

        IReadOnlyList<KeyHealth> before = await ring.CheckAsync(Ct);
        shim.Misbehave("absent");
        IReadOnlyList<KeyHealth> pulledOut = await ring.CheckAsync(Ct);
        shim.Misbehave("flags 0x40000");
        IReadOnlyList<KeyHealth> locked = await ring.CheckAsync(Ct);

        Assert.Equal(["agency: ", "gone: token.absent", "official: "], before.Select(Describe));
        Assert.Equal(["agency: token.absent", "gone: token.absent", "official: token.absent"], pulledOut.Select(Describe));
        Assert.Equal(["agency: token.pin_locked", "gone: token.absent", "official: token.pin_locked"], locked.Select(Describe));
        Assert.Equal(0, shim.Count("C_Login"));
        static string Describe(KeyHealth health) => $"{health.Name}: {health.Problem?.Code}";
    }

    [Fact]
    public async Task Get_ByThumbprint_FindsConfiguredAndUnconfigured()
    {
        SoftHsm.SkipIfMissing();
        var options = new KeyRingOptions();
        options.Keys.Add("file", FileKey());
        options.Keys.Add("agency", TokenKey(SoftHsm.Module!, Thumbprint.Of(hsm.Rsa2048)));
        await using var ring = new KeyRing(options);

        Assert.Equal("file", await ring.ResolveAsync(Thumbprint.Of(hsm.P256).ToUpperInvariant(), Ct));
        Assert.Equal("agency", await ring.ResolveAsync(Thumbprint.Of(hsm.Rsa2048), Ct));
        Assert.Null(await ring.ResolveAsync(Thumbprint.Of(hsm.Rsa3072), Ct));
        Assert.Equal(Thumbprint.Of(hsm.P256), (await ring.GetAsync(Thumbprint.Of(hsm.P256), Ct)).Thumbprint);
    }

    [Fact]
    public async Task Get_UnknownNameOrNoDefault_KeyUnknown()
    {
        SoftHsm.SkipIfMissing();
        var options = new KeyRingOptions();
        options.Keys.Add("one", FileKey());
        options.Keys.Add("two", FileKey());
        await using var ring = new KeyRing(options);

        Assert.Null(ring.DefaultName);
        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, ring.GetAsync(null, Ct));
        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, ring.GetAsync("One", Ct));
        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, ring.GetAsync(new string('0', 64), Ct));
    }

    [Fact]
    public async Task Get_TokenPluggedInLater_Works()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave("absent");
        await using var ring = new KeyRing(Options(shim));
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, ring.GetAsync("agency", Ct));

        shim.Misbehave();

        Assert.NotNull(await ring.GetAsync("agency", Ct));
    }

    [Fact]
    public async Task Get_TokenPulledOutAndBack_SameKeyWorks()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using var ring = new KeyRing(Options(shim));
        SigningKey key = await ring.GetAsync("agency", Ct);
        shim.Misbehave("absent");
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, key.SignDataAsync(Data, SignatureAlgorithm.RsaPkcs1Sha256, Ct));
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, ring.GetAsync("agency", Ct));

        shim.Misbehave();
        SigningKey again = await ring.GetAsync("agency", Ct);

        Assert.Same(key, again);
        byte[] value = await again.SignDataAsync(Data, SignatureAlgorithm.RsaPkcs1Sha256, Ct);
        Assert.True(SignatureCheck.Verifies(hsm.Rsa2048, SignatureAlgorithm.RsaPkcs1Sha256, Data, value));
    }

    [Fact]
    public async Task Get_WrongPinFile_OneLoginHoweverOften()
    {
        ShimModule.SkipIfMissing();
        string label = $"ring-{Guid.NewGuid():n}"[..16];
        await using (Core.Keys.Pkcs11.TokenProvisioner filled = await SoftHsm.CreateTokenAsync(label))
        {
            await filled.ImportAsync(hsm.P256, "p-256", cancellationToken: Ct);
        }
        var shim = new ShimModule();
        var options = new KeyRingOptions { PinStateFolder = _folder };
        options.Keys.Add("agency", new KeyOptions { Module = shim.Path, TokenLabel = label, PinFile = Write("wrong.pin", "wrong") });
        for (int start = 0; start < 3; start++)
        {
            await using var ring = new KeyRing(options);
            await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, ring.GetAsync(null, Ct));
            await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, ring.GetAsync(null, Ct));
        }

        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task Get_NoThumbprintOnTokenWithSeveralSigners_ConfigurationInvalid()
    {
        SoftHsm.SkipIfMissing();
        var options = new KeyRingOptions();
        options.Keys.Add("agency", new KeyOptions { Module = SoftHsm.Module, TokenLabel = hsm.Label, PinFile = hsm.PinFile });
        await using var ring = new KeyRing(options);

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.ConfigurationInvalid, ring.GetAsync(null, Ct));

        Assert.Equal("Keys:agency:Thumbprint", e.Facts["setting"]);
    }

    public static TheoryData<KeyOptions, string> BadOptions => new()
    {
        { new KeyOptions(), "Keys:bad:Module" },
        { new KeyOptions { Kind = KeyKind.Pkcs12 }, "Keys:bad:File" },
        { new KeyOptions { Kind = (KeyKind)7 }, "Keys:bad:Kind" },
        { new KeyOptions { Module = "m", Thumbprint = "12" }, "Keys:bad:Thumbprint" },
        { new KeyOptions { Module = "m", MaxSessions = 0 }, "Keys:bad:MaxSessions" },
        { new KeyOptions { Module = "m", Deadline = TimeSpan.Zero }, "Keys:bad:Deadline" },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Constructor_BadSetting_NamesIt(KeyOptions key, string setting)
    {
        var options = new KeyRingOptions();
        options.Keys.Add("bad", key);

        SigningException e = Assert.Throws<SigningException>(() => new KeyRing(options));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, e.Code);
        Assert.Equal(setting, e.Facts["setting"]);
    }

    [Fact]
    public void Constructor_DefaultThatIsNoKey_ConfigurationInvalid() =>
        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(() => new KeyRing(new KeyRingOptions { DefaultKey = "none" })).Code);

    private KeyRingOptions Options(ShimModule shim)
    {
        var options = new KeyRingOptions { DefaultKey = "agency", PinStateFolder = hsm.PinStateFolder };
        options.Keys.Add("agency", TokenKey(shim.Path, Thumbprint.Of(hsm.Rsa2048)));
        options.Keys.Add("official", TokenKey(shim.Path, Thumbprint.Of(hsm.Rsa3072).ToUpperInvariant()));
        return options;
    }

    private KeyOptions TokenKey(string module, string thumbprint) =>
        new() { Module = module, TokenLabel = hsm.Label, PinFile = hsm.PinFile, Thumbprint = thumbprint };

    private KeyOptions FileKey() => new()
    {
        Kind = KeyKind.Pkcs12,
        File = Write("key.p12", Pkcs12KeyTests.Export(hsm.P256, hsm.Issuer, "mật khẩu")),
        PasswordFile = Write("key.pwd", "mật khẩu\r\n"),
    };

    private string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
