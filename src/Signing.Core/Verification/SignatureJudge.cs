using System.Security.Cryptography;
using Signing.Core.Cms;
using Signing.Core.Pki;
using Signing.Core.Verification.Ambiguity;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Judges one signature: form, bytes, changes afterwards, algorithms, time, trust, in the order of EN 319 102-1. Pure.
/// </summary>
internal sealed class SignatureJudge
{
    private const string Cades = "ETSI.CAdES.detached";
    private const string Cms = "CMS";
    private const string Pkcs7 = "adbe.pkcs7.detached";

    private readonly TrustJudge _trust;
    private readonly ProofsOfExistence _existence;
    private readonly TimestampJudge _timestamps;
    private readonly AlgorithmRules _algorithms;
    private readonly LevelJudge _levels;
    private readonly ValidationPolicy _policy;
    private readonly DateTimeOffset _at;
    private readonly string _language;
    private readonly FactEvidence? _damage;

    /// <param name="trust">Judges certificates.</param>
    /// <param name="existence">What the document time-stamps prove; those that count are in it before any signature is judged.</param>
    /// <param name="policy">What the verdict asks for.</param>
    /// <param name="at">The instant to judge at.</param>
    /// <param name="language">Of the sentences.</param>
    /// <param name="damage">What was repaired in the document: then nothing in it is proven; null where nothing was.</param>
    internal SignatureJudge(TrustJudge trust, ProofsOfExistence existence, ValidationPolicy policy, DateTimeOffset at, string language, FactEvidence? damage)
    {
        _trust = trust;
        _existence = existence;
        _algorithms = new AlgorithmRules(policy.Algorithms);
        _levels = new LevelJudge(trust);
        _timestamps = new TimestampJudge(trust, policy, at, language);
        _policy = policy;
        _at = at;
        _language = language;
        _damage = damage;
    }

    /// <summary>Why the document was not opened, where it is encrypted: then nothing in it is proven.</summary>
    internal FactEvidence? Closed { get; init; }

    /// <summary>What of the signed bytes can be read in two ways.</summary>
    internal IReadOnlyList<AmbiguityEvidence> Ambiguities { get; init; } = [];

    /// <summary>Judges a document time-stamp; its verdict also serves the signatures before it.</summary>
    internal (SignatureReport Report, TimestampVerdict? Timestamp) JudgeDocumentTimestamp(SignatureEvidence evidence)
    {
        if (evidence.Structure is not { } contents || evidence.FormatErrors.Count > 0)
        {
            var malformed = new Findings(_language);
            ApplyForm(evidence, malformed);
            return (Report(evidence, malformed, Integrity.Broken), null);
        }
        // A later change never makes a time-stamp itself invalid; what changed is still told.
        TimestampVerdict verdict = _timestamps.Judge(contents, TimestampKind.Document, hash => evidence.Digests.GetValueOrDefault(hash.Name!), _existence.Of(evidence.Revision + 1))
            with { Revision = evidence.Revision };
        ApplyForm(evidence, verdict.Findings);
        SignatureReport report = Report(evidence, verdict.Findings, verdict.Integrity, verdict.Token?.Signer) with
        {
            DigestAlgorithm = verdict.Token?.ImprintHash is { } hash ? SignatureAlgorithm.DigestName(hash) : null,
            Signer = verdict.Authority,
            BestTime = verdict.Counts ? verdict.Time : null,
            Trust = verdict.Trust,
        };
        return (report, verdict);
    }

    /// <param name="evidence">The signature.</param>
    /// <param name="later">The document time-stamps of later revisions.</param>
    /// <param name="isFirst">Whether no signature stands before it.</param>
    internal SignatureReport Judge(SignatureEvidence evidence, IReadOnlyList<TimestampVerdict> later, bool isFirst)
    {
        var findings = new Findings(_language);
        if (evidence.Permissions.DocMdp is not null && !isFirst)
        {
            findings.Fail(ReasonCodes.CertificationNotFirst, SubIndication.FormatFailure);
        }
        ApplyForm(evidence, findings);
        CmsSignerInfo? signer = FindSigner(evidence, findings, out Integrity integrity);
        Certificate? certificate = signer is null ? null : _trust.FindSigner(signer);
        if (signer is not null)
        {
            integrity = CheckValue(evidence, signer, certificate, findings);
            SignaturePolicyRules.Apply(signer.Facts.SignaturePolicy, _policy.SignaturePolicies, findings);
        }
        ApplyChanges(evidence, findings);
        if (Ambiguities.FirstOrDefault(one => one.Concerns(evidence.Revision)) is { } ambiguity)
        {
            findings.Doubt(ambiguity.Fact.Code, SubIndication.Generic, ambiguity.Fact.Facts);
        }
        if (signer is null || certificate is null)
        {
            return Report(evidence, findings, integrity, signer);
        }

        DateTimeOffset covered = _existence.Of(evidence.Revision + 1);
        List<TimestampVerdict> timestamps =
        [
            .. evidence.Structure!.Timestamps.Select(token =>
                _timestamps.Judge(token, TimestampKind.Signature, hash => CryptographicOperations.HashData(hash, signer.SignatureValue.Span), covered)),
            .. later,
        ];
        DateTimeOffset? bestTime = timestamps.Where(static t => t.Counts).Min(static t => t.Time);
        DateTimeOffset latest = bestTime < _at ? bestTime.Value : _at;
        // The signature is over them: what proves that it existed, proves that they did.
        TimestampVerdict[] before =
        [
            .. evidence.Structure.ContentTimestamps.Select(token =>
                _timestamps.Judge(token, TimestampKind.Content, hash => evidence.Digests.GetValueOrDefault(hash.Name!), latest)),
        ];
        timestamps.InsertRange(0, before);
        DateTimeOffset? earliest = before.Where(static t => t.Counts).Select(static t => t.Time).Append(_existence.Before(evidence.Revision)).Max();
        var time = new SigningTime(latest, earliest, bestTime is not null);
        _algorithms.Check(signer, certificate, time, findings);
        ExplainTime(evidence, timestamps, bestTime, findings);
        TrustReport trust = _trust.Judge(certificate, PathPurpose.DocumentSigning, time, findings);
        return Report(evidence, findings, integrity, signer) with
        {
            Level = evidence.SubFilter != Cades ? Cms : _levels.Judge(certificate, bestTime, timestamps),
            Signer = CertificateReports.Of(certificate),
            BestTime = bestTime,
            Timestamps = [.. timestamps.Select(static timestamp => timestamp.Report)],
            Trust = trust,
        };
    }

    private void ApplyForm(SignatureEvidence evidence, Findings findings)
    {
        foreach (FactEvidence error in evidence.FormatErrors)
        {
            findings.Fail(error.Code, SubIndication.FormatFailure, error.Facts);
        }
        if (evidence.Removed)
        {
            findings.Fail(ReasonCodes.SignatureRemoved, SubIndication.FormatFailure);
        }
        if (_damage is not null)
        {
            // Where its revision ended is not known any more, so what it covers is no failure of its own.
            findings.Doubt(_damage.Code, SubIndication.Generic, _damage.Facts);
        }
        else if (evidence.Coverage == Coverage.Partial && evidence.FormatErrors.Count == 0)
        {
            findings.Fail(ReasonCodes.CoveragePartial, SubIndication.FormatFailure);
        }
        if (Closed is not null)
        {
            findings.Doubt(Closed.Code, SubIndication.Generic, Closed.Facts);
        }
    }

    /// <summary>The signer; where there is none to check, the findings say why, and <paramref name="integrity"/> what that means for the bytes.</summary>
    private static CmsSignerInfo? FindSigner(SignatureEvidence evidence, Findings findings, out Integrity integrity)
    {
        integrity = FormIntegrity(evidence);
        if (evidence.Structure is not { } contents)
        {
            return null;
        }
        if (evidence.SubFilter is not (Cades or Pkcs7))
        {
            findings.Doubt(ReasonCodes.SubFilterUnsupported, SubIndication.Generic, Error.Facts(("subFilter", evidence.SubFilter ?? "?")));
            return null;
        }
        if (contents.Cms is not { } cms)
        {
            integrity = Integrity.Broken;
            findings.Fail(ReasonCodes.CmsMalformed, SubIndication.FormatFailure, Error.Facts(("detail", contents.Problem)));
        }
        else if (contents.Signer is null)
        {
            integrity = Integrity.Broken;
            CmsRules.Apply(cms.Findings, null, demandsSigningCertificate: false, findings);
        }
        return contents.Signer;
    }

    /// <summary>Digest and signature value; never depends on trust.</summary>
    private static Integrity CheckValue(SignatureEvidence evidence, CmsSignerInfo signer, Certificate? certificate, Findings findings)
    {
        byte[]? digest = signer.Digest is { } hash ? evidence.Digests.GetValueOrDefault(hash.Name!) : null;
        if (digest is null && signer.Digest is not null)
        {
            // The range is malformed, and that is told; there are no bytes to hold the value against.
            return Integrity.Broken;
        }
        CmsCheck check = signer.Check(digest, certificate?.Der ?? default);
        CmsFindings found = check.Findings;
        if (certificate is null)
        {
            findings.Doubt(ReasonCodes.SignerCertificateMissing, SubIndication.NoSigningCertificateFound);
            found &= ~CmsFindings.CertificateMalformed;
        }
        CmsRules.Apply(found, signer, evidence.SubFilter == Cades, findings);
        return evidence.FormatErrors.Count > 0 ? Integrity.Broken : CmsRules.IntegrityOf(check);
    }

    private static Integrity FormIntegrity(SignatureEvidence evidence) => evidence.FormatErrors.Count > 0 ? Integrity.Broken : Integrity.Unknown;

    private void ApplyChanges(SignatureEvidence evidence, Findings findings)
    {
        switch (evidence.Changes.Level)
        {
            case ChangeLevel.Forbidden:
                // The gravest finding stands first.
                FactEvidence? first = evidence.Changes.Findings is [FactEvidence found, ..] ? found : null;
                bool isOwn = first?.Code is ReasonCodes.ChangeForbidden or ReasonCodes.TrailingData;
                findings.Fail(
                    isOwn ? first!.Code : ReasonCodes.ChangeForbidden,
                    SubIndication.FormatFailure,
                    isOwn ? first!.Facts : Error.Facts(("detail", first is null ? "" : Messages.Get(first.Code, _language, first.Facts))));
                break;
            case ChangeLevel.Annotations when _policy.LaterAnnotations == LaterAnnotations.Invalid:
                findings.Fail(ReasonCodes.AnnotationAfterSignature, SubIndication.FormatFailure, Finding(ReasonCodes.AnnotationAfterSignature)?.Facts);
                break;
            case ChangeLevel.Unknown when _damage is null:
                findings.Doubt(ReasonCodes.ChangesNotAnalysed, SubIndication.Generic, Finding(ReasonCodes.ChangesNotAnalysed)?.Facts);
                break;
        }

        FactEvidence? Finding(string code) => evidence.Changes.Findings.FirstOrDefault(finding => finding.Code == code);
    }

    /// <summary>
    /// What the time-stamps mean. Where none proves a time and one is merely doubtful, so is the signature: its time was to be
    /// proven and is not. One over the content proves nothing in the signature's favour, so that its failure takes nothing away.
    /// </summary>
    private void ExplainTime(SignatureEvidence evidence, List<TimestampVerdict> timestamps, DateTimeOffset? best, Findings findings)
    {
        if (best is { } proven)
        {
            if (evidence.ClaimedTime is { } claimed && claimed > proven + _policy.ClockTolerance)
            {
                findings.Note(ReasonCodes.SigningTimeAfterTimestamp, Error.Facts(("claimed", claimed), ("proven", proven)));
            }
        }
        if (timestamps.Exists(static t => t.IsOutOfOrder))
        {
            findings.Doubt(ReasonCodes.TimestampNotTrusted, SubIndication.TimestampOrderFailure);
        }
        else if (best is null && timestamps.Find(static t => t.Kind != TimestampKind.Content && t.Findings.Indication == Indication.Indeterminate) is { } doubtful)
        {
            findings.Doubt(ReasonCodes.TimestampNotTrusted, doubtful.Findings.SubIndication ?? SubIndication.Generic);
        }
        if (timestamps.Exists(static t => t.Kind == TimestampKind.Content ? !t.Counts : t.Kind == TimestampKind.Signature && t.Findings.Indication == Indication.TotalFailed))
        {
            findings.Note(ReasonCodes.TimestampNotTrusted);
        }
        if (timestamps.TrueForAll(static t => t.Kind == TimestampKind.Content))
        {
            findings.Note(ReasonCodes.NoTimestamp);
        }
    }

    /// <summary>What can be said of every signature, whether or not its signer is known.</summary>
    private SignatureReport Report(SignatureEvidence evidence, Findings findings, Integrity integrity, CmsSignerInfo? signer = null) => new()
    {
        Field = evidence.Field,
        Kind = evidence.Kind,
        Revision = evidence.Revision,
        Verdict = findings.Verdict,
        Indication = findings.Indication,
        SubIndication = findings.SubIndication,
        Level = evidence.Kind == SignatureKind.DocumentTimestamp ? null : evidence.SubFilter != Cades ? Cms : LevelJudge.Basic,
        SubFilter = evidence.SubFilter,
        DigestAlgorithm = signer?.Digest is { } hash ? SignatureAlgorithm.DigestName(hash) : null,
        SignatureAlgorithm = signer?.Method?.ToString() ?? signer?.SignatureAlgorithm.Oid,
        Integrity = integrity,
        Coverage = evidence.Coverage,
        CoveredPages = evidence.CoveredPages,
        Changes = new ChangesReport
        {
            Level = evidence.Changes.Level,
            Findings = [.. evidence.Changes.Findings.Select(f => new ChangeFinding { Code = f.Code, Object = f.Object, Message = Messages.Get(f.Code, _language, f.Facts) })],
        },
        Permissions = evidence.Permissions,
        SigningTime = evidence.ClaimedTime ?? signer?.Facts.SigningTime,
        Timestamps = [],
        Trust = TrustJudge.Nothing,
        Reasons = findings.Reasons,
    };
}
