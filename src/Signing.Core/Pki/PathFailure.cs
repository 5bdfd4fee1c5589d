namespace Signing.Core.Pki;

/// <summary>Why one path, or one step of it, does not do.</summary>
/// <param name="Status">Which kind of rule was broken.</param>
/// <param name="Offender">The certificate that broke it.</param>
/// <param name="Detail">The rule, with its clause.</param>
internal sealed record PathFailure(PathStatus Status, Certificate Offender, string Detail)
{
    /// <summary>Whether it is that the sunset date of the anchor had come (EN 319 102-1, 5.2.6.4 (3)).</summary>
    internal bool IsAfterSunset { get; init; }

    /// <summary>How near to trust a path with this failure came: the greater, the more telling it is.</summary>
    internal int Rank => Status switch
    {
        PathStatus.Expired or PathStatus.NotYetValid => 6,
        PathStatus.PurposeViolation or PathStatus.Distrusted => 5,
        PathStatus.WeakAlgorithm => 4,
        PathStatus.ConstraintViolation => 3,
        PathStatus.BudgetExhausted => 2,
        PathStatus.BadSignature => 1,
        _ => 0,
    };
}
