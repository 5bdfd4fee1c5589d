using System.Diagnostics;
using System.Globalization;
using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>
/// A token behind a real connection that breaks: <c>p11-kit server</c> passes SoftHSM on through a socket, one child a
/// connection. Killed, it leaves the module failing until it is initialised anew; stopped, it makes it hang.
/// </summary>
public sealed class P11KitTests(SoftHsm hsm) : IClassFixture<SoftHsm>, IAsyncDisposable
{
    private const string Server = "/usr/bin/p11-kit";
    private const string Kill = "/usr/bin/pkill";
    private const string Client = "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so";

    // The client module reads the address once in a process.
    private static readonly string Socket = Path.Combine(Directory.CreateTempSubdirectory("signing-p11-").FullName, "pkcs11");

    private static readonly byte[] Data = new byte[32];

    private Process? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignData_ServerKilledAndStartedAgain_WorksWithoutRestart()
    {
        await StartServerAsync();
        await using Pkcs11Token token = await OpenAsync();
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);
        await AssertSignsAsync(key);

        await StopServerAsync();
        SigningException e = await Assert.ThrowsAsync<SigningException>(() => AssertSignsAsync(key));
        await StartServerAsync();

        Assert.Contains(e.Code, new[] { ErrorCodes.TokenFailed, ErrorCodes.TokenAbsent });
        await WaitUntilItSignsAsync(key);
        await AssertSignsAsync(key);
    }

    [Fact]
    public async Task SignData_ServerStopped_TimeoutThenWorksAgain()
    {
        await StartServerAsync();
        await using Pkcs11Token token = await OpenAsync();
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(hsm.P256), Ct);

        await SignalChildrenAsync("STOP");
        await ErrorAssert.ThrowsAsync(ErrorCodes.TokenTimeout, key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
        Assert.True(token.IsQuarantined);
        await SignalChildrenAsync("CONT");
        while (token.IsQuarantined)
        {
            await Task.Delay(10, Ct);
        }

        await AssertSignsAsync(key);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await StopServerAsync();
        }
    }

    private async Task StartServerAsync()
    {
        SoftHsm.SkipIfMissing();
        Assert.SkipUnless(new[] { Server, "/usr/libexec/p11-kit/p11-kit-server", Client, Kill }.All(File.Exists), "p11-kit's server or pkill is not installed on this machine.");
        SoftHsm.SetNativeEnvironment("P11_KIT_SERVER_ADDRESS", $"unix:path={Socket}");
        _server = Process.Start(new ProcessStartInfo(Server, ["server", "-f", "-n", Socket, "-p", SoftHsm.Module!, "pkcs11:"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        while (!File.Exists(Socket))
        {
            Assert.False(_server.HasExited, "The server ended.");
            await Task.Delay(10, Ct);
        }
    }

    private async Task StopServerAsync()
    {
        _server!.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync(CancellationToken.None);
        File.Delete(Socket);
        _server.Dispose();
        _server = null;
    }

    private async Task SignalChildrenAsync(string signal)
    {
        using Process kill = Process.Start(Kill, [$"-{signal}", "-P", _server!.Id.ToString(CultureInfo.InvariantCulture)])!;
        await kill.WaitForExitAsync(Ct);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Opens the token. The module may still hold the connection to a server of before, and is not initialised anew more than once a second.</summary>
    private async Task<Pkcs11Token> OpenAsync()
    {
        var options = new Pkcs11TokenOptions { Module = Client, TokenLabel = hsm.Label, PinStateFolder = hsm.PinStateFolder, Deadline = TimeSpan.FromSeconds(2) };
        for (int tries = 0; ; tries++)
        {
            try
            {
                return await Pkcs11Token.OpenAsync(options, SoftHsm.TypedPin, Ct);
            }
            catch (SigningException e) when (e.Code == ErrorCodes.TokenFailed && tries < 30)
            {
                await Task.Delay(100, Ct);
            }
        }
    }

    // A module is not initialised again and again: at most once a second.
    private async Task WaitUntilItSignsAsync(SigningKey key)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(20))
        {
            try
            {
                await AssertSignsAsync(key);
                return;
            }
            catch (SigningException)
            {
                await Task.Delay(50, Ct);
            }
        }
        Assert.Fail("It does not heal.");
    }

    private async Task AssertSignsAsync(SigningKey key)
    {
        byte[] value = await key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct);
        Assert.True(SignatureCheck.Verifies(hsm.P256, SignatureAlgorithm.EcdsaSha256, Data, value));
    }
}
