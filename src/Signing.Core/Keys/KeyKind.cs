namespace Signing.Core.Keys;

/// <summary>Where a configured key is kept.</summary>
public enum KeyKind
{
    /// <summary>On a token, behind a PKCS#11 module.</summary>
    Pkcs11,
    /// <summary>In a PKCS#12 file.</summary>
    Pkcs12,
}
