using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Verification;

/// <summary>What past certificate validation gave.</summary>
/// <param name="Path">The path at the time that is proven.</param>
/// <param name="Revocation">The status of each certificate of it then; as far as it was judged.</param>
internal sealed record PastStanding(PathResult Path, IReadOnlyList<RevocationFinding> Revocation)
{
    /// <summary>Whether the certificate stood when it signed, and that is proven.</summary>
    internal bool Holds { get; init; }

    /// <summary>What is not proven to exist early enough; null where that is not what is missing.</summary>
    internal string? Unproven { get; init; }

    /// <summary>The status that a proof would tell, were it not for its algorithm; null where that is not what is missing.</summary>
    internal RevocationFinding? Weak { get; init; }

    /// <summary>Before when it had to exist.</summary>
    internal DateTimeOffset End { get; init; }
}
