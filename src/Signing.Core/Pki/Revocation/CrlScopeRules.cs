namespace Signing.Core.Pki.Revocation;

/// <summary>Whether a CRL speaks of a certificate, and of which reasons (RFC 5280, 6.3.3 (b) and (d)).</summary>
internal static class CrlScopeRules
{
    // RFC 5280, 6.3.3: what is assumed where the certificate's own points do not cover all.
    private static readonly CrlDistributionPoint ImplicitPoint = new(null, RevocationReasons.All, []);

    /// <summary>Whether the CRL's issuer is one who may speak of the certificate; other CRLs are not even looked at.</summary>
    internal static bool MayConcern(CrlProof crl, Certificate certificate) =>
        crl.Issuer.Equals(certificate.Issuer) || certificate.DistributionPoints.Any(point => point.CrlIssuers.Contains(crl.Issuer));

    /// <summary>The reasons for which the CRL tells the certificate's status.</summary>
    /// <param name="crl">A complete CRL.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="outOfScope">Why it tells nothing; null where it does.</param>
    internal static RevocationReasons ReasonsFor(CrlProof crl, Certificate certificate, out string? outOfScope)
    {
        outOfScope = CheckKind(crl.Scope, certificate);
        var reasons = RevocationReasons.None;
        if (outOfScope is not null)
        {
            return reasons;
        }
        foreach (CrlDistributionPoint point in certificate.DistributionPoints.Append(ImplicitPoint))
        {
            if (IsFor(point, crl, certificate))
            {
                reasons |= point.Reasons & (crl.Scope?.Reasons ?? RevocationReasons.All);
            }
        }
        outOfScope = reasons == RevocationReasons.None ? "it is for another distribution point (RFC 5280, 6.3.3 (b))" : null;
        return reasons;
    }

    private static string? CheckKind(CrlScope? scope, Certificate certificate) => scope switch
    {
        { OnlyAttributeCertificates: true } => "it lists attribute certificates only (RFC 5280, 6.3.3 (b)(2)(iv))",
        { OnlyUserCertificates: true } when certificate.IsAuthority => "it lists end entities only (RFC 5280, 6.3.3 (b)(2)(ii))",
        { OnlyAuthorityCertificates: true } when !certificate.IsAuthority => "it lists authorities only (RFC 5280, 6.3.3 (b)(2)(iii))",
        _ => null,
    };

    private static bool IsFor(CrlDistributionPoint point, CrlProof crl, Certificate certificate)
    {
        // (b)(1): a point with its own CRL issuer takes that one's indirect CRL, any other the certificate issuer's.
        bool byIssuer = point.CrlIssuers.Count > 0
            ? point.CrlIssuers.Contains(crl.Issuer) && crl.Scope is { IsIndirect: true }
            : crl.Issuer.Equals(certificate.Issuer);
        if (!byIssuer || crl.Scope?.Name is not { } scopeName)
        {
            return byIssuer;
        }
        // (b)(2)(i)
        IEnumerable<GeneralNameKey> names = point.Name is { } pointName
            ? (point.CrlIssuers.Count > 0 ? point.CrlIssuers : [certificate.Issuer]).SelectMany(pointName.Resolve)
            : (point.CrlIssuers.Count > 0 ? point.CrlIssuers : [certificate.Issuer]).Select(GeneralNameKey.Of);
        return scopeName.Resolve(crl.Issuer).Intersect(names).Any();
    }
}
