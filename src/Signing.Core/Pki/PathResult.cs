namespace Signing.Core.Pki;

/// <summary>What a path validation found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Domain">The trust domain of the path; null where none was reached.</param>
/// <param name="Chain">Target first, anchor last; where no path is trusted, as far as the best one went.</param>
/// <param name="Offender">The certificate that broke the rule; null where trusted.</param>
/// <param name="Detail">Which rule was broken and by what, with its clause; empty where trusted.</param>
internal sealed record PathResult(PathStatus Status, string? Domain, IReadOnlyList<Certificate> Chain, Certificate? Offender, string Detail)
{
    internal bool IsTrusted => Status == PathStatus.Trusted;

    /// <summary>Whether the chain ends in an anchor, trusted or not: addresses in its certificates may then be followed.</summary>
    internal bool ReachesAnchor => Domain is not null;

    /// <summary>Whether it is not trusted because the sunset date of its anchor had come (EN 319 102-1, 5.2.6.4 (3)).</summary>
    internal bool IsAfterSunset { get; init; }

    /// <summary>The certificate above the target; the target itself where it is the anchor.</summary>
    internal Certificate Issuer => Chain[Math.Min(1, Chain.Count - 1)];

    /// <summary>The rules of that domain; null where none was reached.</summary>
    internal TrustDomainPolicy? Policy { get; init; }

    /// <summary>Whether a path that is trusted would be at another time: its certificates are valid then, and its domain trusted.</summary>
    internal bool IsTrustedAt(DateTimeOffset at) =>
        IsTrusted && Chain.All(certificate => certificate.IsValidAt(at)) && Policy?.CheckTime(Chain[^1], at) is null;

    /// <summary>The policies that hold for the whole path (RFC 5280, 6.1.6), any-policy as such; empty where none is asserted.</summary>
    internal IReadOnlyCollection<string> Policies { get; init; } = [];
}
