namespace Signing.Api.Endpoints;

/// <summary>The service's health.</summary>
public sealed record HealthReport
{
    /// <summary><c>live</c>, <c>ready</c> or <c>notReady</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The codes of what keeps it from being ready.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
