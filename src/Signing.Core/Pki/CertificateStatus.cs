using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>What the proofs at hand say about one certificate of a path.</summary>
public sealed record CertificateStatus
{
    /// <summary>The certificate.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Its status at the time that counts.</summary>
    public required RevocationStatus Status { get; init; }

    /// <summary>When it was revoked or suspended, also where that is after the time that counts; null where it never was.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The standard's name of the reason (RFC 5280, 5.3.1); null where not revoked.</summary>
    public string? Reason { get; init; }

    /// <summary><c>ocsp</c> or <c>crl</c>, by which the status is proven; null where it is unknown.</summary>
    public string? Proof { get; init; }

    /// <summary>The proof's thisUpdate.</summary>
    public DateTimeOffset? ThisUpdate { get; init; }

    /// <summary>The proof's nextUpdate; null where it has none.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>Why proofs about the certificate do not count, each with its clause.</summary>
    public required IReadOnlyList<string> Rejected { get; init; }

    /// <summary>Where proofs are to be had, by the certificate's own word.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }
}
