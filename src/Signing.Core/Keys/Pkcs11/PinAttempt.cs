using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// One presentation of one PIN, already marked on disk. What the token says of it is written down by the thread that asks,
/// even when its caller has given up waiting.
/// </summary>
internal sealed class PinAttempt(PinGuard guard, PinLedgerPage page, PinBuffer pin) : IDisposable
{
    private bool _isSettled;

    /// <summary>Logs the process in.</summary>
    /// <param name="login">C_Login with the PIN.</param>
    internal void LogIn(Action<byte[]> login)
    {
        try
        {
            Present(pin =>
            {
                login(pin);
                return true;
            });
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_USER_ALREADY_LOGGED_IN && guard.HasOwner)
        {
            // The token says this to any PIN. It is a success only for the one that it took before.
            if (!guard.IsOwners(pin))
            {
                throw TokenErrors.PinWrong(guard.Token.Name);
            }
        }
        guard.Accepted(pin);
    }

    /// <summary>Presents the PIN.</summary>
    /// <param name="call">The calls of which C_Login takes the PIN.</param>
    internal T Present<T>(Func<byte[], T> call)
    {
        try
        {
            T result = call(pin.Array);
            Clear();
            return result;
        }
        catch (Pkcs11Exception e)
        {
            Settle(e);
            throw;
        }
    }

    /// <summary>A PIN that was never presented leaves no mark.</summary>
    public void Dispose()
    {
        if (!_isSettled)
        {
            Clear();
        }
        page.Dispose();
        pin.Dispose();
    }

    private void Settle(Pkcs11Exception e)
    {
        // C_SignInit failed before the PIN was presented; C_Sign after it was taken.
        if (e.Method is not "C_Login" || IsNoJudgement(e.RV))
        {
            Clear();
            return;
        }
        _isSettled = true;
        if (e.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE)
        {
            page.Reject();
            guard.Rejected(pin);
        }
        // Anything else tells nothing: the mark stays as "attempted", until an operator confirms the PIN or changes it.
    }

    private void Clear()
    {
        _isSettled = true;
        page.Clear();
    }

    // With these the token didn't compare the PIN, or took it.
    private static bool IsNoJudgement(CKR value) => TokenErrors.IsLost(value) || value is
        CKR.CKR_PIN_LOCKED or CKR.CKR_PIN_EXPIRED or CKR.CKR_USER_ALREADY_LOGGED_IN or CKR.CKR_USER_ANOTHER_ALREADY_LOGGED_IN
        or CKR.CKR_USER_PIN_NOT_INITIALIZED or CKR.CKR_USER_TOO_MANY_TYPES or CKR.CKR_USER_TYPE_INVALID
        or CKR.CKR_SESSION_READ_ONLY_EXISTS or CKR.CKR_OPERATION_ACTIVE or CKR.CKR_OPERATION_NOT_INITIALIZED
        or CKR.CKR_ARGUMENTS_BAD or CKR.CKR_FUNCTION_NOT_SUPPORTED or CKR.CKR_HOST_MEMORY;
}
