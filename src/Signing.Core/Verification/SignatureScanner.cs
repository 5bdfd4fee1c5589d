using Signing.Core.Pdf;
using Signing.Core.Pdf.Repair;

namespace Signing.Core.Verification;

/// <summary>
/// Finds every signature of every revision, so that one which a later revision drops or replaces is still told of. The form is
/// read again only where a revision touched something that the last reading looked at.
/// </summary>
internal sealed class SignatureScanner
{
    // Each signature costs a digest over the file; no real document has nearly as many.
    private const int MaxSignatures = 500;

    private readonly PdfDocument _document;
    private readonly Dictionary<(long Offset, int Number), int> _places = [];
    private readonly List<FoundSignature> _found = [];
    private readonly HashSet<int> _present = [];
    private readonly List<string> _empty = [];
    private PdfObject? _form;
    private HashSet<int>? _lookedFor;

    private SignatureScanner(PdfDocument document) => _document = document;

    /// <returns>The signatures in signing order, and the full names of the signature fields that are empty now.</returns>
    internal static (IReadOnlyList<FoundSignature> Signatures, IReadOnlyList<string> EmptyFields) Scan(PdfDocument document)
    {
        var scanner = new SignatureScanner(document);
        document.Meter.Enter();
        try
        {
            foreach (PdfRevision revision in document.Revisions)
            {
                scanner.Read(revision);
            }
        }
        finally
        {
            document.Meter.Leave();
        }
        scanner.AddCutOff();
        return ([.. scanner._found.Select((signature, i) => signature with { IsRemoved = !document.IsRepaired && !scanner._present.Contains(i) })], scanner._empty);
    }

    private void Read(PdfRevision revision)
    {
        _document.Meter.Tick();
        PdfView view = _document.At(revision.Number);
        PdfObject? form = view.Catalog["AcroForm"];
        bool isSameForm = form is null ? _form is null : form is PdfReference && form.Equals(_form);
        if (isSameForm && _lookedFor is not null && !revision.NamesAny(_lookedFor))
        {
            return;
        }
        _form = form;
        view.LookedFor = _lookedFor = [];
        _present.Clear();
        _empty.Clear();
        foreach (PdfField field in PdfForm.Read(view).Fields)
        {
            if (field.Type == "Sig")
            {
                Take(view, field);
            }
        }
        view.LookedFor = null;
    }

    private void Take(PdfView view, PdfField field)
    {
        if (field.Value is not { } value)
        {
            _empty.Add(field.FullName);
            return;
        }
        (long Offset, int Number) place = PlaceOf(field, value);
        if (_places.TryAdd(place, _found.Count))
        {
            Add(view, field, value as PdfDictionary);
        }
        _present.Add(_places[place]);
    }

    /// <summary>In a damaged document: the signatures that the scan met and no field leads to.</summary>
    private void AddCutOff()
    {
        var places = new HashSet<(int Number, long Offset)>();
        foreach (SignatureMark mark in _document.SignatureMarks)
        {
            bool isKnown = _found.Exists(signature => mark.IsIn(signature.Dictionary) || (mark.Offset < 0 && signature.Field.ValueReference?.Number == mark.Object.Number));
            if (isKnown)
            {
                continue;
            }
            PdfDictionary? dictionary = _document.Current.FindAround(mark);
            if (places.Add(dictionary is null ? (mark.Object.Number, mark.Object.Offset) : (-1, dictionary.Offset)))
            {
                Add(_document.Current, new PdfField(_document.Current, null, "", null, []), dictionary);
            }
        }
    }

    private void Add(PdfView view, PdfField field, PdfDictionary? dictionary)
    {
        string? form = dictionary is null ? null : view.Get<PdfName>(dictionary, "SubFilter")?.Value;
        _found.Add(new FoundSignature(field, dictionary, form, view.Revision, IsRemoved: false));
        if (_found.Count > MaxSignatures)
        {
            throw PdfError.Budget("signatures", MaxSignatures);
        }
    }

    /// <summary>
    /// A signature is known by where its bytes stand: the same place seen again is the same signature, the same object
    /// number at another place is another one.
    /// </summary>
    private static (long Offset, int Number) PlaceOf(PdfField field, PdfObject value) => value is PdfDictionary { Offset: >= 0 } inFile
        ? (inFile.Offset, 0)
        : (-1, field.ValueReference?.Number ?? field.Reference?.Number ?? 0);
}
