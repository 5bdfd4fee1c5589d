using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>What validating a certificate at the instant of validation gave (EN 319 102-1, 5.2.6).</summary>
/// <param name="Path">The path.</param>
/// <param name="Revocation">The status of each certificate of it.</param>
/// <param name="Status">What it comes to.</param>
/// <param name="Findings">Why.</param>
internal sealed record CurrentStanding(PathResult Path, IReadOnlyList<RevocationFinding> Revocation, TrustStatus Status, Findings Findings)
{
    /// <summary>The certificate's status, where all that is wrong is that whoever signed its proof has no valid certificate now (5.2.6.4 (8)); else null.</summary>
    internal RevocationFinding? OutOfBounds { get; init; }
}
