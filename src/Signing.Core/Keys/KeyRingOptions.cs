namespace Signing.Core.Keys;

/// <summary>The keys that a service signs with, by name.</summary>
public sealed class KeyRingOptions
{
    /// <summary>The keys by name. Names are compared exactly.</summary>
    public IDictionary<string, KeyOptions> Keys { get; } = new Dictionary<string, KeyOptions>(StringComparer.Ordinal);

    /// <summary>The name of the key that signs when none is asked for. Default: none, or the only one where there is only one.</summary>
    public string? DefaultKey { get; set; }

    /// <summary>As <see cref="Pkcs11TokenOptions.PinStateFolder"/>, for all tokens.</summary>
    public string? PinStateFolder { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
