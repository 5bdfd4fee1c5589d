using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Judges certificates: the path to an anchor and the revocation status of everything on it; now, and where that does not do at the time
/// that is proven (EN 319 102-1, 5.2.6, 5.5.4 and 5.6.2). Pure.
/// </summary>
internal sealed class TrustJudge
{
    private readonly Evidence _evidence;
    private readonly CertificatePaths _paths;
    private readonly AlgorithmRules _algorithms;
    private readonly RevocationContext _context;
    private readonly PastValidation _past;
    private readonly Dictionary<(Certificate, PathPurpose), CurrentStanding> _current = [];

    /// <param name="evidence">Trust domains, certificates and proofs.</param>
    /// <param name="policy">What the verdict asks for.</param>
    /// <param name="at">The instant of validation; no proof may come from after it and after the evidence was collected.</param>
    /// <param name="existence">Since when certificates and proofs are proven to exist.</param>
    internal TrustJudge(Evidence evidence, ValidationPolicy policy, DateTimeOffset at, ProofsOfExistence existence)
    {
        _evidence = evidence;
        _paths = new CertificatePaths(evidence, policy.Algorithms, existence, at);
        _algorithms = new AlgorithmRules(policy.Algorithms);
        DateTimeOffset now = at > evidence.Data.CollectedAt ? at : evidence.Data.CollectedAt;
        _context = new RevocationContext(evidence.Proofs, evidence.Certificates, evidence.Trust, at, now)
        {
            Freshness = policy.RevocationFreshness,
            Path = _paths.Now,
        };
        _past = new PastValidation(_paths, _algorithms, existence, _context with { Path = _paths.Past });
    }

    /// <summary>What is reported where there is no certificate to judge.</summary>
    internal static TrustReport Nothing { get; } = new() { Status = TrustStatus.Unknown, Domain = null, Chain = [], Revocation = [] };

    /// <summary>The certificate of whoever made a signature or time-stamp; null where the evidence has none.</summary>
    internal Certificate? FindSigner(CmsSignerInfo signer) => SignerCertificates.Find(signer, _evidence.Certificates);

    /// <param name="target">The signer's or the authority's certificate.</param>
    /// <param name="purpose">What it was used for.</param>
    /// <param name="time">What is proven of the time at which it was used.</param>
    /// <param name="findings">Where the verdict gathers.</param>
    internal TrustReport Judge(Certificate target, PathPurpose purpose, SigningTime time, Findings findings)
    {
        CurrentStanding current = JudgeNow(target, purpose, findings);
        if (TrustRules.FailsByTime(current, target, time, findings) is { } failed)
        {
            return TrustRules.Report(current.Path, current.Revocation, failed);
        }
        if (current.Findings.Indication != Indication.TotalPassed && time.Latest < _context.At)
        {
            DateTimeOffset used = current.Path.IsAfterSunset ? Nearest(target, time.Latest) : time.Latest;
            PastStanding past = _past.Judge(target, purpose, used, current.OutOfBounds);
            if (past.Holds && time.Latest < past.End)
            {
                return TrustRules.Report(
                    past.Path, past.Revocation, used == time.Latest ? TrustStatus.Trusted : TrustRules.ExplainOutside(target, time.Latest, findings));
            }
            if (past.Weak is { } weak)
            {
                // What is wrong now would not count at that time; what then remains is the algorithm (EN 319 102-1, 5.5.4 (10)).
                TrustRules.Explain(weak, isTarget: false, findings);
            }
            findings.Add(current.Findings);
            TrustRules.Explain(past, findings);
        }
        else
        {
            findings.Add(current.Findings);
        }
        return TrustRules.Report(current.Path, current.Revocation, current.Status);
    }

    /// <summary>Whether proofs alone that a document holds tell the status of a whole path, and its certificates are there too.</summary>
    /// <param name="target">The certificate that the path begins with.</param>
    /// <param name="purpose">What it was used for.</param>
    /// <param name="time">The time that counts.</param>
    /// <param name="revision">The revision up to which the document is looked at.</param>
    internal bool IsSelfContained(Certificate target, PathPurpose purpose, DateTimeOffset time, int revision)
    {
        PathResult path = _paths.Find(target, purpose, time);
        // An anchor that signs by itself has no status that a document could hold.
        if (!path.ReachesAnchor || path.Chain.Count < 2 || !path.Chain.SkipLast(1).All(certificate => IsHeld(certificate.Der)))
        {
            return false;
        }
        RevocationContext held = _context with
        {
            Proofs = new RevocationData([.. _evidence.Proofs.Ocsp.Where(IsHeldProof)], [.. _evidence.Proofs.Crls.Where(IsHeldProof)]),
            Pool = [.. _evidence.Certificates.Where(certificate => IsHeld(certificate.Der))],
            At = time,
            // What a document holds is no question of dates.
            Path = _evidence.PathOptions,
        };
        return RevocationJudge.Judge(path, held).All(static finding => finding.Status != RevocationStatus.Unknown);

        bool IsHeld(ReadOnlyMemory<byte> der) => _evidence.RevisionOf(der) <= revision;

        bool IsHeldProof(RevocationProof proof) => _evidence.RevisionOf(proof) <= revision;
    }

    // The anchor is asked before the certificate's own time (EN 319 102-1, 5.6.2.4.4 (2), (3)).
    private static DateTimeOffset Nearest(Certificate target, DateTimeOffset time) =>
        target.IsValidAt(time) ? time : time < target.NotBefore ? target.NotBefore : target.NotAfter;

    private static TrustStatus First(TrustStatus first, TrustStatus next) => first == TrustStatus.Trusted ? next : first;

    private CurrentStanding JudgeNow(Certificate target, PathPurpose purpose, Findings verdict)
    {
        if (_current.TryGetValue((target, purpose), out CurrentStanding? known))
        {
            return known;
        }
        Findings findings = verdict.Fresh();
        PathResult path = _paths.Find(target, purpose, _context.At);
        IReadOnlyList<RevocationFinding> revocation = [];
        if (path.ReachesAnchor)
        {
            // Of a certificate that has expired, whether it was revoked before.
            DateTimeOffset ended = path.Chain.Min(static certificate => certificate.NotAfter);
            revocation = RevocationJudge.Judge(path, path.Status == PathStatus.Expired && ended < _context.At ? _context with { At = ended } : _context);
        }
        // The end of an anchor comes first, then what is revoked (EN 319 102-1, 5.2.6.4 (3), (4)); what is not known of that after all else.
        TrustStatus status = path.IsAfterSunset ? TrustStatus.Trusted : Explain(static status => status is RevocationStatus.Revoked or RevocationStatus.OnHold);
        if (!path.IsTrusted)
        {
            status = First(status, TrustRules.Explain(path, target, revocation, findings));
        }
        else if (!_algorithms.CheckChain(path, _paths.DomainOf(path), _context.At, findings))
        {
            status = First(status, TrustStatus.Untrusted);
        }
        status = First(status, Explain(static status => status != RevocationStatus.Good));
        RevocationFinding? outOfBounds = status == TrustStatus.Trusted
            ? revocation.FirstOrDefault(finding => finding.Certificate.Equals(target) && finding.Signer?.IsValidAt(_context.At) == false)
            : null;
        if (outOfBounds is not null)
        {
            status = TrustRules.ExplainSigner(outOfBounds, _context.At, findings);
        }
        return _current[(target, purpose)] = new CurrentStanding(path, revocation, status, findings) { OutOfBounds = outOfBounds };

        TrustStatus Explain(Func<RevocationStatus, bool> which) => revocation
            .Where(finding => which(finding.Status))
            .Select(finding => TrustRules.Explain(finding, finding.Certificate.Equals(target), findings))
            .Aggregate(TrustStatus.Trusted, First);
    }
}
