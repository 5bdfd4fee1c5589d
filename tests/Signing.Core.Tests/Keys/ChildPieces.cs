using Signing.Core.Keys;

namespace Signing.Core.Tests.Keys;

/// <summary>What the children of <see cref="ProcessTests"/> do: a service that starts with a token and its PIN file.</summary>
internal static class ChildPieces
{
    internal const string Sign = "sign";
    internal const string FailByPin = "fail-by-pin";
    internal const string LeaveInTheMiddle = "leave-in-the-middle";

    internal static async Task RunAsync(string piece, string[] arguments)
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

    private static async Task SignAsync(Pkcs11Token token, string thumbprint) =>
        await (await token.FindKeyAsync(thumbprint)).SignDataAsync(new byte[1], SignatureAlgorithm.EcdsaSha256);
}
