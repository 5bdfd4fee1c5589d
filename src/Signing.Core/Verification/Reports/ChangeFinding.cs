namespace Signing.Core.Verification.Reports;

/// <summary>One change after a signature.</summary>
public sealed record ChangeFinding
{
    /// <summary>A stable code (<see cref="ReasonCodes"/>).</summary>
    public required string Code { get; init; }

    /// <summary>The object that changed, for example <c>12 0</c>, or null where it is not one object.</summary>
    public string? Object { get; init; }

    /// <summary>The sentence, in the language asked for.</summary>
    public required string Message { get; init; }
}
