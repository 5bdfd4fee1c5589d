namespace Signing.Core.Keys.Pkcs11;

/// <summary>What a token says of itself without a login (PKCS#11 v2.40, CK_TOKEN_INFO).</summary>
internal sealed record TokenInfo
{
    internal required string Label { get; init; }
    internal required string Serial { get; init; }
    internal required bool IsInitialized { get; init; }
    internal required bool LoginRequired { get; init; }
    internal required bool HasPinPad { get; init; }
    internal required PinState PinState { get; init; }

    /// <summary>CK_EFFECTIVELY_INFINITE (0) and CK_UNAVAILABLE_INFORMATION (all ones) mean that nothing limits us.</summary>
    internal required ulong MaxSessions { get; init; }

    /// <summary>How messages name the token.</summary>
    internal string Name => Label.Length > 0 ? Label : Serial;

    /// <summary>What a token is known by from now on. A few tokens have no serial number.</summary>
    internal string Identity => Serial.Length > 0 ? Serial : Label;

    internal bool Matches(string? label, string? serial) =>
        IsInitialized
        && (string.IsNullOrEmpty(label) || string.Equals(Label, label.Trim(), StringComparison.Ordinal))
        && (string.IsNullOrEmpty(serial) || string.Equals(Serial, serial.Trim(), StringComparison.OrdinalIgnoreCase));
}
