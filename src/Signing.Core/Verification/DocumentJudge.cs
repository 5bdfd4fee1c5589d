using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>The verdict: a pure function of evidence, policy and time.</summary>
internal static class DocumentJudge
{
    internal static VerificationReport Judge(Evidence evidence, ValidationPolicy policy, DateTimeOffset at, string language)
    {
        EvidenceData data = evidence.Data;
        var existence = new ProofsOfExistence(evidence, at);
        var trust = new TrustJudge(evidence, policy, at, existence);
        var judge = new SignatureJudge(trust, existence, policy, at, language, data.Document.Damage)
        {
            Closed = data.Document.Closed,
            Ambiguities = data.Document.Ambiguities,
        };

        var timestamps = new List<TimestampVerdict>();
        var reports = new SignatureReport[data.Signatures.Count];
        // The newest first: each proves that what it covers existed, older time-stamps too (EN 319 102-1, 5.6.3.4).
        foreach (int i in Enumerable.Range(0, reports.Length)
            .Where(i => data.Signatures[i].Kind == SignatureKind.DocumentTimestamp)
            .OrderByDescending(i => data.Signatures[i].Revision))
        {
            (reports[i], TimestampVerdict? verdict) = judge.JudgeDocumentTimestamp(data.Signatures[i]);
            if (verdict is not null && data.Signatures[i].Coverage != Coverage.Partial)
            {
                timestamps.Insert(0, verdict);
                if (verdict.Counts)
                {
                    existence.Add(verdict.Revision, verdict.Time!.Value);
                }
            }
        }
        // The newest first: a signature stands on those after it that put something on a page.
        var after = new LaterSignatures();
        foreach (int i in Enumerable.Range(0, reports.Length).OrderByDescending(i => data.Signatures[i].Revision))
        {
            SignatureEvidence signature = data.Signatures[i];
            reports[i] ??= judge.Judge(
                signature with { Changes = after.Apply(signature) }, [.. timestamps.Where(t => t.Revision > signature.Revision)], IsFirst(signature, data.Signatures));
            after.Add(signature, reports[i]);
        }

        return new VerificationReport
        {
            ReportVersion = "1.0",
            Verdict = Overall(data, reports),
            ValidatedAt = at.ToUniversalTime(),
            Policy = new PolicyReport { Name = policy.Name, Sha256 = policy.Sha256 },
            Document = new DocumentReport
            {
                Sha256 = data.Document.Sha256,
                Length = data.Document.Length,
                Revisions = data.Document.Revisions,
                Pages = data.Document.Pages,
                PdfVersion = data.Document.PdfVersion,
                Encrypted = data.Document.Encrypted,
                Repaired = data.Document.Repaired,
                EmptyFields = data.Document.EmptyFields,
            },
            Reasons = Reasons(data, language),
            Signatures = reports,
        };
    }

    private static bool IsFirst(SignatureEvidence signature, IReadOnlyList<SignatureEvidence> all) =>
        !all.Any(other => other.Kind == SignatureKind.Signature && other.Revision < signature.Revision);

    /// <summary>The worst of the signatures; time-stamps count through the proofs that they give.</summary>
    private static Verdict Overall(EvidenceData data, SignatureReport[] reports)
    {
        if (data.Document.Unreadable is not null)
        {
            return Verdict.Unreadable;
        }
        Verdict[] verdicts = [.. reports.Where(static r => r.Kind == SignatureKind.Signature).Select(static r => r.Verdict)];
        return verdicts.Contains(Verdict.Invalid) ? Verdict.Invalid
            // In what was not opened there may be signatures that nobody sees.
            : data.Document.Closed is not null ? Verdict.Indeterminate
            : verdicts.Length == 0 ? Verdict.Unsigned
            : verdicts.Contains(Verdict.Indeterminate) ? Verdict.Indeterminate
            : Verdict.Valid;
    }

    private static List<ReasonReport> Reasons(EvidenceData data, string language)
    {
        var findings = new Findings(language);
        if (data.Document.Unreadable is { } unreadable)
        {
            findings.Note(unreadable.Code, unreadable.Facts);
        }
        if (data.Document.Damage is { } damage)
        {
            findings.Note(damage.Code, damage.Facts);
        }
        if (data.Document.Closed is { } closed)
        {
            findings.Note(closed.Code, closed.Facts);
        }
        if (data.Document.PasswordWrong)
        {
            findings.Note(ReasonCodes.PasswordWrong);
        }
        if (data.Document.Unreadable is null && data.Document.Closed is null && data.Signatures.All(static s => s.Kind == SignatureKind.DocumentTimestamp))
        {
            findings.Note(data.Signatures.Count == 0 ? ReasonCodes.NoSignature : ReasonCodes.TimestampOnly);
        }
        foreach (FactEvidence fact in data.Document.Ambiguities.Select(static ambiguity => ambiguity.Fact).DistinctBy(static fact => fact.Facts.GetValueOrDefault("detail")))
        {
            findings.Note(fact.Code, fact.Facts);
        }
        if (data.Document.HasXfa)
        {
            findings.Note(ReasonCodes.XfaPresent);
        }
        return [.. findings.Reasons];
    }
}
