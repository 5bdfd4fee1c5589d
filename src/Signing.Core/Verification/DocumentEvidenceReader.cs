using Signing.Core.Pdf;
using Signing.Core.Verification.Ambiguity;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Reads out of a document's bytes all that a verdict needs of them. Touches nothing else.</summary>
internal static class DocumentEvidenceReader
{
    // All the names that the signatures' field locks list.
    private const int MostLockedFields = 100_000;

    /// <param name="source">The document.</param>
    /// <param name="password">The document's password; null for none.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <param name="time">The clock: of the budget, and of the evidence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static (EvidenceData Data, EmbeddedProofs Embedded) Read(
        PdfSource source, string? password, PdfBudget budget, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        try
        {
            return PdfDocument.Read(source, budget, time, password, document => document.Security is { IsOpen: false }
                ? ClosedDocumentReader.Read(document, now, cancellationToken)
                : Read(document, now, cancellationToken));
        }
        catch (SigningException e) when (e.Code == ErrorCodes.PdfPasswordWrong)
        {
            // The same as without it, and that it is wrong.
            (EvidenceData data, EmbeddedProofs embedded) = Read(source, password: null, budget, time, cancellationToken);
            return (data with { Document = data.Document with { PasswordWrong = true } }, embedded);
        }
        catch (SigningException e) when (Unreadable(e) is not null)
        {
            (byte[] sha256, _) = RangeDigests.Compute(source, [], cancellationToken);
            var data = new EvidenceData
            {
                EvidenceVersion = EvidenceData.CurrentVersion,
                CollectedAt = now,
                Document = new DocumentEvidence
                {
                    Sha256 = Convert.ToHexStringLower(sha256),
                    Length = source.Length,
                    Encrypted = e.Code == ErrorCodes.PdfEncrypted,
                    Unreadable = new FactEvidence(Unreadable(e)!, e.Facts),
                },
                Signatures = [],
            };
            return (data, EmbeddedProofs.None);
        }
    }

    private static string? Unreadable(SigningException e) => e.Code switch
    {
        ErrorCodes.PdfNotPdf => ReasonCodes.NotPdf,
        ErrorCodes.PdfDamaged => ReasonCodes.DocumentDamaged,
        ErrorCodes.PdfEncrypted => ReasonCodes.DocumentEncrypted,
        ErrorCodes.PdfBudget => ReasonCodes.BudgetExhausted,
        _ => null,
    };

    private static (EvidenceData Data, EmbeddedProofs Embedded) Read(PdfDocument document, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (IReadOnlyList<FoundSignature> found, IReadOnlyList<string> emptyFields) = SignatureScanner.Scan(document);
        if (found.Count == 0)
        {
            // The only signature may stand in what has lost its closing. Where there is another, the tail is told as a change.
            document.CheckTail();
        }
        SignatureReader[] readers = [.. found.Select(signature => SignatureReader.Read(document, signature))];
        var readings = new SignatureReadings(document, found, readers, cancellationToken);
        (RevisionChanges?[] changes, PermissionsReport[] permissions) = Explain(document, readings);
        DocumentEvidence facts = Describe(document, readings.Sha256);
        FactEvidence? trailing = document.HasTrailingData ? new FactEvidence(ReasonCodes.TrailingData, Error.Facts()) : null;
        var data = new EvidenceData
        {
            EvidenceVersion = EvidenceData.CurrentVersion,
            CollectedAt = now,
            Document = facts with
            {
                HasXfa = PdfForm.HasXfa(document.Current),
                EmptyFields = emptyFields,
                Ambiguities = AmbiguityReader.Read(document, found.Count == 0 ? 0 : found.Max(static signature => signature.Revision)),
            },
            Signatures = [.. found.Select((signature, i) => readings.Evidence(i, permissions[i], ChangesAfter(i)) with { Draws = Draws(document, signature) })],
        };
        IEnumerable<int> timestamped = data.Signatures.Where(static s => s.Kind == SignatureKind.DocumentTimestamp).Select(static s => s.Revision);
        var embedded = EmbeddedProofs.Of(data.Signatures, ValidationStore.Read(document, timestamped));
        return (CountPages(document, data), embedded);

        ChangesEvidence ChangesAfter(int i) => facts.Damage is { } damage ? new ChangesEvidence(ChangeLevel.Unknown, [damage]) : RevisionChanges.Judge(
            changes.Skip(found[i].Revision).OfType<RevisionChanges>(), permissions[i], readers[i].Coverage == Coverage.WholeFile ? null : trailing);
    }

    /// <summary>Last of all, so that what it costs takes no budget from anything that the verdict stands on.</summary>
    private static EvidenceData CountPages(PdfDocument document, EvidenceData data)
    {
        // In a repaired document the revisions, and so what a signature covers, are a guess.
        IEnumerable<int> covered = document.IsRepaired ? [] : data.Signatures.Where(static s => s.Coverage != Coverage.Partial).Select(static s => s.Revision);
        var pages = PageCounts.Read(document, covered.Append(document.Revisions.Count));
        return data with
        {
            Document = data.Document with { Pages = pages.At(document.Revisions.Count) },
            Signatures = document.IsRepaired
                ? data.Signatures
                : [.. data.Signatures.Select(s => s.Coverage == Coverage.Partial ? s : s with { CoveredPages = pages.At(s.Revision) })],
        };
    }

    /// <summary>What there is to say of any document, opened or not.</summary>
    internal static DocumentEvidence Describe(PdfDocument document, byte[] sha256) => new()
    {
        Sha256 = Convert.ToHexStringLower(sha256),
        Length = document.Source.Length,
        Revisions = document.Revisions.Count,
        PdfVersion = document.Version is { Length: > 0 } version ? version : null,
        Encrypted = document.Security is not null,
        Damage = document.IsRepaired
            ? new FactEvidence(ReasonCodes.DocumentRepaired, Error.Facts(("what", document.Damages[0].What), ("offset", document.Damages[0].Offset)))
            : null,
    };

    private static (RevisionChanges?[] Changes, PermissionsReport[] Permissions) Explain(PdfDocument document, SignatureReadings readings)
    {
        document.Meter.Enter();
        try
        {
            return (ExplainRevisions(document, readings.Found, readings.Readers), ReadPermissions(document, readings.Found));
        }
        finally
        {
            document.Meter.Leave();
        }
    }

    private static bool Draws(PdfDocument document, FoundSignature signature)
    {
        PdfView view = document.At(signature.Revision);
        try
        {
            return signature.Field.Widgets.Any(widget => SignatureFieldShape.Draws(view, widget.Dictionary));
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            // What this reader cannot read, another may draw.
            return true;
        }
    }

    private static PermissionsReport[] ReadPermissions(PdfDocument document, IReadOnlyList<FoundSignature> found)
    {
        var permissions = new PermissionsReport[found.Count];
        int locked = 0;
        for (int i = 0; i < permissions.Length; i++)
        {
            permissions[i] = SignaturePermissions.Read(document.At(found[i].Revision), found[i].Field, found[i].Dictionary);
            locked += permissions[i].FieldMdp?.Fields.Count ?? 0;
            if (locked > MostLockedFields)
            {
                throw PdfError.Budget("lockedFields", MostLockedFields);
            }
        }
        return permissions;
    }

    /// <summary>What each revision changed, by its index; null where no signature stands before it.</summary>
    private static RevisionChanges?[] ExplainRevisions(PdfDocument document, IReadOnlyList<FoundSignature> found, IReadOnlyList<SignatureReader> readers)
    {
        var changes = new RevisionChanges?[document.Revisions.Count];
        int first = found.Count == 0 ? changes.Length : found[0].Revision;
        var analysis = new RevisionAnalysis(document, first);
        for (int revision = first + 1; revision <= changes.Length; revision++)
        {
            changes[revision - 1] = analysis.Explain(
                revision, [.. found.Where((signature, i) => signature.Revision == revision && readers[i].IsWellFormed)]);
        }
        return changes;
    }
}
