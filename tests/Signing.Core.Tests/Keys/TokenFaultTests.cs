using System.Diagnostics;
using System.Text;
using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>What becomes of a signature when the token misbehaves.</summary>
public sealed class TokenFaultTests(SoftHsm hsm) : IClassFixture<SoftHsm>
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("Tài liệu");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Faults that strike once: the signature is made all the same. How many logins it takes.</summary>
    public static TheoryData<string, int> PassingFaults => new()
    {
        { "C_Sign rv 0x32 1", 2 },      // CKR_DEVICE_REMOVED
        { "C_SignInit rv 0x32 1", 2 },
        { "C_SignInit rv 0xe0 1", 2 },  // CKR_TOKEN_NOT_PRESENT
        { "C_SignInit rv 0xe1 1", 2 },  // CKR_TOKEN_NOT_RECOGNIZED
        { "C_SignInit rv 0xb3 1", 2 },  // CKR_SESSION_HANDLE_INVALID
        { "C_SignInit rv 0xb0 1", 2 },  // CKR_SESSION_CLOSED
        { "C_SignInit rv 0x101 1", 2 }, // CKR_USER_NOT_LOGGED_IN
        { "C_Sign rv 0x101 1", 2 },
        { "C_SignInit rv 0x190 1", 2 }, // CKR_CRYPTOKI_NOT_INITIALIZED
        { "C_SignInit rv 0x60 1", 1 },  // CKR_KEY_HANDLE_INVALID
        { "C_SignInit rv 0x82 1", 1 },  // CKR_OBJECT_HANDLE_INVALID
        { "C_SignInit rv 0x90 1", 1 },  // CKR_OPERATION_ACTIVE
        { "C_Sign rv 0x91 1", 1 },      // CKR_OPERATION_NOT_INITIALIZED
        { "C_Sign rv 0x5 1", 1 },       // CKR_GENERAL_ERROR
        { "C_Sign rv 0x6 1", 1 },       // CKR_FUNCTION_FAILED
        { "C_Sign rv 0x30 1", 1 },      // CKR_DEVICE_ERROR
        { "C_SignInit rv 0x30 1", 1 },
    };

    /// <summary>Faults that stay: the error that callers get.</summary>
    public static TheoryData<string, string, string> LastingFaults => new()
    {
        { "C_Sign rv 0x32", ErrorCodes.TokenAbsent, "CKR_DEVICE_REMOVED (C_Sign)" },
        { "C_SignInit rv 0xe0", ErrorCodes.TokenAbsent, "CKR_TOKEN_NOT_PRESENT (C_SignInit)" },
        { "C_SignInit rv 0xb3", ErrorCodes.TokenFailed, "CKR_SESSION_HANDLE_INVALID (C_SignInit)" },
        { "C_Sign rv 0x101", ErrorCodes.TokenFailed, "CKR_USER_NOT_LOGGED_IN (C_Sign)" },
        { "C_SignInit rv 0x60", ErrorCodes.TokenFailed, "CKR_KEY_HANDLE_INVALID (C_SignInit)" },
        { "C_Sign rv 0x5", ErrorCodes.TokenFailed, "CKR_GENERAL_ERROR (C_Sign)" },
        { "C_Sign rv 0x6", ErrorCodes.TokenFailed, "CKR_FUNCTION_FAILED (C_Sign)" },
        { "C_Sign rv 0x30", ErrorCodes.TokenFailed, "CKR_DEVICE_ERROR (C_Sign)" },
        { "C_Sign rv 0x31", ErrorCodes.TokenFailed, "CKR_DEVICE_MEMORY (C_Sign)" },
        { "C_Sign rv 0x2", ErrorCodes.TokenFailed, "CKR_HOST_MEMORY (C_Sign)" },
        { "C_SignInit rv 0x70", ErrorCodes.TokenFailed, "CKR_MECHANISM_INVALID (C_SignInit)" },
        { "C_SignInit rv 0x68", ErrorCodes.TokenFailed, "CKR_KEY_FUNCTION_NOT_PERMITTED (C_SignInit)" },
        { "C_Sign rv 0x80000042", ErrorCodes.TokenFailed, "CKR 0x80000042 (C_Sign)" },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task SignData_FaultStrikesOnce_SignsAllTheSame(string fault, int logins)
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave(fault);

        await AssertSignsAsync(key);

        Assert.Equal(logins, shim.Count("C_Login"));
        await token.DisposeAsync();
        AssertNoSessionLeaked(shim, logins);
    }

    [Theory]
    [MemberData(nameof(LastingFaults))]
    public async Task SignData_FaultStays_TypedErrorThenWorksAgain(string fault, string code, string detail)
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave(fault);

        SigningException e = await ErrorAssert.ThrowsAsync(code, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        shim.Misbehave();
        await AssertSignsAsync(key);

        Assert.Equal(detail, e.Facts["detail"]);
        Assert.Equal(hsm.Label, e.Facts["token"]);
    }

    [Fact]
    public async Task SignData_TokenPulledOutAndBack_WorksWithoutRestart()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        await AssertSignsAsync(key);

        shim.Misbehave("absent");
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        }
        int loginsWhileAway = shim.Count("C_Login");
        shim.Misbehave();

        await AssertSignsAsync(key);
        Assert.Equal(1, loginsWhileAway);
        Assert.Equal(2, shim.Count("C_Login"));
    }

    [Fact]
    public async Task SignData_ManyWhileTokenComesAndGoes_EachEndsRightOrAbsent()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);

        Task<int>[] callers = [.. Enumerable.Range(0, 6).Select(async _ =>
        {
            await Task.Yield();
            int right = 0;
            for (int i = 0; i < 60; i++)
            {
                try
                {
                    await AssertSignsAsync(key);
                    right++;
                }
                catch (SigningException e) when (e.Code == ErrorCodes.TokenAbsent)
                {
                    await Task.Delay(5, Ct);
                }
            }
            return right;
        })];
        for (int i = 0; i < 5; i++)
        {
            shim.Misbehave("absent");
            await Task.Delay(10, Ct);
            shim.Misbehave();
            await Task.Delay(30, Ct);
        }

        Assert.InRange((await Task.WhenAll(callers)).Sum(), 1, 360);
        await AssertSignsAsync(key);
    }

    [Fact]
    public async Task SignData_ModuleFailsAsAWhole_IsInitialisedAnew()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        // As p11-kit does when its server was restarted.
        shim.Misbehave("C_SignInit rv 0x190 1", "C_GetSlotList rv 0x30 1");

        await AssertSignsAsync(key);

        Assert.Equal(1, shim.Count("C_Finalize"));
        Assert.Equal(2, shim.Count("C_Initialize"));
    }

    [Fact]
    public async Task SignData_CallHangs_TimeoutThenQuarantineUntilItReturns()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, static options => options.Deadline = TimeSpan.FromMilliseconds(400));
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave("C_Sign hang");

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenTimeout, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        Assert.Equal("0.4", e.Facts["seconds"]);
        Assert.True(token.IsQuarantined);

        // Others fail at once, without another thread going the same way.
        var watch = Stopwatch.StartNew();
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenTimeout, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenTimeout, token.GetPinStateAsync(Ct));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 300);
        Assert.Equal(1, shim.Count("C_Sign"));

        shim.Misbehave();
        while (token.IsQuarantined)
        {
            await Task.Delay(5, Ct);
        }
        await AssertSignsAsync(key);
        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task FindKey_LoginHangs_TimeoutAndThePinIsWhole()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, static options => options.Deadline = TimeSpan.FromMilliseconds(400));
        shim.Misbehave("C_Login hang");

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenTimeout, token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct));
        shim.Misbehave();
        while (token.IsQuarantined)
        {
            await Task.Delay(5, Ct);
        }

        // The abandoned call still had its PIN, so the login stands, and no second one is needed.
        await AssertSignsAsync(await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct));
        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task SignData_QueueFull_TokenBusy()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, static options => (options.MaxSessions, options.QueueLength) = (1, 2));
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave("C_Sign hang");
        Task<byte[]> running = key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask();
        await WaitAsync(() => shim.Count("C_Sign") == 1);
        Task<byte[]>[] waiting = [.. Enumerable.Range(0, 2).Select(_ => key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask())];

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenBusy, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        shim.Misbehave();

        Assert.All(await Task.WhenAll([running, .. waiting]), value => Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, value)));
    }

    [Fact]
    public async Task SignData_WaitsTooLong_TokenBusy()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, static options => (options.MaxSessions, options.MaxWait) = (1, TimeSpan.FromMilliseconds(200)));
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave("C_Sign hang");
        Task<byte[]> running = key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask();
        await WaitAsync(() => shim.Count("C_Sign") == 1);

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenBusy, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        shim.Misbehave();

        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, await running));
    }

    [Fact]
    public async Task SignData_CancelledWhileItWaits_EndsAtOnceAndNeverRuns()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, static options => options.MaxSessions = 1);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave("C_Sign hang");
        Task<byte[]> running = key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct).AsTask();
        await WaitAsync(() => shim.Count("C_Sign") == 1);
        using var gone = new CancellationTokenSource();
        Task<byte[]> waiting = key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, gone.Token).AsTask();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        shim.Misbehave();
        await running;

        await AssertSignsAsync(key);
        Assert.Equal(2, shim.Count("C_Sign"));
    }

    [Fact]
    public async Task SignData_CancelledWhileItRuns_CallerGoesAndTheTokenGoesOn()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        await using Pkcs11Token token = await OpenAsync(shim, static options => options.MaxSessions = 1);
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        shim.Misbehave("C_Sign hang");
        using var gone = new CancellationTokenSource();
        Task<byte[]> running = key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, gone.Token).AsTask();
        await WaitAsync(() => shim.Count("C_Sign") == 1);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(token.IsQuarantined);
        shim.Misbehave();

        await AssertSignsAsync(key);
    }

    [Fact]
    public async Task Open_ModuleCannotInitialise_AbsentThenTriedAgain()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        shim.Misbehave("C_Initialize rv 0x30");

        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenAbsent, OpenAsync(shim));
        shim.Misbehave();

        await using Pkcs11Token token = await OpenAsync(shim);
        Assert.Equal(hsm.Serial, token.Serial);
    }

    private Task<Pkcs11Token> OpenAsync(ShimModule shim, Action<Pkcs11TokenOptions>? set = null)
    {
        Pkcs11TokenOptions options = hsm.Options(shim);
        set?.Invoke(options);
        return Pkcs11Token.OpenAsync(options, new PinFile(hsm.PinFile), Ct);
    }

    private async Task AssertSignsAsync(SigningKey key)
    {
        byte[] value = await key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct);
        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, value));
    }

    private void AssertNoSessionLeaked(ShimModule shim, int logins)
    {
        // Connecting anew closes all sessions at once; whatever was opened since was closed one by one.
        if (logins == 1)
        {
            Assert.Equal(shim.Count("C_OpenSession"), shim.Count("C_CloseSession"));
        }
        else
        {
            Assert.Equal(1, shim.Count("C_CloseAllSessions"));
            Assert.InRange(shim.Count("C_OpenSession") - shim.Count("C_CloseSession"), 1, hsm.Options().MaxSessions);
        }
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, Ct);
        }
    }
}
