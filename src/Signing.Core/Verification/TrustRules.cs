using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>What paths and statuses mean for the verdict (EN 319 102-1, tables 5 and 6), and how reports show them.</summary>
internal static class TrustRules
{
    /// <summary>What is wrong beyond doubt: it was signed before the certificate began, after it ended or after it was revoked.</summary>
    /// <returns>The status; null where nothing of that is proven.</returns>
    internal static TrustStatus? FailsByTime(CurrentStanding current, Certificate target, SigningTime time, Findings findings)
    {
        bool isPathSound = current.Path.Status is PathStatus.Trusted or PathStatus.Expired or PathStatus.NotYetValid;
        if (time.IsProven && time.Latest < target.NotBefore && isPathSound)
        {
            findings.Fail(ReasonCodes.CertificateNotYetValid, SubIndication.NotYetValid, Facts(target, ""));
            return TrustStatus.NotYetValid;
        }
        if (time.Earliest > target.NotAfter && isPathSound)
        {
            findings.Fail(ReasonCodes.CertificateExpired, SubIndication.Expired, Facts(target, ""));
            return TrustStatus.Expired;
        }
        // After the sunset date of its anchor nothing else is asked of a path (EN 319 102-1, 5.2.6.4 (3)).
        if (!current.Path.IsAfterSunset
            && current.Revocation.FirstOrDefault(finding => finding.Status == RevocationStatus.Revoked && finding.Certificate.Equals(target)) is { } revoked
            && time.Earliest >= revoked.RevokedAt)
        {
            findings.Fail(ReasonCodes.CertificateRevoked, SubIndication.Revoked, Facts(revoked));
            return TrustStatus.Revoked;
        }
        return null;
    }

    /// <summary>Why a path does not stand now.</summary>
    internal static TrustStatus Explain(PathResult path, Certificate target, IReadOnlyList<RevocationFinding> revocation, Findings findings)
    {
        IReadOnlyDictionary<string, string> facts = Facts(path.Offender ?? target, path.Detail);
        switch (path.Status)
        {
            case PathStatus.Expired:
                bool isNotRevoked = path.Offender?.Equals(target) == true && revocation.All(static finding => finding.Status == RevocationStatus.Good);
                findings.Doubt(ReasonCodes.CertificateExpired, isNotRevoked ? SubIndication.OutOfBoundsNotRevoked : OutOfBounds(path, target), facts);
                return TrustStatus.Expired;
            case PathStatus.NotYetValid:
                findings.Doubt(ReasonCodes.CertificateNotYetValid, OutOfBounds(path, target), facts);
                return TrustStatus.NotYetValid;
            case PathStatus.Distrusted when path.IsAfterSunset:
                findings.Doubt(
                    ReasonCodes.TrustEnded,
                    SubIndication.NoCertificateChainFoundNoPoe,
                    Error.Facts(("subject", path.Chain[^1].Subject), ("until", path.Policy?.EndOf(path.Chain[^1]))));
                return TrustStatus.Untrusted;
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

    /// <summary>What a certificate's status now means.</summary>
    internal static TrustStatus Explain(RevocationFinding finding, bool isTarget, Findings findings)
    {
        switch (finding.Status)
        {
            case RevocationStatus.Good:
                return TrustStatus.Trusted;
            case RevocationStatus.Revoked:
                findings.Doubt(ReasonCodes.CertificateRevoked, isTarget ? SubIndication.RevokedNoPoe : SubIndication.RevokedCaNoPoe, Facts(finding));
                return TrustStatus.Revoked;
            case RevocationStatus.OnHold:
                findings.Doubt(ReasonCodes.CertificateOnHold, SubIndication.TryLater, Facts(finding));
                return TrustStatus.OnHold;
            default:
                findings.Doubt(ReasonCodes.RevocationUnknown, SubOf(finding.Weak), Facts(finding));
                return TrustStatus.Unknown;
        }
    }

    /// <summary>That the certificate of whoever signed the proof of the signer's status is not valid now (EN 319 102-1, 5.2.6.4 (8)).</summary>
    internal static TrustStatus ExplainSigner(RevocationFinding finding, DateTimeOffset at, Findings findings)
    {
        Certificate signer = finding.Signer!;
        bool isExpired = at > signer.NotAfter;
        findings.Doubt(
            isExpired ? ReasonCodes.CertificateExpired : ReasonCodes.CertificateNotYetValid, SubIndication.RevocationOutOfBoundsNoPoe, Facts(signer, ""));
        return isExpired ? TrustStatus.Expired : TrustStatus.NotYetValid;
    }

    /// <summary>
    /// What a signature comes to that is proven to be older than the sunset date of its anchor, and was made outside the time of its
    /// certificate (EN 319 102-1, 5.6.2.4.4 (3), first case).
    /// </summary>
    internal static TrustStatus ExplainOutside(Certificate target, DateTimeOffset made, Findings findings)
    {
        if (made < target.NotBefore)
        {
            findings.Fail(ReasonCodes.CertificateNotYetValid, SubIndication.NotYetValid, Facts(target, ""));
            return TrustStatus.NotYetValid;
        }
        findings.Doubt(ReasonCodes.CertificateExpired, SubIndication.OutOfBoundsNoPoe, Facts(target, ""));
        return TrustStatus.Expired;
    }

    /// <summary>Why it does not help that the time is proven: a remark, for what counts is why the certificate does not stand now.</summary>
    internal static void Explain(PastStanding past, Findings findings)
    {
        if (past.Unproven is { } what)
        {
            findings.Note(ReasonCodes.ProofOfExistenceMissing, Error.Facts(("what", what), ("end", past.End)));
        }
    }

    internal static TrustReport Report(PathResult path, IReadOnlyList<RevocationFinding> revocation, TrustStatus status) => new()
    {
        Status = status,
        Domain = path.Domain,
        Chain = [.. path.Chain.Select((certificate, i) =>
            new ChainCertificateReport(CertificateReports.Of(certificate), path.ReachesAnchor && i == path.Chain.Count - 1))],
        Revocation = [.. revocation.Where(static finding => finding.Proof is not null).Select(static finding => Report(finding, finding.Proof!))],
    };

    // A signer's issuer answers for its status: proofs from before its end may prove to be that old (EN 319 102-1, 5.2.6.4 (8), 5.6.2.4.4 (1)).
    private static SubIndication OutOfBounds(PathResult path, Certificate target) =>
        path.Offender is { } offender && !offender.Equals(target) && offender.Equals(path.Issuer)
            ? SubIndication.RevocationOutOfBoundsNoPoe
            : SubIndication.OutOfBoundsNoPoe;

    // EN 319 102-1, 5.5.4 (10): of a proof with which nothing but its algorithm is wrong, the algorithm is told.
    private static SubIndication SubOf(RejectedProof? weak) =>
        weak is null ? SubIndication.TryLater : weak.LacksExistence ? SubIndication.CryptoConstraintsFailureNoPoe : SubIndication.CryptoConstraintsFailure;

    private static IReadOnlyDictionary<string, string> Facts(Certificate certificate, string detail) => Error.Facts(
        ("subject", certificate.Subject), ("detail", detail), ("algorithm", detail), ("notBefore", certificate.NotBefore), ("notAfter", certificate.NotAfter));

    private static IReadOnlyDictionary<string, string> Facts(RevocationFinding finding) => Error.Facts(
        ("subject", finding.Certificate.Subject), ("revokedAt", finding.RevokedAt), ("reason", finding.Reason ?? "unspecified"), ("detail", Missing(finding)));

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
        Sha256 = proof.Thumbprint,
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
