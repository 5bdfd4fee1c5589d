using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Finds where the revision ends that a signature covers.</summary>
internal static class RevisionFinder
{
    /// <exception cref="SigningException">The document cannot be read, has no such signature or revision, or the signature covers no whole one.</exception>
    internal static ExtractedRevision Find(PdfSource source, ExtractionOptions options, PdfBudget budget, TimeProvider time) =>
        PdfDocument.Read(source, budget, time, options.Password, document => Find(document, options));

    private static ExtractedRevision Find(PdfDocument document, ExtractionOptions options)
    {
        if (document.IsRepaired)
        {
            // Where a damaged document's revisions end is a guess, and a guess is no file that somebody signed.
            throw PdfError.Damaged(document.Damages[0].What, document.Damages[0].Offset);
        }
        if (document.Security is { IsOpen: false } closed)
        {
            throw PdfError.Encrypted(closed.NeedsPassword ? "its password is needed" : closed.Problem);
        }
        (IReadOnlyList<FoundSignature> found, IReadOnlyList<string> emptyFields) = SignatureScanner.Scan(document);
        return options switch
        {
            { Field: { } field } => Covered(document, found.LastOrDefault(signature => signature.Field.FullName == field)
                ?? throw Error.Of(emptyFields.Contains(field) ? ErrorCodes.FieldUnsigned : ErrorCodes.FieldUnknown, ("field", field))),
            { Signature: { } number } => Covered(document, number >= 1 && number <= found.Count
                ? found[number - 1]
                : throw Error.Of(ErrorCodes.SignatureUnknown, ("number", number), ("count", found.Count))),
            _ => Closed(document, found, options.Revision!.Value),
        };
    }

    /// <summary>A revision to the last byte that a signature over it covers, or else to its own end.</summary>
    private static ExtractedRevision Closed(PdfDocument document, IReadOnlyList<FoundSignature> found, int number)
    {
        if (number < 1 || number > document.Revisions.Count)
        {
            throw Error.Of(ErrorCodes.RevisionUnknown, ("number", number), ("count", document.Revisions.Count));
        }
        SignatureReader? closing = found.Where(signature => signature.Revision == number)
            .Select(signature => SignatureReader.Read(document, signature))
            .FirstOrDefault(static reader => reader.Coverage != Coverage.Partial);
        return new ExtractedRevision(number, closing?.Range!.Value.End ?? document.Revisions[number - 1].EndOffset);
    }

    private static ExtractedRevision Covered(PdfDocument document, FoundSignature signature)
    {
        var reader = SignatureReader.Read(document, signature);
        if (reader is { Range: { } range, Coverage: not Coverage.Partial })
        {
            return new ExtractedRevision(signature.Revision, range.End);
        }
        string why = reader.Range is { } partial
            ? string.Create(CultureInfo.InvariantCulture, $"its ByteRange ends at {partial.End}, its revision at {document.Revisions[signature.Revision - 1].EndOffset}")
            : reader.Errors is [FactEvidence first, ..] ? first.Facts.GetValueOrDefault("detail", "") : "it has no ByteRange";
        throw Error.Of(ErrorCodes.SignaturePartial, ("field", signature.Field.FullName), ("detail", why));
    }
}
