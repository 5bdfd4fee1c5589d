using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>
/// What an anchor's own certificate says about paths below it (RFC 5937, 3.2). BouncyCastle's validator, as RFC 5280 lets it, takes
/// an anchor for a name and a key.
/// </summary>
internal static class AnchorRules
{
    // What RFC 5280 lets be critical: judged here, elsewhere, or without meaning for what stands above every path.
    private static readonly string[] Known =
    [
        Oids.BasicConstraints, Oids.KeyUsage, Oids.ExtendedKeyUsage, Oids.NameConstraints, Oids.SubjectAlternativeName,
        Oids.CertificatePolicies, Oids.PolicyMappings, Oids.PolicyConstraints, Oids.InhibitAnyPolicy, Oids.CrlDistributionPoints,
    ];

    /// <summary>Judges the anchor of a chain of two or more.</summary>
    /// <returns>The first rule broken; null where all hold. Name constraints and time are judged elsewhere.</returns>
    internal static PathFailure? Check(IReadOnlyList<Certificate> chain)
    {
        Certificate anchor = chain[^1];
        // A version 1 certificate has no extensions to say it with; being pinned as an anchor says it.
        if (anchor.Version >= 3 && !anchor.IsAuthority)
        {
            return Broken("the anchor is not a CA certificate (RFC 5280, 4.2.1.9)");
        }
        if (anchor.KeyUsage is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign))
        {
            return Broken("the anchor's key usage lacks keyCertSign (RFC 5280, 4.2.1.3)");
        }
        if (anchor.PathLength is { } allowed && CountIntermediates(chain) is int length && length > allowed)
        {
            return Broken($"the anchor allows {allowed} CA certificates below it, the path has {length} (RFC 5280, 4.2.1.9)");
        }
        if (anchor.CriticalExtensions.FirstOrDefault(static extension => !Known.Contains(extension.Oid)) is { } unknown)
        {
            return Broken($"the anchor has an unknown critical extension {unknown.Oid} (RFC 5280, 4.2)");
        }
        return null;

        PathFailure Broken(string detail) => new(PathStatus.ConstraintViolation, anchor, detail);
    }

    private static int CountIntermediates(IReadOnlyList<Certificate> chain)
    {
        int count = 0;
        for (int i = 1; i < chain.Count - 1; i++)
        {
            count += chain[i].IsSelfIssued ? 0 : 1;
        }
        return count;
    }
}
