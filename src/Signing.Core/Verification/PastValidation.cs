using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Core.Verification;

/// <summary>
/// Past certificate validation with time sliding (EN 319 102-1, 5.6.2.1 and 5.6.2.2): whether a certificate stood when it signed
/// something that is proven to exist since then, though it does not stand, or is not known to stand, now. Pure.
/// </summary>
/// <remarks>
/// From the anchor down, each key vouches for what existed before its end: before it expired, or its algorithm was broken. What it
/// signed, the next certificate and the proofs of that one's status, must be proven to exist before. The status of a certificate whose
/// time has not ended is taken as of the proven time, so that a later revocation takes nothing back (5.5.4, (4) a)). That of one whose
/// time has ended cannot be learnt any more: it vouches only as far as the proofs of its status reach, and only until it was revoked.
/// </remarks>
/// <param name="paths">Finds paths.</param>
/// <param name="algorithms">Until when algorithms count.</param>
/// <param name="existence">Since when certificates and proofs are proven to exist.</param>
/// <param name="context">Proofs and rules, as of the instant of validation.</param>
internal sealed class PastValidation(CertificatePaths paths, AlgorithmRules algorithms, ProofsOfExistence existence, RevocationContext context)
{
    /// <param name="target">The signer's or authority's certificate.</param>
    /// <param name="purpose">What it was used for.</param>
    /// <param name="existed">Since when what it signed is proven to exist.</param>
    /// <param name="outOfBounds">Its status now, where nothing but the time of whoever signed the proof is wrong with it (5.2.6.4 (8)); else null.</param>
    internal PastStanding Judge(Certificate target, PathPurpose purpose, DateTimeOffset existed, RevocationFinding? outOfBounds = null)
    {
        PathResult path = paths.FindPast(target, purpose, existed);
        var findings = new RevocationFinding[path.Chain.Count - 1];
        var standing = new PastStanding(path, findings);
        if (!path.IsTrusted)
        {
            return standing with { Revocation = [] };
        }
        // 5.1.3, table 6: the proof must be proven to exist while its signer's certificate was valid.
        if (outOfBounds is { Proof: { } proof, Signer: { } signer } && !signer.IsValidAt(existence.Of(proof)))
        {
            return standing with { Revocation = [], Unproven = Name(proof, target), End = EndOf(signer) };
        }
        TrustDomain? domain = paths.DomainOf(path);
        DateTimeOffset end = path.Policy?.EndOf(path.Chain[^1]) ?? DateTimeOffset.MaxValue;
        for (int i = findings.Length - 1; i >= 0; i--)
        {
            Certificate certificate = path.Chain[i];
            Certificate issuer = path.Chain[i + 1];
            end = Earlier(end, EndOf(issuer));
            DateTimeOffset? limit = algorithms.Limit(certificate, issuer, domain, end);
            if (limit is null || (domain?.IsPinned(certificate) != true && existence.Of(certificate) >= limit))
            {
                return standing with { Revocation = findings[(i + 1)..], Unproven = certificate.Subject.ToString(), End = limit ?? end };
            }
            findings[i] = JudgeStatus(certificate, issuer, path.Chain[^1], existed, end, out RevocationFinding widest);
            if (findings[i].Status != RevocationStatus.Good || widest.Status is RevocationStatus.Revoked or RevocationStatus.OnHold)
            {
                bool isUnproven = widest.Status == RevocationStatus.Good;
                return standing with
                {
                    Revocation = findings[(i + 1)..],
                    Unproven = isUnproven ? Name(widest.Proof!, certificate) : null,
                    Weak = findings[i].Weak is null ? null : findings[i],
                    End = Earlier(end, findings[i].Weak?.Weakness?.Until ?? end),
                };
            }
            if (i > 0 && EndOf(certificate) <= context.At)
            {
                end = Earlier(Earlier(end, ReachOf(findings[i])), widest.RevokedAt ?? DateTimeOffset.MaxValue);
            }
        }
        return standing with { Holds = existed < end, Unproven = existed < end ? null : "", End = end };
    }

    // The widest finding is the same by all proofs, whenever they are proven to exist and whatever their algorithms: for bad news that does not matter.
    private RevocationFinding JudgeStatus(
        Certificate certificate, Certificate issuer, Certificate anchor, DateTimeOffset existed, DateTimeOffset end, out RevocationFinding widest)
    {
        RevocationContext then = context with { At = existed };
        widest = RevocationJudge.Judge(certificate, issuer, then with { Path = then.Path with { Algorithms = null } }, anchor);
        return RevocationJudge.Judge(certificate, issuer, then with { Proofs = existence.ProofsBefore(end) }, anchor);
    }

    /// <summary>Until when a proof tells of a certificate (EN 319 102-1, 5.2.5).</summary>
    private DateTimeOffset ReachOf(RevocationFinding finding)
    {
        DateTimeOffset made = finding.ThisUpdate ?? DateTimeOffset.MinValue;
        DateTimeOffset until = context.Freshness is { } freshness ? made + freshness : finding.NextUpdate ?? made + context.AgeWithoutNextUpdate;
        return until < DateTimeOffset.MaxValue ? until.AddTicks(1) : until;
    }

    private static string Name(RevocationProof proof, Certificate about) => proof.Kind.ToUpperInvariant() + " " + about.Subject;

    // The last second of the validity period belongs to it.
    private static DateTimeOffset EndOf(Certificate certificate) =>
        certificate.NotAfter < DateTimeOffset.MaxValue.AddSeconds(-1) ? certificate.NotAfter.AddSeconds(1) : DateTimeOffset.MaxValue;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
