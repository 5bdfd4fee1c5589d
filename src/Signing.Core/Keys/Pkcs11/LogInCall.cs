using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>Logs the process in to a token.</summary>
/// <param name="link">The token.</param>
/// <param name="pin">The PIN, which the call takes over; <see langword="null"/> when it is typed on the token's keypad.</param>
/// <param name="deadline">How long it may take.</param>
internal sealed class LogInCall(TokenLink link, PinAttempt? pin, TimeSpan deadline) : LinkCall<bool>(link)
{
    internal override TimeSpan? Deadline => deadline;

    internal override void Release() => pin?.Dispose();

    protected override bool Do(CallThread thread)
    {
        Cryptoki.Session session = Link.SessionOf(thread).Native;
        if (pin is not null)
        {
            pin.LogIn(bytes => session.Login(CKU.CKU_USER, bytes));
        }
        else
        {
            session.Login(CKU.CKU_USER, null);
        }
        Link.LoggedIn();
        return true;
    }
}
