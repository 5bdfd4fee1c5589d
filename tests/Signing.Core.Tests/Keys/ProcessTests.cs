using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>What must hold across processes: each child is a fresh start of a service with its PIN file.</summary>
public sealed class ProcessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WrongPinFile_ThreeProcessStarts_OneLogin()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        using SmallToken small = await SmallToken.CreateAsync();

        for (int start = 0; start < 3; start++)
        {
            Assert.Equal(0, await RunAsync(ChildPieces.FailByPin, shim, small, "wrong"));
        }

        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task Crash_WhileThePinIsPresented_NotPresentedAgain()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        using SmallToken small = await SmallToken.CreateAsync();
        shim.Misbehave("C_Login crash");
        Assert.NotEqual(0, await RunAsync(ChildPieces.Sign, shim, small, SoftHsm.Pin));
        shim.Misbehave();

        await using Pkcs11Token token = await Pkcs11Token.OpenAsync(small.Options(shim), small.FileWith(SoftHsm.Pin), Ct);
        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinLocked, token.FindKeyAsync(small.Thumbprint, Ct));

        Assert.Equal("unconfirmed", e.Facts["state"]);
        Assert.Equal(1, shim.Count("C_Login"));
    }

    [Fact]
    public async Task Exit_WhileCallsRun_WaitsForThem()
    {
        ShimModule.SkipIfMissing();
        var shim = new ShimModule();
        using SmallToken small = await SmallToken.CreateAsync();
        shim.Misbehave("C_Sign slow 300");

        Assert.Equal(0, await RunAsync(ChildPieces.LeaveInTheMiddle, shim, small, SoftHsm.Pin));

        // Those that ran have returned, those that waited never began.
        Assert.Equal(shim.Count("C_Sign"), shim.Count("C_Sign returned"));
        Assert.InRange(shim.Count("C_Sign"), 1, new Pkcs11TokenOptions().MaxSessions);
    }

    private static Task<int> RunAsync(string piece, ShimModule shim, SmallToken small, string pin) =>
        ChildProcess.RunAsync(piece, shim.Path, small.Serial, small.FileWith(pin).Path, small.Folder, small.Thumbprint);
}
