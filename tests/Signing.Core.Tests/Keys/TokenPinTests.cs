using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>The rules for PINs. Each test has its own token, because a rejected PIN is never forgotten.</summary>
public sealed class TokenPinTests : IAsyncLifetime
{
    private const string LowFlag = "flags 0x10000";
    private const string FinalFlag = "flags 0x20000";
    private const string LockedFlag = "flags 0x40000";

    private SmallToken _small = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        ShimModule.SkipIfMissing();
        _small = await SmallToken.CreateAsync();
    }

    public ValueTask DisposeAsync()
    {
        _small?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WrongPin_AskedAgainAndAgain_PresentedOnce()
    {
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, _small.FileWith("wrong-1"));

        for (int attempt = 0; attempt < 3; attempt++)
        {
            await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(token));
        }

        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task WrongPin_OpenedAnew_PresentedOnce()
    {
        var shim = new ShimModule();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.Typing("wrong-2"));
            await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(token));
        }

        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task WrongPin_ThenFileCorrected_TriedOnceConfirmed()
    {
        var shim = new ShimModule();
        PinFile file = _small.FileWith("wrong-3");
        await using Pkcs11Token token = await OpenAsync(shim, file);
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(token));

        // SoftHSM sets CKF_USER_PIN_COUNT_LOW, as tokens do.
        await File.WriteAllTextAsync(file.Path, SoftHsm.Pin, Ct);
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinLocked, FindAsync(token));
        _small.Confirm();

        Assert.NotNull(await FindAsync(token));
        Assert.Equal(2, shim.Count("C_Login"));
    }

    [Fact]
    public async Task RejectedPin_Confirmed_StaysRejected()
    {
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, _small.FileWith("wrong-8"));
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(token));

        _small.Confirm();

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(token));
        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task RejectedPin_AfterRightOne_StaysRejected()
    {
        var shim = new ShimModule();
        foreach ((string pin, bool works) in new[] { ("wrong-4", false), (SoftHsm.Pin, true), ("wrong-4", false) })
        {
            await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.Typing(pin));
            Task<SigningKey> find = FindAsync(token);
            Assert.Equal(works, await find.ContinueWith(static task => task.IsCompletedSuccessfully, Ct, default, TaskScheduler.Default));
        }

        Assert.Equal(2, shim.Count("C_Login"));
    }

    [Fact]
    public async Task RightPin_LeavesNoMark()
    {
        await using Pkcs11Token token = await OpenAsync(new ShimModule(), SoftHsm.TypedPin);

        await FindAsync(token);

        string page = Assert.Single(Directory.GetFiles(_small.Folder, "*.pins"));
        Assert.Single(await File.ReadAllLinesAsync(page, Ct));
        Assert.Equal(_small.Serial, Path.GetFileNameWithoutExtension(page));
    }

    [Fact]
    public async Task Mark_WhileTheTokenIsAsked_IsOnDisk()
    {
        var shim = new ShimModule();
        shim.Misbehave("C_Login hang");
        await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.TypedPin);

        Task<SigningKey> find = FindAsync(token);
        await WaitAsync(() => shim.Count("C_Login") == 1);
        // The page is locked, but its bytes can be copied.
        string[] page = await ReadLockedAsync(Assert.Single(Directory.GetFiles(_small.Folder, "*.pins")));
        shim.Misbehave();
        await find;

        Assert.Equal(3, page.Length);
        Assert.StartsWith("A ", page[1], StringComparison.Ordinal);
        Assert.DoesNotContain(SoftHsm.Pin, string.Concat(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C_Login rv 0x5")]
    [InlineData("C_Login rv 0x6")]
    [InlineData("C_Login rv 0x80000042")]
    public async Task Login_UnknownOutcome_NotTriedAgainUntilConfirmed(string fault)
    {
        var shim = new ShimModule();
        shim.Misbehave(fault);
        await using Pkcs11Token token = await OpenAsync(shim, _small.FileWith(SoftHsm.Pin));
        await Assert.ThrowsAsync<SigningException>(() => FindAsync(token));
        shim.Misbehave();

        int presented = shim.Count("C_Login");
        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinLocked, FindAsync(token));
        Assert.Equal("unconfirmed", e.Facts["state"]);
        Assert.Equal(1, presented);
        Assert.Equal(presented, shim.Count("C_Login"));

        _small.Confirm();
        Assert.NotNull(await FindAsync(token));
    }

    [Theory]
    [InlineData(LowFlag, "low")]
    [InlineData(FinalFlag, "final")]
    public async Task PinFromFile_WrongOneIsCounted_NotTriedUntilConfirmed(string flag, string state)
    {
        var shim = new ShimModule();
        shim.Misbehave(flag);
        await using Pkcs11Token token = await OpenAsync(shim, _small.FileWith(SoftHsm.Pin));

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinLocked, FindAsync(token));
        Assert.Equal(state, e.Facts["state"]);
        Assert.Equal(0, shim.Count("C_Login"));

        _small.Confirm();
        Assert.NotNull(await FindAsync(token));
        Assert.Equal(1, shim.Count("C_Login"));
        Assert.DoesNotContain(Directory.GetFiles(_small.Folder), static file => file.EndsWith(".confirm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LowFlag, PinState.Low)]
    [InlineData(FinalFlag, PinState.Final)]
    public async Task TypedPin_WrongOneIsCounted_PersonIsToldAndDecides(string flag, PinState state)
    {
        var shim = new ShimModule();
        shim.Misbehave(flag);
        PinRequest? told = null;
        await using Pkcs11Token token = await OpenAsync(shim, new PinPrompt((request, _) =>
        {
            told = request;
            return ValueTask.FromResult<PinBuffer?>(new PinBuffer(SoftHsm.Pin));
        }));

        await FindAsync(token);

        Assert.Equal(new PinRequest(PinPurpose.Login, _small.Label, _small.Serial, state), told);
    }

    [Fact]
    public async Task AnyPin_TokenLocked_NotAskedFor()
    {
        var shim = new ShimModule();
        shim.Misbehave(LockedFlag);
        await using Pkcs11Token token = await OpenAsync(shim, new PinPrompt((_, _) => throw new InvalidOperationException("asked")));

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinLocked, FindAsync(token));

        Assert.Equal("locked", e.Facts["state"]);
        Assert.Equal(0, shim.Count("C_Login"));
    }

    [Theory]
    [InlineData("0xa4", ErrorCodes.TokenPinLocked, "locked")]
    [InlineData("0xa3", ErrorCodes.TokenPinLocked, "expired")]
    [InlineData("0x102", ErrorCodes.TokenPinLocked, "not set")]
    public async Task Login_PinLockedOrExpired_ToldApart(string value, string code, string state)
    {
        var shim = new ShimModule();
        shim.Misbehave($"C_Login rv {value}");
        await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.TypedPin);

        SigningException e = await ErrorAssert.ThrowsAsync(code, FindAsync(token));

        Assert.Equal(state, e.Facts["state"]);
    }

    [Fact]
    public async Task SecondOpening_WrongPinOnLoggedInToken_FailsWithoutTouchingIt()
    {
        var shim = new ShimModule();
        await using Pkcs11Token owner = await OpenAsync(shim, SoftHsm.TypedPin);
        await FindAsync(owner);

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, OpenAsync(shim, SoftHsm.Typing("wrong-5")));

        Assert.Equal(1, shim.Count("C_Login"));
        Assert.NotNull(await FindAsync(owner));
    }

    [Fact]
    public async Task SecondOpening_BeforeTheLogin_MustShowThePinToo()
    {
        var shim = new ShimModule();
        await using Pkcs11Token owner = await OpenAsync(shim, SoftHsm.TypedPin);
        await using Pkcs11Token other = await OpenAsync(shim, SoftHsm.Typing("wrong-6"));
        await using Pkcs11Token third = await OpenAsync(shim, _small.FileWith(SoftHsm.Pin));
        await FindAsync(owner);

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(other));
        Assert.NotNull(await FindAsync(third));

        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task Reopening_AfterTheLastUserLeft_LogsInAnew()
    {
        var shim = new ShimModule();
        await using (Pkcs11Token first = await OpenAsync(shim, SoftHsm.TypedPin))
        {
            await FindAsync(first);
        }
        await using Pkcs11Token second = await OpenAsync(shim, SoftHsm.Typing("wrong-7"));

        // Were the login still there, the token would say yes to any PIN.
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, FindAsync(second));

        Assert.Equal(2, shim.Count("C_Login"));
    }

    [Fact]
    public async Task Login_ByAnotherPartOfTheProcess_IsNotOurs()
    {
        var shim = new ShimModule();
        shim.Misbehave("C_Login rv 0x100");
        await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.TypedPin);

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenFailed, FindAsync(token));

        Assert.Equal("CKR_USER_ALREADY_LOGGED_IN (C_Login)", e.Facts["detail"]);
    }

    [Fact]
    public async Task PinState_FolderCannotBeWritten_PinIsNotPresented()
    {
        var shim = new ShimModule();
        string file = Path.Combine(_small.Folder, "a file");
        await File.WriteAllTextAsync(file, "", Ct);
        await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.TypedPin, Path.Combine(file, "folder"));

        await ErrorAssert.ThrowsAsync(ErrorCodes.FileFailed, FindAsync(token));

        Assert.Equal(0, shim.Count("C_Login"));
    }

    [Fact]
    public async Task PinState_PageDamaged_PinIsNotPresented()
    {
        var shim = new ShimModule();
        await File.WriteAllTextAsync(Path.Combine(_small.Folder, $"{_small.Serial}.pins"), "nonsense\nR\n", Ct);
        await using Pkcs11Token token = await OpenAsync(shim, SoftHsm.TypedPin);

        await ErrorAssert.ThrowsAsync(ErrorCodes.FileFailed, FindAsync(token));

        Assert.Equal(0, shim.Count("C_Login"));
    }

    private Task<Pkcs11Token> OpenAsync(ShimModule shim, PinProvider pins, string? state = null)
    {
        Pkcs11TokenOptions options = _small.Options(shim);
        options.PinStateFolder = state ?? options.PinStateFolder;
        return Pkcs11Token.OpenAsync(options, pins, Ct);
    }

    private Task<SigningKey> FindAsync(Pkcs11Token token) => token.FindKeyAsync(_small.Thumbprint, Ct);

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, Ct);
        }
    }

    private static async Task<string[]> ReadLockedAsync(string path)
    {
        using System.Diagnostics.Process cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
        return (await cat.StandardOutput.ReadToEndAsync(Ct)).Split('\n');
    }
}
