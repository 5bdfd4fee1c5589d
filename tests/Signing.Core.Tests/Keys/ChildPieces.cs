using System.Diagnostics;
using System.Globalization;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>What children do: services that start with a token and its PIN file, and one that signs a file with a key in a file.</summary>
internal static class ChildPieces
{
    internal const string Sign = "sign";
    internal const string FailByPin = "fail-by-pin";
    internal const string LeaveInTheMiddle = "leave-in-the-middle";
    internal const string SignFile = "sign-file";

    internal static Task RunAsync(string piece, string[] arguments) =>
        piece == SignFile ? SignFileAsync(arguments) : RunOnTokenAsync(piece, arguments);

    private static async Task RunOnTokenAsync(string piece, string[] arguments)
    {
        var options = new Pkcs11TokenOptions { Module = arguments[0], TokenSerial = arguments[1], PinStateFolder = arguments[3] };
        Pkcs11Token token = await Pkcs11Token.OpenAsync(options, new PinFile(arguments[2]));
        switch (piece)
        {
            case Sign:
                await SignAsync(token, arguments[4]);
                await token.DisposeAsync();
                break;
            case FailByPin:
                await ErrorAssert.ThrowsAsync(ErrorCodes.TokenPinWrong, () => SignAsync(token, arguments[4]));
                await token.DisposeAsync();
                break;
            case LeaveInTheMiddle:
                SigningKey key = await token.FindKeyAsync(arguments[4]);
                for (int i = 0; i < 50; i++)
                {
                    _ = key.SignDataAsync(new byte[1], SignatureAlgorithm.EcdsaSha256).AsTask();
                }
                await Task.Delay(50);
                break;
            default:
                throw new ArgumentException(piece, nameof(piece));
        }
    }

    /// <summary>Signs a file, verifies what came out, and writes down the most memory that the process has taken.</summary>
    private static async Task SignFileAsync(string[] arguments)
    {
        (string anchors, string intermediates, string authority) = (arguments[0], arguments[1], arguments[2]);
        (string input, string output, string peakFile) = (arguments[5], arguments[6], arguments[7]);
        TrustStore trust = TrustStore.Load([new TrustDomainOptions { Name = "dev", AnchorFolder = anchors, IntermediateFolder = intermediates }]);
        using Pkcs12Key key = await Pkcs12Key.OpenAsync(arguments[3], new PinFile(arguments[4]));
        using var signer = new PdfSigner(new() { Trust = trust, Fetch = { AllowedPrivateHosts = { authority } } });
        using var verifier = new PdfVerifier(new() { Trust = trust, Fetch = { AllowedPrivateHosts = { authority } } });
        await signer.SignAsync(input, output, key);
        Assert.Equal(Verdict.Valid, (await verifier.VerifyAsync(output, new() { Policy = ValidationPolicy.Online })).Verdict);
        using Process self = Process.GetCurrentProcess();
        await File.WriteAllTextAsync(peakFile, self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task SignAsync(Pkcs11Token token, string thumbprint) =>
        await (await token.FindKeyAsync(thumbprint)).SignDataAsync(new byte[1], SignatureAlgorithm.EcdsaSha256);
}
