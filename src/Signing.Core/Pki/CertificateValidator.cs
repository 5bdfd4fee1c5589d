using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Pki;

/// <summary>
/// Validates certificates: a path to a trust anchor (RFC 5280, 6.1), its policies, and the revocation status of everything on it
/// (RFC 5280, 6.3; RFC 6960). Never touches the network: what is to count is given.
/// </summary>
public static class CertificateValidator
{
    /// <summary>Validates one certificate.</summary>
    /// <param name="certificate">The certificate in question.</param>
    /// <param name="options">Trust, time, purpose, and what helps to judge.</param>
    /// <returns>The result; also for certificates that are malformed or hostile, whose cost is bounded.</returns>
    public static CertificateValidationResult Validate(X509Certificate2 certificate, CertificateValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(options);
        Certificate target;
        try
        {
            target = Certificate.From(certificate);
        }
        catch (CertificateException unreadable)
        {
            var copy = new X509Certificate2(certificate);
            return Result(PathStatus.NoPath, null, [copy], copy, $"it cannot be read (RFC 5280, 4.1): {unreadable.Message}");
        }
        return Validate(target, options);
    }

    private static CertificateValidationResult Validate(Certificate target, CertificateValidationOptions options)
    {
        TrustStore trust = options.Trust.Current;
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        DateTimeOffset at = options.At ?? now;
        Certificate[] pool = [.. options.Certificates.Select(static help => Certificate.TryParse(help.RawDataMemory)).OfType<Certificate>()];
        RevocationData proofs = RevocationData.Parse(options.OcspResponses, options.Crls, ProofSource.Embedded, out int unreadable);
        PathOptions rules = Rules(options);

        PathResult path = PathValidator.Validate(target, pool, trust, at, options.Purpose, rules);
        X509Certificate2[] chain = [.. path.Chain.Select(static link => link.ToX509Certificate2())];
        CertificateValidationResult result = Result(path.Status, path.Domain, chain, Find(path.Offender), path.Detail) with
        {
            Policies = path.Policies,
            UnreadableProofs = unreadable,
        };
        if (!path.IsTrusted || options.Revocation == RevocationChecking.None)
        {
            return result;
        }

        var context = new RevocationContext(proofs, pool, trust, at, at > now ? at : now) { Freshness = options.RevocationFreshness, Path = rules };
        IReadOnlyList<RevocationFinding> findings = RevocationJudge.Judge(path, context);
        // Revoked before on hold before unknown; of several, the one nearest to the anchor.
        RevocationFinding? worst = findings.Where(static finding => finding.Status != RevocationStatus.Good)
            .Reverse()
            .MaxBy(static finding => finding.Status);
        return result with
        {
            IsValid = worst is null,
            Offender = Find(worst?.Certificate),
            Detail = worst is null ? "" : Explain(worst),
            Revocation = [.. findings.Select(finding => Status(finding, Find(finding.Certificate)!))],
        };

        X509Certificate2? Find(Certificate? certificate) =>
            path.Chain.TakeWhile(link => !link.Equals(certificate)).Count() is int index && index < chain.Length ? chain[index] : null;
    }

    private static PathOptions Rules(CertificateValidationOptions options) => new()
    {
        InitialPolicies = options.CertificatePolicies.Count == 0 ? null : [.. options.CertificatePolicies],
        RequireExplicitPolicy = options.PolicyRules.HasFlag(CertificatePolicyRules.RequireExplicitPolicy),
        InhibitPolicyMapping = options.PolicyRules.HasFlag(CertificatePolicyRules.InhibitPolicyMapping),
        InhibitAnyPolicy = options.PolicyRules.HasFlag(CertificatePolicyRules.InhibitAnyPolicy),
        WeakDigests = options.WeakDigests,
        Verified = new(),
    };

    private static CertificateValidationResult Result(
        PathStatus status, string? domain, IReadOnlyList<X509Certificate2> chain, X509Certificate2? offender, string detail) => new()
        {
            IsValid = status == PathStatus.Trusted,
            Path = status,
            Domain = domain,
            Chain = chain,
            Offender = offender,
            Detail = detail,
            Policies = [],
            Revocation = [],
            UnreadableProofs = 0,
        };

    private static CertificateStatus Status(RevocationFinding finding, X509Certificate2 certificate) => new()
    {
        Certificate = certificate,
        Status = finding.Status,
        RevokedAt = finding.RevokedAt,
        Reason = finding.Reason,
        Proof = finding.Proof?.Kind,
        ThisUpdate = finding.ThisUpdate,
        NextUpdate = finding.NextUpdate,
        Rejected = [.. finding.Rejected.Select(static rejected => rejected.Detail).Distinct()],
        Addresses = finding.Addresses,
    };

    private static string Explain(RevocationFinding finding) => finding.Status switch
    {
        RevocationStatus.Revoked => $"it was revoked{At(finding)}, reason {finding.Reason ?? "unspecified"} (RFC 5280, 6.1.3 (a)(3))",
        RevocationStatus.OnHold => $"it was suspended{At(finding)} (RFC 5280, 5.3.1)",
        _ when finding.Rejected.Count > 0 => $"its status is not proven (RFC 5280, 6.1.3 (a)(3)): {string.Join("; ", finding.Rejected.Select(static rejected => rejected.Detail).Distinct())}",
        _ => "no proof of its status is at hand (RFC 5280, 6.1.3 (a)(3))",
    };

    private static string At(RevocationFinding finding) => finding.RevokedAt is { } time ? $" at {Asn1Time.Text(time)}" : "";
}
