namespace Signing.Api.Endpoints;

/// <summary>The keys that a caller may use.</summary>
public sealed record KeyList
{
    /// <summary>The keys, in the configuration's order.</summary>
    public required IReadOnlyList<KeyEntry> Keys { get; init; }
}
