using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Judges certificates: the path to an anchor and the revocation status of everything on it. Pure.</summary>
internal sealed class TrustJudge
{
    private readonly Evidence _evidence;
    private readonly Dictionary<(Certificate, PathPurpose, DateTimeOffset), PathResult> _paths = [];
    private readonly ValidationPolicy _policy;
    private readonly DateTimeOffset _at;
    private readonly DateTimeOffset _now;

    /// <param name="evidence">Trust domains, certificates and proofs.</param>
    /// <param name="policy">What the verdict asks for.</param>
    /// <param name="at">The instant of validation; no proof may come from after it and after the evidence was collected.</param>
    internal TrustJudge(Evidence evidence, ValidationPolicy policy, DateTimeOffset at)
    {
        _evidence = evidence;
        _policy = policy;
        _at = at;
        _now = at > evidence.Data.CollectedAt ? at : evidence.Data.CollectedAt;
    }

    /// <summary>What is reported where there is no certificate to judge.</summary>
    internal static TrustReport Nothing { get; } = new() { Status = TrustStatus.Unknown, Domain = null, Chain = [], Revocation = [] };

    /// <summary>The certificate of whoever made a signature or time-stamp; null where the evidence has none.</summary>
    internal Certificate? FindSigner(CmsSignerInfo signer) => SignerCertificates.Find(signer, _evidence.Certificates);

    /// <param name="target">The signer's or the authority's certificate.</param>
    /// <param name="purpose">What it was used for.</param>
    /// <param name="at">The time that counts.</param>
    /// <param name="isProven">Whether a time-stamp proves that time, or it is merely the time of validation.</param>
    /// <param name="findings">Where the verdict gathers.</param>
    internal TrustReport Judge(Certificate target, PathPurpose purpose, DateTimeOffset at, bool isProven, Findings findings)
    {
        PathResult path = FindPath(target, purpose, at);
        TrustStatus status = path.IsTrusted ? TrustStatus.Trusted : Explain(path, target, isProven, findings);
        var revocation = new List<RevocationReport>();
        if (path.ReachesAnchor)
        {
            CheckKeys(path, findings);
            var context = new RevocationContext(_evidence.Proofs, _evidence.Certificates, _evidence.Trust, at, _now) { Path = _evidence.PathOptions };
            foreach (RevocationFinding finding in RevocationJudge.Judge(path, context))
            {
                TrustStatus link = Explain(finding, finding.Certificate.Equals(target), findings);
                if (finding.Proof is { } proof)
                {
                    revocation.Add(Report(finding, proof));
                }
                if (status == TrustStatus.Trusted)
                {
                    status = link;
                }
            }
        }
        return new TrustReport
        {
            Status = status,
            Domain = path.Domain,
            Chain = [.. path.Chain.Select((certificate, i) =>
                new ChainCertificateReport(CertificateReports.Of(certificate), path.ReachesAnchor && i == path.Chain.Count - 1))],
            Revocation = revocation,
        };
    }

    /// <summary>
    /// The path at a time. One that is trusted now serves whenever all its certificates are valid: several signatures of a
    /// document often are one person's, and the collector has judged them already.
    /// </summary>
    private PathResult FindPath(Certificate target, PathPurpose purpose, DateTimeOffset at)
    {
        PathResult now = Validate(target, purpose, _at);
        return at == _at || (now.IsTrusted && now.Chain.All(certificate => certificate.IsValidAt(at))) ? now : Validate(target, purpose, at);
    }

    private PathResult Validate(Certificate target, PathPurpose purpose, DateTimeOffset at)
    {
        if (!_paths.TryGetValue((target, purpose, at), out PathResult? path) && !_evidence.Paths.TryGetValue((target, purpose, at), out path))
        {
            path = PathValidator.Validate(target, _evidence.Certificates, _evidence.Trust, at, purpose, _evidence.PathOptions);
        }
        return _paths[(target, purpose, at)] = path;
    }

    /// <summary>Keys of authorities; those that a domain pins are trusted by decision, whatever they are.</summary>
    private void CheckKeys(PathResult path, Findings findings)
    {
        foreach (Certificate authority in path.Chain.Skip(1).Where(certificate => !_evidence.Trust.Domains.Any(domain => domain.IsPinned(certificate))))
        {
            foreach (string weakness in KeyStrength.Weaknesses(authority, _policy))
            {
                findings.Doubt(ReasonCodes.AlgorithmWeak, SubIndication.CryptoConstraintsFailure, Error.Facts(("algorithm", weakness)));
            }
        }
    }

    private static TrustStatus Explain(PathResult path, Certificate target, bool isProven, Findings findings)
    {
        Certificate offender = path.Offender ?? target;
        IReadOnlyDictionary<string, string> facts = Error.Facts(
            ("subject", offender.Subject), ("detail", path.Detail), ("algorithm", path.Detail),
            ("notBefore", offender.NotBefore), ("notAfter", offender.NotAfter));
        switch (path.Status)
        {
            case PathStatus.Expired:
                findings.Doubt(ReasonCodes.CertificateExpired, SubIndication.OutOfBoundsNoPoe, facts);
                return TrustStatus.Expired;
            case PathStatus.NotYetValid when isProven && offender.Equals(target):
                // EN 319 102-1, 5.5.4: a signature that is proven to exist before its certificate did.
                findings.Fail(ReasonCodes.CertificateNotYetValid, SubIndication.NotYetValid, facts);
                return TrustStatus.NotYetValid;
            case PathStatus.NotYetValid:
                findings.Doubt(ReasonCodes.CertificateNotYetValid, SubIndication.OutOfBoundsNoPoe, facts);
                return TrustStatus.NotYetValid;
            case PathStatus.PurposeViolation:
                findings.Doubt(ReasonCodes.PurposeNotPermitted, SubIndication.ChainConstraintsFailure, facts);
                return TrustStatus.Untrusted;
            case PathStatus.WeakAlgorithm:
                findings.Doubt(ReasonCodes.AlgorithmWeak, SubIndication.CryptoConstraintsFailure, facts);
                return TrustStatus.Untrusted;
            case PathStatus.ConstraintViolation:
                findings.Doubt(ReasonCodes.ChainInvalid, SubIndication.ChainConstraintsFailure, facts);
                return TrustStatus.Untrusted;
            case PathStatus.BudgetExhausted:
                findings.Doubt(ReasonCodes.ChainInvalid, SubIndication.CertificateChainGeneralFailure, facts);
                return TrustStatus.Untrusted;
            default:
                findings.Doubt(ReasonCodes.NoCertificateChain, SubIndication.NoCertificateChainFound, facts);
                return TrustStatus.Untrusted;
        }
    }

    private static TrustStatus Explain(RevocationFinding finding, bool isTarget, Findings findings)
    {
        IReadOnlyDictionary<string, string> facts = Error.Facts(
            ("subject", finding.Certificate.Subject), ("revokedAt", finding.RevokedAt), ("reason", finding.Reason ?? "unspecified"), ("detail", Missing(finding)));
        switch (finding.Status)
        {
            case RevocationStatus.Good:
                return TrustStatus.Trusted;
            case RevocationStatus.Revoked:
                findings.Doubt(ReasonCodes.CertificateRevoked, isTarget ? SubIndication.RevokedNoPoe : SubIndication.RevokedCaNoPoe, facts);
                return TrustStatus.Revoked;
            case RevocationStatus.OnHold:
                findings.Doubt(ReasonCodes.CertificateOnHold, SubIndication.TryLater, facts);
                return TrustStatus.OnHold;
            default:
                findings.Doubt(ReasonCodes.RevocationUnknown, SubIndication.TryLater, facts);
                return TrustStatus.Unknown;
        }
    }

    /// <summary>Which proof is missing: why those at hand do not count, and where others were to come from.</summary>
    private static string Missing(RevocationFinding finding)
    {
        IEnumerable<string> rejected = finding.Rejected.Select(static r => r.Detail).Distinct();
        string addresses = finding.Addresses.Count == 0 ? "the certificate names no address" : "addresses: " + string.Join(", ", finding.Addresses);
        return string.Join("; ", [.. rejected, addresses]);
    }

    private static RevocationReport Report(RevocationFinding finding, RevocationProof proof) => new()
    {
        Certificate = finding.Certificate.Thumbprint,
        Kind = proof is OcspProof ? ProofKind.Ocsp : ProofKind.Crl,
        Source = ProofEvidence.SourceOf(proof),
        Address = proof.Address?.AbsoluteUri,
        ThisUpdate = finding.ThisUpdate,
        NextUpdate = finding.NextUpdate,
        Status = finding.Status switch
        {
            RevocationStatus.Good => ProofStatus.Good,
            RevocationStatus.Revoked => ProofStatus.Revoked,
            RevocationStatus.OnHold => ProofStatus.OnHold,
            _ => ProofStatus.Unknown,
        },
        RevokedAt = finding.RevokedAt,
        Reason = finding.Reason,
    };
}
