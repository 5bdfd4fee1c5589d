namespace Signing.Core.Keys;

/// <summary>Why a PIN or password is wanted.</summary>
public enum PinPurpose
{
    /// <summary>To log in to a token, once until it goes away.</summary>
    Login,
    /// <summary>For one signature by a key that wants the PIN every time.</summary>
    Signature,
    /// <summary>To open a key file.</summary>
    KeyFile,
}
