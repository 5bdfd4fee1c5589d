namespace Signing.Api.Endpoints;

/// <summary>The service's health.</summary>
public sealed record HealthReport
{
    /// <summary><c>live</c>, <c>ready</c> or <c>notReady</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The codes of what keeps it from being ready.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>
    /// The codes of what an operator should see to while the service goes on. <c>trust.stale</c>: the trust folders changed and
    /// cannot be loaded, and what was loaded before stays in force.
    /// </summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
