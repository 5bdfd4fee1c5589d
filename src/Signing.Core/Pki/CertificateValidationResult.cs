using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>What a <see cref="CertificateValidator"/> found: facts, for programs and for people.</summary>
public sealed record CertificateValidationResult
{
    /// <summary>Whether a path is trusted and, where it was asked for, every certificate on it proven not to be revoked.</summary>
    public required bool IsValid { get; init; }

    /// <summary>How the search for a path and its validation ended; says nothing of revocation.</summary>
    public required PathStatus Path { get; init; }

    /// <summary>The trust domain of the path; null where none was reached.</summary>
    public required string? Domain { get; init; }

    /// <summary>The certificate first, the anchor last; where no path is trusted, as far as the best one went. Dispose them.</summary>
    public required IReadOnlyList<X509Certificate2> Chain { get; init; }

    /// <summary>The certificate that broke a rule or lacks a proof, the same object as in <see cref="Chain"/>; null where valid.</summary>
    public required X509Certificate2? Offender { get; init; }

    /// <summary>Which rule, with its clause, and by what it was broken; empty where valid.</summary>
    public required string Detail { get; init; }

    /// <summary>
    /// The policies that hold for the whole path (user-constrained-policy-set, RFC 5280, 6.1.6), anyPolicy as its object
    /// identifier; empty where none is asserted.
    /// </summary>
    public required IReadOnlyCollection<string> Policies { get; init; }

    /// <summary>
    /// The status of each certificate but the anchor, in the order of the chain; empty where it was not asked for or no path is
    /// trusted.
    /// </summary>
    public required IReadOnlyList<CertificateStatus> Revocation { get; init; }

    /// <summary>How many of the given OCSP answers and CRLs cannot be read.</summary>
    public required int UnreadableProofs { get; init; }
}
