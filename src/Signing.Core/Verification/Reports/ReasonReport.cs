namespace Signing.Core.Verification.Reports;

/// <summary>Why a verdict is what it is.</summary>
public sealed record ReasonReport
{
    /// <summary>A stable code (<see cref="ReasonCodes"/>).</summary>
    public required string Code { get; init; }

    /// <summary>The sentence, in the language asked for.</summary>
    public required string Message { get; init; }
}
