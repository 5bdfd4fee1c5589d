using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>The indirect objects of a document security store, each with its part in it. A store that holds anything else has none.</summary>
internal sealed class SecurityStoreParts
{
    private readonly PdfView _view;
    private readonly Dictionary<int, SecurityStorePart> _parts = [];

    private SecurityStoreParts(PdfView view) => _view = view;

    internal IReadOnlyDictionary<int, SecurityStorePart> Parts => _parts;

    /// <returns>The parts; null where there is no store, or something in it that belongs into none.</returns>
    internal static SecurityStoreParts? Read(PdfView view)
    {
        var parts = new SecurityStoreParts(view);
        try
        {
            return view.Catalog["DSS"] is { } store && parts.Take(store, SecurityStorePart.Store) ? parts : null;
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }

    /// <summary>Takes a value for a part; false where it cannot be that, or is another part already.</summary>
    private bool Take(PdfObject value, SecurityStorePart part)
    {
        if (value is PdfReference reference)
        {
            if (_parts.TryGetValue(reference.Number, out SecurityStorePart known))
            {
                return known == part;
            }
            _parts.Add(reference.Number, part);
            value = _view.Find(reference)?.Value ?? PdfNull.Instance;
        }
        else if (part == SecurityStorePart.Proof)
        {
            // A stream is always an object of its own.
            return false;
        }
        return part switch
        {
            SecurityStorePart.Store => value is PdfDictionary store && All(store, TakeOfStore),
            SecurityStorePart.Related => value is PdfDictionary entries && All(entries, TakeOfRelated),
            SecurityStorePart.RelatedEntry => value is PdfDictionary entry && All(entry, TakeOfEntry),
            SecurityStorePart.List => value is PdfArray list && list.All(item => Take(item, SecurityStorePart.Proof)),
            _ => value is PdfStream { Dictionary: { Defects: PdfDictionaryDefects.None } dictionary } && All(dictionary, IsOfPlainStream),
        };
    }

    private bool TakeOfStore(string key, PdfObject value) => key switch
    {
        "Type" => value is PdfName { Value: "DSS" },
        "Certs" or "OCSPs" or "CRLs" => Take(value, SecurityStorePart.List),
        "VRI" => Take(value, SecurityStorePart.Related),
        _ => false,
    };

    private bool TakeOfRelated(string key, PdfObject value) => key == "Type" ? value is PdfName { Value: "VRI" } : Take(value, SecurityStorePart.RelatedEntry);

    private bool TakeOfEntry(string key, PdfObject value) => key switch
    {
        "Type" => value is PdfName { Value: "VRI" },
        "Cert" or "OCSP" or "CRL" => Take(value, SecurityStorePart.List),
        "TU" => value is PdfString,
        "TS" => Take(value, SecurityStorePart.Proof),
        _ => false,
    };

    /// <summary>A stream that says only how it is encoded: no reader takes it for a form, an image or a font.</summary>
    private static bool IsOfPlainStream(string key, PdfObject value) => key switch
    {
        "Length" or "DL" => value is PdfInteger,
        "Filter" => value is PdfName or PdfArray,
        "DecodeParms" => value is PdfDictionary or PdfArray or PdfNull,
        _ => false,
    };

    private static bool All(PdfDictionary dictionary, Func<string, PdfObject, bool> isExpected)
    {
        foreach ((string key, PdfObject value) in dictionary)
        {
            if (!isExpected(key, value))
            {
                return false;
            }
        }
        return dictionary.Defects == PdfDictionaryDefects.None;
    }
}
