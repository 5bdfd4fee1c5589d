namespace Signing.Api.Configuration;

/// <summary>One caller, under its name.</summary>
internal sealed class CallerOptions
{
    /// <summary>The SHA-256 of the caller's key, in hex. The key itself stands nowhere.</summary>
    public string? KeySha256 { get; set; }

    /// <summary>The names of the signing keys that the caller may use. None: it may only verify.</summary>
    public IList<string> Keys { get; set; } = [];
}
