namespace Signing.Core.Keys;

/// <summary>Which token to open, and how it is used. Openings of one token share its threads: the first one's limits hold.</summary>
public sealed class Pkcs11TokenOptions
{
    /// <summary>The PKCS#11 module: a path, or a file name that is looked for where modules usually are.</summary>
    public string Module { get; set; } = "";

    /// <summary>The token's label; <see langword="null"/> when <see cref="TokenSerial"/> names it, or the module holds only one token.</summary>
    public string? TokenLabel { get; set; }

    /// <summary>The token's serial number; needed where several tokens carry the same label.</summary>
    public string? TokenSerial { get; set; }

    /// <summary>How long one call into the token may take before it is given up and the module quarantined. Default: 30 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a person has to type the PIN on the token's own keypad. Default: 2 min.</summary>
    public TimeSpan PinPadDeadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a request waits for its turn before <c>token.busy</c>. Default: 30 s.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most sessions, each with its own thread, within what the token permits. Default: one a processor, 2 to 8.</summary>
    public int MaxSessions { get; set; } = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>How many requests may wait before <c>token.busy</c>. Default: 512.</summary>
    public int QueueLength { get; set; } = 512;

    /// <summary>
    /// Where rejected PINs are remembered, as salted hashes, so that none is presented twice. All processes that use the
    /// token must share it. Default: <c>signing-core/pin-state</c> in the user's local application data.
    /// </summary>
    public string? PinStateFolder { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        Require(Module.Length > 0, nameof(Module), "name the PKCS#11 module");
        Require(Deadline > TimeSpan.Zero, nameof(Deadline), "must be more than zero");
        Require(PinPadDeadline > TimeSpan.Zero, nameof(PinPadDeadline), "must be more than zero");
        Require(MaxWait > TimeSpan.Zero, nameof(MaxWait), "must be more than zero");
        Require(MaxSessions is >= 1 and <= 256, nameof(MaxSessions), "must be between 1 and 256");
        Require(QueueLength is >= 1 and <= 1_000_000, nameof(QueueLength), "must be between 1 and 1000000");
    }

    private static void Require(bool condition, string setting, string detail)
    {
        if (!condition)
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", setting), ("detail", detail));
        }
    }
}
