namespace Signing.Core.Registration;

/// <summary>A trust domain, under its name.</summary>
public sealed class TrustSettings
{
    /// <summary>The folder of trust anchors (DER, PEM or PKCS#7). Required.</summary>
    public string? Anchors { get; set; }

    /// <summary>A folder of intermediate certificates that help to find paths. Default: none.</summary>
    public string? Intermediates { get; set; }
}
