namespace Signing.Core.Pki;

/// <summary>What one path validation may cost, however hostile the certificates are.</summary>
internal sealed record PathBudget
{
    internal static PathBudget Default { get; } = new();

    /// <summary>Certificates in one path, anchor included.</summary>
    internal int Length { get; init; } = 12;

    /// <summary>Signatures verified.</summary>
    internal int Signatures { get; init; } = 100;

    /// <summary>Complete paths judged.</summary>
    internal int Paths { get; init; } = 50;

    /// <summary>Candidates looked at.</summary>
    internal int Candidates { get; init; } = 1000;

    /// <summary>Names compared with name constraints in one path.</summary>
    internal int NameComparisons { get; init; } = 250_000;

    /// <summary>Nodes that one path's policy tree may grow to.</summary>
    internal int PolicyNodes { get; init; } = 10_000;
}
