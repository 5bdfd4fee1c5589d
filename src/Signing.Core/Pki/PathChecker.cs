using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.Security;

namespace Signing.Core.Pki;

/// <summary>
/// Judges one complete path: RFC 5280, 6.1 by BouncyCastle's validator, with what it leaves out around it. The path goes to it
/// without its anchor; given the anchor as the last certificate too, it fails valid paths.
/// </summary>
internal sealed class PathChecker(TrustDomain domain, DateTimeOffset at, PathPurpose purpose, PathOptions given, SignatureLedger ledger)
{
    private readonly PathOptions _options = domain.Policy.Narrow(given);

    /// <summary>Judges a chain.</summary>
    /// <param name="chain">Target first, anchor last.</param>
    /// <param name="policies">The policies that hold for the path.</param>
    /// <returns>The first rule broken, time last; null where the path is trusted.</returns>
    internal PathFailure? Check(IReadOnlyList<Certificate> chain, out IReadOnlyCollection<string> policies)
    {
        policies = [];
        return (chain.Count > 1 ? CheckPath(chain, out policies) : null)
            ?? CheckDigests(chain)
            ?? CheckPurpose(chain)
            ?? CheckDomain(chain)
            ?? CheckTime(chain);
    }

    private PathFailure? CheckPath(IReadOnlyList<Certificate> chain, out IReadOnlyCollection<string> policies)
    {
        policies = [];
        try
        {
            return CheckShape(chain)
                ?? AnchorRules.Check(chain)
                ?? NameRules.Check(chain, _options.Budget)
                ?? PolicyRules.CheckCost(chain, _options.Budget)
                ?? CheckStandard(chain, out policies);
        }
        catch (Exception malformed) when (malformed is not OutOfMemoryException)
        {
            // Extensions are parsed where they are used, and BouncyCastle throws many types at malformed ones.
            return new PathFailure(PathStatus.ConstraintViolation, chain[0], $"an extension in the path is malformed: {malformed.Message}");
        }
    }

    private static PathFailure? CheckShape(IReadOnlyList<Certificate> chain)
    {
        foreach (Certificate certificate in chain)
        {
            if (certificate.ExtendedKeyUsage is [])
            {
                return new PathFailure(PathStatus.ConstraintViolation, certificate, "extended key usage is empty (RFC 5280, 4.2.1.12)");
            }
        }
        return null;
    }

    private PathFailure? CheckStandard(IReadOnlyList<Certificate> chain, out IReadOnlyCollection<string> policies)
    {
        policies = [];
        var parameters = new PkixParameters(new HashSet<TrustAnchor> { new(new LinkedCertificate(chain[^1], static () => false), null) })
        {
            IsRevocationEnabled = false,
            IsExplicitPolicyRequired = _options.RequireExplicitPolicy,
            IsPolicyMappingInhibited = _options.InhibitPolicyMapping,
            IsAnyPolicyInhibited = _options.InhibitAnyPolicy,
            Date = at.UtcDateTime,
        };
        parameters.AddCertPathChecker(CriticalExtensions.Instance);
        if (_options.InitialPolicies is { } initial)
        {
            parameters.SetInitialPolicies(new HashSet<string>(initial));
        }
        try
        {
            PkixCertPathValidatorResult result = new PkixCertPathValidator().Validate(new PkixCertPath(Link(chain)), parameters);
            policies = PolicyRules.Granted(result.PolicyTree, _options.InitialPolicies);
            return null;
        }
        catch (PkixCertPathValidatorException broken)
        {
            Certificate offender = chain[Math.Clamp(broken.Index, 0, chain.Count - 1)];
            PathStatus status = broken.InnerException is InvalidKeyException ? PathStatus.BadSignature : PathStatus.ConstraintViolation;
            return new PathFailure(status, offender, $"{broken.Message} (RFC 5280, 6.1)");
        }
    }

    private Org.BouncyCastle.X509.X509Certificate[] Link(IReadOnlyList<Certificate> chain)
    {
        var linked = new Org.BouncyCastle.X509.X509Certificate[chain.Count - 1];
        for (int i = 0; i < linked.Length; i++)
        {
            Certificate certificate = chain[i];
            Certificate issuer = chain[i + 1];
            linked[i] = new LinkedCertificate(certificate, () => ledger.Verify(certificate, issuer) == true);
        }
        return linked;
    }

    // The signature on a pinned certificate proves nothing that pinning its very bytes does not: its digest does not count.
    private PathFailure? CheckDigests(IReadOnlyList<Certificate> chain)
    {
        foreach (Certificate certificate in chain)
        {
            if (_options.FindWeakDigest(certificate, at) is { } weak && !domain.IsPinned(certificate))
            {
                return new PathFailure(PathStatus.WeakAlgorithm, certificate, $"the certificate is signed over {weak} and not pinned by the trust domain");
            }
        }
        return null;
    }

    private PathFailure? CheckPurpose(IReadOnlyList<Certificate> chain)
    {
        if (PurposeRules.Check(chain[0], purpose) is { } forbidden)
        {
            return new PathFailure(PathStatus.PurposeViolation, chain[0], forbidden);
        }
        foreach (Certificate authority in chain.Skip(1))
        {
            if (PurposeRules.CheckAuthority(authority, purpose) is { } bound)
            {
                return new PathFailure(PathStatus.PurposeViolation, authority, bound);
            }
        }
        return null;
    }

    private PathFailure? CheckDomain(IReadOnlyList<Certificate> chain)
    {
        Certificate anchor = chain[^1];
        if (!domain.Policy.Covers(purpose))
        {
            return new PathFailure(PathStatus.Distrusted, anchor, $"the trust domain '{domain.Name}' is not trusted for {purpose}");
        }
        return domain.Policy.CheckTime(anchor, at) is { } refused
            ? new PathFailure(PathStatus.Distrusted, anchor, refused) { IsAfterSunset = at >= domain.Policy.EndOf(anchor) }
            : null;
    }

    private PathFailure? CheckTime(IReadOnlyList<Certificate> chain)
    {
        foreach (Certificate certificate in chain)
        {
            if (!certificate.IsValidAt(at))
            {
                return at < certificate.NotBefore
                    ? new PathFailure(PathStatus.NotYetValid, certificate, $"valid only from {Asn1Time.Text(certificate.NotBefore)} (RFC 5280, 6.1.3 (a)(2))")
                    : new PathFailure(PathStatus.Expired, certificate, $"valid only until {Asn1Time.Text(certificate.NotAfter)} (RFC 5280, 6.1.3 (a)(2))");
            }
        }
        return null;
    }
}
