using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>A policy file as it is read: what it leaves out is null, and has its default.</summary>
internal sealed record ValidationPolicyFile
{
    public required string Name { get; init; }

    public RevocationMode? Revocation { get; init; }

    public TimeSpan? RevocationFreshness { get; init; }

    public TimeSpan? ClockTolerance { get; init; }

    public LaterAnnotations? LaterAnnotations { get; init; }

    public SignaturePolicyConstraints? SignaturePolicies { get; init; }

    public AlgorithmTable? Algorithms { get; init; }

    /// <exception cref="ArgumentException">A value cannot be.</exception>
    internal ValidationPolicy ToPolicy()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ValidationPolicy policy = ValidationPolicy.Offline;
        AlgorithmTable algorithms = Algorithms ?? policy.Algorithms;
        if (algorithms.Hashes.Contains(null!) || algorithms.Schemes.Contains(null!) || algorithms.Keys.Contains(null!))
        {
            throw new ArgumentException("A row of its algorithms is null.");
        }
        return policy with
        {
            Name = Name,
            Revocation = Revocation ?? policy.Revocation,
            RevocationFreshness = RevocationFreshness,
            ClockTolerance = ClockTolerance ?? policy.ClockTolerance,
            LaterAnnotations = LaterAnnotations ?? policy.LaterAnnotations,
            SignaturePolicies = SignaturePolicies,
            Algorithms = algorithms,
        };
    }
}
