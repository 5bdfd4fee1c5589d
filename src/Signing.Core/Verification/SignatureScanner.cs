using Signing.Core.Pdf;

namespace Signing.Core.Verification;

/// <summary>
/// Finds every signature of every revision, so that one which a later revision drops or replaces is still told of.
/// </summary>
internal static class SignatureScanner
{
    // Each signature costs a digest over the file; no real document has nearly as many.
    private const int MaxSignatures = 500;

    /// <returns>The signatures in signing order, and the full names of the signature fields that are empty now.</returns>
    internal static (IReadOnlyList<FoundSignature> Signatures, IReadOnlyList<string> EmptyFields) Scan(PdfDocument document)
    {
        var places = new Dictionary<(long Offset, int Number), int>();
        var found = new List<FoundSignature>();
        var current = new HashSet<int>();
        var empty = new List<string>();
        int newest = document.Revisions.Count;
        for (int revision = 1; revision <= newest; revision++)
        {
            PdfView view = document.At(revision);
            foreach (PdfField field in PdfForm.Read(view).Fields)
            {
                if (field.Type != "Sig")
                {
                    continue;
                }
                if (field.Value is not { } value)
                {
                    if (revision == newest)
                    {
                        empty.Add(field.FullName);
                    }
                    continue;
                }
                if (places.TryAdd(PlaceOf(field), found.Count))
                {
                    var dictionary = value as PdfDictionary;
                    string? form = dictionary is null ? null : view.Get<PdfName>(dictionary, "SubFilter")?.Value;
                    found.Add(new FoundSignature(field, dictionary, form, revision, IsRemoved: false));
                }
                if (found.Count > MaxSignatures)
                {
                    throw PdfError.Budget("signatures", MaxSignatures);
                }
                if (revision == newest)
                {
                    current.Add(places[PlaceOf(field)]);
                }
            }
        }
        return ([.. found.Select((signature, i) => signature with { IsRemoved = !current.Contains(i) })], empty);
    }

    /// <summary>
    /// A signature is known by where its bytes stand: the same place seen again is the same signature, the same object
    /// number at another place is another one.
    /// </summary>
    private static (long Offset, int Number) PlaceOf(PdfField field) => field.Value is PdfDictionary { Offset: >= 0 } inFile
        ? (inFile.Offset, 0)
        : (-1, field.ValueReference?.Number ?? field.Reference?.Number ?? 0);
}
