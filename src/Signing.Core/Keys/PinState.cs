namespace Signing.Core.Keys;

/// <summary>How near a token's PIN is to being locked. PKCS#11 gives no number of tries left.</summary>
public enum PinState
{
    /// <summary>No wrong PIN since the last right one, as far as the token tells.</summary>
    Ok,
    /// <summary>A wrong PIN was entered since the last right one (CKF_USER_PIN_COUNT_LOW).</summary>
    Low,
    /// <summary>One more wrong PIN locks it (CKF_USER_PIN_FINAL_TRY).</summary>
    Final,
    /// <summary>It is locked (CKF_USER_PIN_LOCKED).</summary>
    Locked,
}
