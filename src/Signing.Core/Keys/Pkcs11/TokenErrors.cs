using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>What a token's return values mean for a caller. The PKCS#11 name stays a fact in the detail, never the message.</summary>
internal static class TokenErrors
{
    internal static SigningException Absent(string token, string detail, Exception? inner = null) =>
        Error.Of(ErrorCodes.TokenAbsent, inner, ("token", token), ("detail", detail));

    internal static SigningException Busy(string token) => Error.Of(ErrorCodes.TokenBusy, ("token", token));

    internal static SigningException Timeout(string token, TimeSpan limit) =>
        Error.Of(ErrorCodes.TokenTimeout, ("token", token), ("seconds", Math.Round(limit.TotalSeconds, 1)));

    internal static SigningException PinWrong(string token) => Error.Of(ErrorCodes.TokenPinWrong, ("token", token));

    /// <param name="token">The token's name.</param>
    /// <param name="state"><c>low</c>, <c>final</c>, <c>locked</c>, <c>expired</c> or <c>not set</c>.</param>
    internal static SigningException PinLocked(string token, string state) =>
        Error.Of(ErrorCodes.TokenPinLocked, ("token", token), ("state", state));

    internal static SigningException Failed(string token, string detail, Exception? inner = null) =>
        Error.Of(ErrorCodes.TokenFailed, inner, ("token", token), ("detail", detail));

    internal static SigningException From(Pkcs11Exception e, string token) => e.RV switch
    {
        _ when IsAbsent(e.RV) => Absent(token, Name(e), e),
        CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE => PinWrong(token),
        CKR.CKR_PIN_LOCKED => PinLocked(token, "locked"),
        CKR.CKR_PIN_EXPIRED => PinLocked(token, "expired"),
        CKR.CKR_USER_PIN_NOT_INITIALIZED => PinLocked(token, "not set"),
        CKR.CKR_SESSION_COUNT => Busy(token),
        _ => Failed(token, Name(e), e),
    };

    internal static bool IsAbsent(CKR value) => value is
        CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_TOKEN_NOT_RECOGNIZED or CKR.CKR_SLOT_ID_INVALID
        or CKR.CKR_CRYPTOKI_NOT_INITIALIZED or CKR.CKR_LIBRARY_LOAD_FAILED;

    /// <summary>
    /// Whether the session, the login or the token behind it has gone, so that connecting and logging in anew may help.
    /// </summary>
    internal static bool IsLost(CKR value) =>
        IsAbsent(value) || value is CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_USER_NOT_LOGGED_IN;

    /// <summary>Whether it is the kind of failure that a fresh session may not have.</summary>
    internal static bool IsPassing(CKR value) => value is
        CKR.CKR_DEVICE_ERROR or CKR.CKR_GENERAL_ERROR or CKR.CKR_FUNCTION_FAILED or CKR.CKR_OPERATION_ACTIVE
        or CKR.CKR_OPERATION_NOT_INITIALIZED;

    private static string Name(Pkcs11Exception e) =>
        Enum.IsDefined(e.RV) ? $"{e.RV} ({e.Method})" : $"CKR 0x{(uint)e.RV:x8} ({e.Method})";
}
