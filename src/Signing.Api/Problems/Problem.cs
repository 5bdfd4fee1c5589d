namespace Signing.Api.Problems;

/// <summary>A problem as clients see it (RFC 9457). Members may be added, never changed.</summary>
public sealed record Problem
{
    /// <summary><c>urn:signing:error:CODE</c>.</summary>
    public required string Type { get; init; }

    /// <summary>A short name of the problem, in the language asked for.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened, in the language asked for.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do next, in the language asked for.</summary>
    public required string Action { get; init; }

    /// <summary>A stable name for programs.</summary>
    public required string Code { get; init; }

    /// <summary>What the service's log knows this request by.</summary>
    public required string TraceId { get; init; }
}
