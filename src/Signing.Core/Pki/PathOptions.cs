namespace Signing.Core.Pki;

/// <summary>The inputs of RFC 5280, 6.1.1 that a caller may set, and what else bounds a validation.</summary>
internal sealed record PathOptions
{
    internal static PathOptions Default { get; } = new();

    /// <summary>The user-initial-policy-set; null for any-policy.</summary>
    internal IReadOnlyCollection<string>? InitialPolicies { get; init; }

    internal bool RequireExplicitPolicy { get; init; }

    internal bool InhibitPolicyMapping { get; init; }

    internal bool InhibitAnyPolicy { get; init; }

    /// <summary>What to do about MD5 and SHA-1 in signatures on certificates that no domain pins.</summary>
    internal WeakDigests WeakDigests { get; init; } = WeakDigests.Refuse;

    internal PathBudget Budget { get; init; } = PathBudget.Default;
}
