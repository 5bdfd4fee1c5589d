namespace Signing.Core.Keys;

/// <summary>What a PIN is wanted for, so that whoever is asked can say so to a person.</summary>
/// <param name="Purpose">Why it is wanted.</param>
/// <param name="Name">The token's label, or the key file's path.</param>
/// <param name="TokenSerial">The token's serial number; <see langword="null"/> for a key file.</param>
/// <param name="State">How near the PIN is to being locked.</param>
public sealed record PinRequest(PinPurpose Purpose, string Name, string? TokenSerial, PinState State);
