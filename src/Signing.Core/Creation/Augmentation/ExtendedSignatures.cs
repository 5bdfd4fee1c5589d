using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Creation.Augmentation;

/// <summary>The signatures of a document that is extended, as verification found them, and what they need.</summary>
internal sealed class ExtendedSignatures
{
    private readonly Evidence _evidence;
    private readonly IReadOnlyList<(SignatureEvidence Evidence, SignatureReport Report)> _signatures;
    private readonly IReadOnlyList<(SignatureEvidence Evidence, SignatureReport Report)> _timestamps;

    internal ExtendedSignatures(Evidence evidence, VerificationReport report, InvalidSignatures invalid)
    {
        _evidence = evidence;
        (SignatureEvidence Evidence, SignatureReport Report)[] all = [.. evidence.Data.Signatures.Zip(report.Signatures)];
        _signatures = [.. all.Where(one => one.Evidence.Kind == SignatureKind.Signature && IsExtended(one.Report, invalid))];
        _timestamps = [.. all.Where(static one => one.Evidence.Kind == SignatureKind.DocumentTimestamp && one.Report.Verdict == Verdict.Valid)];
    }

    /// <summary>Whether the time of one of them is not proven.</summary>
    internal bool LackTime => _signatures.Any(static one => one.Report.BestTime is null);

    /// <summary>Whether there is a time-stamp that counts over something in the document.</summary>
    internal bool HaveTime => _signatures.Count > 0 || _timestamps.Count > 0;

    /// <param name="proving">The time-stamp that was added because one lacked it; null for none.</param>
    /// <param name="now">The present time.</param>
    internal ProofNeed Need(TimestampToken? proving, DateTimeOffset now)
    {
        var subjects = new List<ProofSubject>();
        foreach ((SignatureEvidence evidence, SignatureReport report) in _signatures)
        {
            // Where its signer is not in the document at all, there is nothing to prove: that is refused by name.
            Certificate signer = Find(evidence.Structure?.Signer)
                ?? throw Error.Of(ErrorCodes.SignerUntrusted, ("subject", evidence.Field), ("detail", "its certificate is not in the document"));
            string name = NameOf(evidence);
            subjects.Add(new ProofSubject(signer, PathPurpose.DocumentSigning, report.BestTime ?? proving?.GenTime ?? now) { VriName = name });
            foreach (Certificate authority in Counting(evidence, report))
            {
                subjects.Add(new ProofSubject(authority, PathPurpose.TimeStamping, [now, .. TimesAfter(evidence)]) { VriName = name });
            }
        }
        foreach ((SignatureEvidence evidence, _) in _timestamps)
        {
            if (Find(evidence.Structure?.Signer) is { } authority)
            {
                subjects.Add(new ProofSubject(authority, PathPurpose.TimeStamping, [now, .. TimesAfter(evidence)]) { VriName = NameOf(evidence) });
            }
        }
        var need = new ProofNeed(subjects, [.. _evidence.Certificates], _evidence.Proofs);
        return proving is null ? need : WithAuthority(need, proving, now);
    }

    /// <summary>One that is invalid is time-stamped with the rest, and one without a status nobody vouches for.</summary>
    private static bool IsExtended(SignatureReport report, InvalidSignatures invalid) =>
        invalid == InvalidSignatures.Refuse
        || (report.Verdict != Verdict.Invalid && report.Trust.Status is TrustStatus.Trusted or TrustStatus.Unknown or TrustStatus.Expired);

    /// <summary>The authorities of the time-stamps that prove the signature's time.</summary>
    private IEnumerable<Certificate> Counting(SignatureEvidence evidence, SignatureReport report) => evidence.Structure!.Timestamps
        .Zip(report.Timestamps.Where(static timestamp => timestamp.Kind == TimestampKind.Signature))
        .Where(static pair => pair.Second.Verdict == Verdict.Valid)
        .Select(pair => Find(pair.First.Signer))
        .OfType<Certificate>();

    /// <summary>When later document time-stamps prove that a structure existed, the earliest first: its authority had to be good then.</summary>
    private IEnumerable<DateTimeOffset> TimesAfter(SignatureEvidence covered) => _timestamps
        .Where(later => later.Evidence.Revision > covered.Revision)
        .Select(static later => later.Evidence.Structure?.Token?.GenTime)
        .OfType<DateTimeOffset>()
        .Order();

    private static ProofNeed WithAuthority(ProofNeed need, TimestampToken token, DateTimeOffset now)
    {
        Certificate[] pool = [.. token.Cms.Certificates.Select(Certificate.TryParse).OfType<Certificate>()];
        return need.With(SignerCertificates.Find(token.Signer, pool)!, pool, now, isOptional: false);
    }

    private Certificate? Find(CmsSignerInfo? signer) => signer is null ? null : SignerCertificates.Find(signer, _evidence.Certificates);

    private static string NameOf(SignatureEvidence evidence) => FreshSignature.VriName(evidence.Contents, evidence.Contents?.Length ?? 0);
}
