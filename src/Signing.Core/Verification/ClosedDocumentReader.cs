using Signing.Core.Pdf;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>
/// Reads what an encrypted document tells without its password. A signature stands over the bytes as they are, and its own
/// Contents and ByteRange are plain, so that its integrity can be judged; the field that it is in, and what changed
/// afterwards, cannot.
/// </summary>
internal static class ClosedDocumentReader
{
    private const int MaxSignatures = 500;

    internal static (EvidenceData Data, EmbeddedProofs Embedded) Read(PdfDocument document, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (FoundSignature Signature, SignatureReader Reader)[] all = [.. Scan(document)];
        var readings = new SignatureReadings(
            document, [.. all.Select(static one => one.Signature)], [.. all.Select(static one => one.Reader)], cancellationToken);
        FactEvidence closed = document.Security!.NeedsPassword
            ? new FactEvidence(ReasonCodes.PasswordRequired, Error.Facts())
            : new FactEvidence(ReasonCodes.DocumentEncrypted, Error.Facts(("detail", document.Security.Problem)));
        var data = new EvidenceData
        {
            EvidenceVersion = EvidenceData.CurrentVersion,
            CollectedAt = now,
            Document = DocumentEvidenceReader.Describe(document, readings.Sha256) with { Closed = closed },
            Signatures = [.. readings.Readers.Select((reader, i) => readings.Evidence(
                i, new PermissionsReport { Certification = false }, reader.Coverage == Coverage.WholeFile ? NoChange : UnknownChange))],
        };
        return (data, EmbeddedProofs.Of(data.Signatures, store: null));
    }

    private static ChangesEvidence NoChange => new(ChangeLevel.None, []);

    private static ChangesEvidence UnknownChange => new(
        ChangeLevel.Unknown, [new FactEvidence(ReasonCodes.ChangesNotAnalysed, Error.Facts(("detail", "the document is encrypted and was not opened")))]);

    /// <summary>Every signature dictionary that stands in the file, in the order of the revisions.</summary>
    private static IEnumerable<(FoundSignature Signature, SignatureReader Reader)> Scan(PdfDocument document)
    {
        var seen = new HashSet<long>();
        int count = 0;
        foreach (PdfRevision revision in document.Revisions)
        {
            PdfView view = document.At(revision.Number);
            foreach (CrossReferenceEntry entry in revision.Entries)
            {
                if (entry.Kind != CrossReferenceKind.InFile || !seen.Add(entry.Offset) || Read(view, entry.Number) is not { } read)
                {
                    continue;
                }
                if (++count > MaxSignatures)
                {
                    throw PdfError.Budget("signatures", MaxSignatures);
                }
                yield return read;
            }
        }
    }

    /// <summary>The signature dictionary that an object is, or that stands in it as a field's value; null where there is none.</summary>
    private static (FoundSignature Signature, SignatureReader Reader)? Read(PdfView view, int number)
    {
        try
        {
            if (view.GetObject(number) is not PdfDictionary dictionary)
            {
                return null;
            }
            PdfDictionary? signature = IsSignature(dictionary) ? dictionary : dictionary["V"] is PdfDictionary value && IsSignature(value) ? value : null;
            if (signature is null)
            {
                return null;
            }
            var field = new PdfField(view, parent: null, fullName: "", reference: null, dictionary: []);
            var found = new FoundSignature(field, signature, view.Get<PdfName>(signature, "SubFilter")?.Value, view.Revision, IsRemoved: false);
            return (found, SignatureReader.Read(view.Document, found));
        }
        catch (SigningException e) when (e.Code is ErrorCodes.PdfDamaged or ErrorCodes.PdfEncrypted)
        {
            // What cannot be read is no signature that can be judged.
            return null;
        }
    }

    private static bool IsSignature(PdfDictionary dictionary) => dictionary["ByteRange"] is not null && dictionary["Contents"] is PdfString;
}
