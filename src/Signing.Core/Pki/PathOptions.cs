using System.Collections.Concurrent;

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

    /// <summary>What to do about digests that no longer count, in signatures on certificates that no domain pins.</summary>
    internal WeakDigests WeakDigests { get; init; } = WeakDigests.Refuse;

    /// <summary>
    /// What must count of the signatures on certificates and on proofs of their status: of several paths one whose every certificate
    /// does is taken, else the first that is trusted otherwise. Null where algorithms have no dates, but for those digests.
    /// </summary>
    internal AlgorithmsInTime? Algorithms { get; init; }

    internal PathBudget Budget { get; init; } = PathBudget.Default;

    /// <summary>
    /// What is known of the signatures on certificates, where several validations share the same ones: a subject's bytes, an
    /// issuer's bytes, and whether the one's key verifies the other. Null where each validation verifies for itself.
    /// </summary>
    internal ConcurrentDictionary<(Certificate Subject, Certificate Issuer), bool>? Verified { get; init; }

    /// <summary>The same, with algorithms judged in time, the digests of certificates among them.</summary>
    internal PathOptions Judging(AlgorithmTable table, IExistence existence) =>
        this with { WeakDigests = WeakDigests.Accept, Algorithms = new AlgorithmsInTime(table, existence) };

    /// <summary>The digest under the signature on a certificate, where it does not count at a time and may not be passed over.</summary>
    internal string? FindWeakDigest(Certificate certificate, DateTimeOffset at) =>
        WeakDigests == WeakDigests.Accept ? null
        : certificate.Signed.Method is { } method ? AlgorithmTable.Default.Judge(method.Hash, at)?.Name
        : certificate.Signed.WeakDigest;
}
