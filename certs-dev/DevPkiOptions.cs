namespace Signing.CertsDev;

/// <summary>How a development PKI is started inside a process.</summary>
public sealed class DevPkiOptions
{
    /// <summary>
    /// Where it lies; one that is there already is served as it is. Null (the default) makes a new one in a temporary
    /// folder, which goes with it.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>The port on 127.0.0.1; zero (the default) takes a free one, or the one of the PKI in the folder.</summary>
    public int Port { get; init; }

    /// <summary>The clock of all its authorities; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The private keys; by default new ones in a given folder, and the process's shared ones in a temporary one.</summary>
    public DevKeys? Keys { get; init; }

    /// <summary>
    /// Whether its authorities answer for certificates that have expired, and say so: <c>expiredCertsOnCRL</c> and the archive
    /// cut-off of OCSP. False by default, as most do it.
    /// </summary>
    public bool KeepsExpired { get; init; }
}
