namespace Signing.Core.Keys;

/// <summary>One named key of a <see cref="KeyRing"/>.</summary>
public sealed class KeyOptions
{
    /// <summary>Where the key is kept. Default: <see cref="KeyKind.Pkcs11"/>.</summary>
    public KeyKind Kind { get; set; }

    /// <summary>PKCS#11: the module, as <see cref="Pkcs11TokenOptions.Module"/>.</summary>
    public string? Module { get; set; }

    /// <summary>PKCS#11: the token's label.</summary>
    public string? TokenLabel { get; set; }

    /// <summary>PKCS#11: the token's serial number.</summary>
    public string? TokenSerial { get; set; }

    /// <summary>PKCS#11: the file that holds the PIN; not needed for a token with its own keypad.</summary>
    public string? PinFile { get; set; }

    /// <summary>
    /// The certificate's thumbprint, SHA-256 in hexadecimal. PKCS#11: needed where the token holds more than one signer's
    /// certificate. PKCS#12: optional; another certificate is then refused.
    /// </summary>
    public string? Thumbprint { get; set; }

    /// <summary>PKCS#12: the file.</summary>
    public string? File { get; set; }

    /// <summary>PKCS#12: the file that holds the password; without it the password is empty.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>PKCS#11: the most sessions; <see langword="null"/> for the default of <see cref="Pkcs11TokenOptions.MaxSessions"/>.</summary>
    public int? MaxSessions { get; set; }

    /// <summary>PKCS#11: how long one call may take; <see langword="null"/> for the default of <see cref="Pkcs11TokenOptions.Deadline"/>.</summary>
    public TimeSpan? Deadline { get; set; }
}
