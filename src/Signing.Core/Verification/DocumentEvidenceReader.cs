using System.Security.Cryptography;
using Signing.Core.Pdf;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Reads out of a document's bytes all that a verdict needs of them. Touches nothing else.</summary>
internal static class DocumentEvidenceReader
{
    // Behind its hole a signature covers the rest of its own revision, so that all of them together cover the file once.
    private const int MostPasses = 16;

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
        HashAlgorithmName[][] hashes = [.. readers.Select(static reader => HashesOf(reader.Structure))];
        (SignedRange Range, HashAlgorithmName Digest)[] requests =
            [.. readers.SelectMany((reader, i) => reader.Range is { } range ? hashes[i].Select(hash => (range, hash)) : []).Distinct()];
        if (requests.Sum(static request => request.Range.SecondLength) > MostPasses * document.Source.Length)
        {
            throw PdfError.Budget("digests", MostPasses);
        }
        (byte[] sha256, Dictionary<(SignedRange Range, HashAlgorithmName Digest), byte[]> digests) =
            RangeDigests.Compute(document.Source, requests, cancellationToken);

        document.Meter.Enter();
        RevisionChanges?[] changes = ExplainRevisions(document, found, readers);
        PermissionsReport[] permissions = ReadPermissions(document, found);
        document.Meter.Leave();
        FactEvidence? damage = DamageOf(document);
        FactEvidence? trailing = document.HasTrailingData ? new FactEvidence(ReasonCodes.TrailingData, Error.Facts()) : null;
        var signatures = new SignatureEvidence[readers.Length];
        for (int i = 0; i < readers.Length; i++)
        {
            SignatureReader reader = readers[i];
            signatures[i] = new SignatureEvidence
            {
                Field = found[i].Field.FullName,
                Kind = found[i].Kind,
                Revision = found[i].Revision,
                SubFilter = found[i].SubFilter,
                ClaimedTime = reader.ClaimedTime,
                Coverage = reader.Coverage,
                Contents = reader.Contents,
                Structure = reader.Structure,
                FormatErrors = reader.Errors,
                Digests = reader.Range is { } range ? hashes[i].ToDictionary(static hash => hash.Name!, hash => digests[(range, hash)]) : [],
                Permissions = permissions[i],
                Removed = found[i].IsRemoved,
                Changes = damage is not null ? new ChangesEvidence(ChangeLevel.Unknown, [damage]) : RevisionChanges.Judge(
                    changes.Skip(found[i].Revision).OfType<RevisionChanges>(), permissions[i], reader.Coverage == Coverage.WholeFile ? null : trailing),
            };
        }
        var data = new EvidenceData
        {
            EvidenceVersion = EvidenceData.CurrentVersion,
            CollectedAt = now,
            Document = new DocumentEvidence
            {
                Sha256 = Convert.ToHexStringLower(sha256),
                Length = document.Source.Length,
                Revisions = document.Revisions.Count,
                PdfVersion = document.Version is { Length: > 0 } version ? version : null,
                Encrypted = document.Security is not null,
                Damage = damage,
                HasXfa = PdfForm.HasXfa(document.Current),
                EmptyFields = emptyFields,
            },
            Signatures = signatures,
        };
        return (data, EmbeddedProofs.Read(document.Current, readers.Select(static reader => reader.Structure).OfType<SignatureContents>()));
    }

    /// <summary>What was repaired; null where nothing was.</summary>
    internal static FactEvidence? DamageOf(PdfDocument document) => document.IsRepaired
        ? new FactEvidence(ReasonCodes.DocumentRepaired, Error.Facts(("what", document.Damages[0].What), ("offset", document.Damages[0].Offset)))
        : null;

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
    private static RevisionChanges?[] ExplainRevisions(PdfDocument document, IReadOnlyList<FoundSignature> found, SignatureReader[] readers)
    {
        var changes = new RevisionChanges?[document.Revisions.Count];
        int first = found.Count == 0 ? changes.Length : found[0].Revision;
        for (int revision = first + 1; revision <= changes.Length; revision++)
        {
            changes[revision - 1] = RevisionAnalysis.Explain(
                document, revision, [.. found.Where((signature, i) => signature.Revision == revision && readers[i].IsWellFormed)]);
        }
        return changes;
    }

    /// <summary>The hashes that the signature is over; none where its CMS cannot be read, which the judge will say.</summary>
    internal static HashAlgorithmName[] HashesOf(SignatureContents? contents) => contents switch
    {
        { Token: { } token } => token.ImprintHash is { } imprint ? [imprint] : [],
        { Cms: { } cms } => [.. cms.Signers.Select(static signer => signer.Digest).OfType<HashAlgorithmName>().Distinct()],
        _ => [],
    };
}
