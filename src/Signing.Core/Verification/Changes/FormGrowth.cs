using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Explains how form and pages grow by new signature fields: the form's list of fields and its flags, the annotations of
/// the page that a field names, and the catalog where the form stands in it. The catalog may also get a document security store
/// and announce it.
/// </summary>
/// <param name="before">The revision before.</param>
/// <param name="after">The revision that adds the fields.</param>
/// <param name="store">What the revision does to the document security store.</param>
/// <param name="explained">Takes the numbers of new objects that hold a list which grew.</param>
internal sealed class FormGrowth(PdfView before, PdfView after, SecurityStoreGrowth store, HashSet<int> explained)
{
    private const long SignaturesExistAppendOnly = 1 | 2;

    private readonly HashSet<PdfReference> _fields = [];
    private readonly HashSet<PdfReference> _pages = [];

    /// <summary>Takes note of a new field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="page">The page that it names, if any.</param>
    internal void Add(PdfReference field, PdfReference? page)
    {
        _fields.Add(field);
        if (page is not null)
        {
            _pages.Add(page);
        }
    }

    /// <summary>Whether the new fields, or the flags that say that there are signatures, are all that changed in an object.</summary>
    /// <param name="number">The object's number.</param>
    /// <param name="old">Its value before.</param>
    /// <param name="grown">Its value now.</param>
    internal bool Explains(int number, PdfObject old, PdfObject grown)
    {
        switch (old, grown)
        {
            case (PdfDictionary left, PdfDictionary right) when before.Trailer["Root"] is PdfReference root && root.Number == number:
                return PdfEquality.SameExcept(left, right, "AcroForm", "DSS", "Extensions")
                    && (PdfEquality.Same(left["AcroForm"], right["AcroForm"]) || CatalogFormGrew(left["AcroForm"], right["AcroForm"]))
                    && (PdfEquality.Same(left["DSS"], right["DSS"]) || store.IsGrown)
                    && ExtensionsGrew(left["Extensions"], right["Extensions"]);
            case (PdfDictionary left, PdfDictionary right) when before.Catalog["Extensions"] is PdfReference extensions && extensions.Number == number:
                return ExtensionsGrowth.IsPlain(left, right);
            case (PdfDictionary left, PdfDictionary right) when before.Catalog["AcroForm"] is PdfReference form && form.Number == number:
                return FormGrew(left, right);
            case (PdfDictionary left, PdfDictionary right) when _pages.Any(page => page.Number == number):
                return PdfEquality.SameExcept(left, right, "Annots") && ListGrew(left["Annots"], right["Annots"]);
            case (PdfArray left, PdfArray right) when IsGrowingList(number):
                return ItemsGrew(left, right);
            default:
                return false;
        }
    }

    private bool ExtensionsGrew(PdfObject? old, PdfObject? grown)
    {
        if (PdfEquality.Same(old, grown))
        {
            return true;
        }
        if (grown is PdfReference moved && !before.Has(moved.Number))
        {
            explained.Add(moved.Number);
            grown = after.Resolve(grown);
        }
        return grown is PdfDictionary right && before.Resolve(old) is (PdfNull or PdfDictionary) && ExtensionsGrowth.IsPlain(before.Resolve(old) as PdfDictionary, right);
    }

    private bool CatalogFormGrew(PdfObject? old, PdfObject? grown) =>
        grown is PdfDictionary right
        && before.Resolve(old) is PdfNull or PdfDictionary
        && FormGrew(before.Resolve(old) as PdfDictionary ?? [], right);

    private bool FormGrew(PdfDictionary old, PdfDictionary grown)
    {
        long oldFlags = (old["SigFlags"] as PdfInteger)?.Value ?? 0;
        long newFlags = (grown["SigFlags"] as PdfInteger)?.Value ?? 0;
        return PdfEquality.SameExcept(old, grown, "Fields", "SigFlags")
            && (newFlags & oldFlags) == oldFlags
            && (newFlags & ~(oldFlags | SignaturesExistAppendOnly)) == 0
            && ListGrew(old["Fields"], grown["Fields"]);
    }

    /// <summary>Whether an object is the form's list of fields, or the list of annotations of a new field's page.</summary>
    private bool IsGrowingList(int number) =>
        IsListAt(before.Get<PdfDictionary>(before.Catalog, "AcroForm"), "Fields", number)
        || _pages.Any(page => IsListAt(before.Resolve(page) as PdfDictionary, "Annots", number));

    private static bool IsListAt(PdfDictionary? holder, string key, int number) =>
        holder?[key] is PdfReference list && list.Number == number;

    private bool ListGrew(PdfObject? old, PdfObject? grown)
    {
        if (PdfEquality.Same(old, grown))
        {
            // Where it is a reference to a list that grew, that list has an entry of its own.
            return true;
        }
        if (after.Resolve(grown) is not PdfArray items || before.Resolve(old) is not (PdfNull or PdfArray)
            || !ItemsGrew(before.Resolve(old) as PdfArray ?? new PdfArray(), items))
        {
            return false;
        }
        if (grown is PdfReference moved)
        {
            explained.Add(moved.Number);
            return !before.Has(moved.Number);
        }
        return true;
    }

    /// <summary>The old items, then new fields and nothing else.</summary>
    private bool ItemsGrew(PdfArray old, PdfArray grown)
    {
        for (int i = 0; i < grown.Count; i++)
        {
            bool isExpected = i < old.Count ? PdfEquality.Same(old[i], grown[i]) : grown[i] is PdfReference added && _fields.Contains(added);
            if (!isExpected)
            {
                return false;
            }
        }
        return grown.Count >= old.Count;
    }
}
