using System.Security.Cryptography;
using Signing.Core.Pdf;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Reads out of a document's bytes all that a verdict needs of them. Touches nothing else.</summary>
internal static class DocumentEvidenceReader
{
    /// <param name="source">The document.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <param name="time">The clock: of the budget, and of the evidence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static (EvidenceData Data, EmbeddedProofs Embedded) Read(PdfSource source, PdfBudget budget, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        try
        {
            using PdfDocument document = PdfDocument.Open(source, budget, time);
            return Read(document, now, cancellationToken);
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
        SignatureReader[] readers = [.. found.Select(signature => SignatureReader.Read(document, signature))];
        HashAlgorithmName[][] hashes = [.. readers.Select(static reader => HashesOf(reader.Structure))];
        (byte[] sha256, Dictionary<(SignedRange Range, HashAlgorithmName Digest), byte[]> digests) = RangeDigests.Compute(
            document.Source,
            readers.SelectMany((reader, i) => reader.Range is { } range ? hashes[i].Select(hash => (range, hash)) : []),
            cancellationToken);

        RevisionChanges?[] changes = ExplainRevisions(document, found, readers);
        FactEvidence? trailing = document.HasTrailingData ? new FactEvidence(ReasonCodes.TrailingData, Error.Facts()) : null;
        var signatures = new SignatureEvidence[readers.Length];
        for (int i = 0; i < readers.Length; i++)
        {
            SignatureReader reader = readers[i];
            PermissionsReport permissions = SignaturePermissions.Read(document.At(found[i].Revision), found[i].Field, found[i].Dictionary);
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
                Permissions = permissions,
                Removed = found[i].IsRemoved,
                Changes = RevisionChanges.Judge(
                    changes.Skip(found[i].Revision).OfType<RevisionChanges>(), permissions, reader.Coverage == Coverage.WholeFile ? null : trailing),
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
                PdfVersion = document.Version,
                EmptyFields = emptyFields,
            },
            Signatures = signatures,
        };
        return (data, EmbeddedProofs.Read(document.Current, readers.Select(static reader => reader.Structure).OfType<SignatureContents>()));
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
    private static HashAlgorithmName[] HashesOf(SignatureContents? contents) => contents switch
    {
        { Token: { } token } => token.ImprintHash is { } imprint ? [imprint] : [],
        { Cms: { } cms } => [.. cms.Signers.Select(static signer => signer.Digest).OfType<HashAlgorithmName>().Distinct()],
        _ => [],
    };
}
