namespace Signing.Core.Verification.Ambiguity;

/// <summary>Something in the signed bytes that readers may read in different ways.</summary>
/// <param name="Revision">The revision that has it, from 1: signatures of this and later ones cover it.</param>
/// <param name="IsReachable">Whether the readings differ in something that the catalog leads to.</param>
/// <param name="Fact">What it is.</param>
internal sealed record AmbiguityEvidence(int Revision, bool IsReachable, FactEvidence Fact)
{
    /// <summary>The last revision in which it stands; null where no later one has an object in its place that everybody reads in one way.</summary>
    public int? Until { get; init; }

    /// <summary>Whether it leaves open what a signature of this revision stands for.</summary>
    /// <param name="revision">From 1.</param>
    internal bool Concerns(int revision) => IsReachable && Revision <= revision && !(Until < revision);
}
