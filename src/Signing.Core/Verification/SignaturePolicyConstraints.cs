namespace Signing.Core.Verification;

/// <summary>Which signature policies count that signatures name (EN 319 102-1, 5.2.4). A signature that names none is not touched.</summary>
public sealed record SignaturePolicyConstraints
{
    /// <summary>Those that signatures may name. One that is named with another digest than the listed is indeterminate: POLICY_PROCESSING_ERROR.</summary>
    /// <exception cref="ArgumentException">One of them is null.</exception>
    public required IReadOnlyList<AcceptedSignaturePolicy> Accepted
    {
        get;
        init => field = value.Contains(null!) ? throw new ArgumentException("An accepted signature policy is null.", nameof(value)) : value;
    }

    /// <summary>What becomes of the others, and of those that are implied or cannot be read. Default: <see cref="OtherSignaturePolicies.Refuse"/>.</summary>
    public OtherSignaturePolicies Others { get; init; } = OtherSignaturePolicies.Refuse;
}
