namespace Signing.Core.Verification.Reports;

/// <summary>The validation policy that judged.</summary>
public sealed record PolicyReport
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of the policy in its canonical JSON, lower-case hex.</summary>
    public required string Sha256 { get; init; }
}
