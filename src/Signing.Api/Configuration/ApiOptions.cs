namespace Signing.Api.Configuration;

/// <summary>The section <c>Api</c> of the configuration.</summary>
internal sealed class ApiOptions
{
    /// <summary>Who may call, by name. Outside Development there must be at least one.</summary>
    public Dictionary<string, CallerOptions> Callers { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The largest body, in bytes. Default: 128 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>A folder of this service alone, for bodies over 1 MiB. Default: one of its own in the system's temporary folder.</summary>
    public string? TempFolder { get; set; }
}
