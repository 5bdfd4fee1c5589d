namespace Signing.Core.Keys.Pkcs11;

/// <summary>One signature by a key that wants the PIN for each (CKA_ALWAYS_AUTHENTICATE).</summary>
/// <param name="link">The token.</param>
/// <param name="key">The key.</param>
/// <param name="mechanism">How.</param>
/// <param name="input">What C_Sign takes.</param>
/// <param name="pin">The PIN, which the call takes over; <see langword="null"/> when it is typed on the token's keypad.</param>
/// <param name="deadline">How long it may take.</param>
internal sealed class AuthenticatedSignCall(TokenLink link, KeyReference key, SigningMechanism mechanism, byte[] input, PinAttempt? pin, TimeSpan deadline)
    : SignCall(link, key, mechanism, input)
{
    internal override TimeSpan? Deadline => deadline;

    internal override void Release() => pin?.Dispose();

    protected override byte[] Sign(Cryptoki.Session session, ulong handle) => pin is null
        ? session.Sign(Mechanism, handle, pin: null, Input)
        : pin.Present(bytes => session.Sign(Mechanism, handle, bytes, Input));
}
