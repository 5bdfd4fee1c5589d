namespace Signing.Core.Pki;

/// <summary>
/// How a path validation ended. Of several failed paths the one is told that came nearest to trust; time is judged last, so
/// <see cref="Expired"/> and <see cref="NotYetValid"/> mean that everything else is in order.
/// </summary>
public enum PathStatus
{
    /// <summary>A path to an anchor stands.</summary>
    Trusted,
    /// <summary>No path leads to an anchor.</summary>
    NoPath,
    /// <summary>A certificate's signature does not verify.</summary>
    BadSignature,
    /// <summary>RFC 5280 forbids the path: names, CA flag, path length, name constraints, policies, critical extensions.</summary>
    ConstraintViolation,
    /// <summary>A certificate that nobody pinned is signed over a digest that no longer counts, or by an algorithm that is not known.</summary>
    WeakAlgorithm,
    /// <summary>Key usage or extended key usage does not allow the purpose.</summary>
    PurposeViolation,
    /// <summary>A path stands, but its domain does not trust the anchor for the purpose or at the time.</summary>
    Distrusted,
    /// <summary>A certificate is not valid yet.</summary>
    NotYetValid,
    /// <summary>A certificate's validity has ended.</summary>
    Expired,
    /// <summary>The search was given up: too many candidates, signatures or names.</summary>
    BudgetExhausted,
}
