using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>The indirect objects of a document security store, each with its part in it. A store that holds anything else has none.</summary>
internal sealed class SecurityStoreParts
{
    private readonly PdfView _view;
    private readonly RevisionComparison? _comparison;
    private readonly Dictionary<int, SecurityStorePart> _parts = [];
    private bool _hasIndirectLengths;

    private SecurityStoreParts(PdfView view, RevisionComparison? comparison)
    {
        _view = view;
        _comparison = comparison;
    }

    internal IReadOnlyDictionary<int, SecurityStorePart> Parts => _parts;

    /// <returns>The parts; null where there is no store, or something in it that belongs into none.</returns>
    internal static SecurityStoreParts? Read(PdfView view) => Read(view, null);

    /// <summary>The same for the later one of two revisions: proofs that were there and are as they were are not read again.</summary>
    internal static SecurityStoreParts? Read(RevisionComparison comparison) => comparison.Newer.Store = Read(comparison.After, comparison);

    private static SecurityStoreParts? Read(PdfView view, RevisionComparison? comparison)
    {
        var parts = new SecurityStoreParts(view, comparison);
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
            _hasIndirectLengths |= part == SecurityStorePart.Length;
            if (part == SecurityStorePart.Proof && IsKnownProof(reference))
            {
                return true;
            }
            value = _view.Find(reference)?.Value ?? PdfNull.Instance;
        }
        else if (part is SecurityStorePart.Proof or SecurityStorePart.Length)
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
            SecurityStorePart.Length => value is PdfInteger,
            _ => value is PdfStream { Dictionary: { Defects: PdfDictionaryDefects.None } dictionary } && All(dictionary, IsOfPlainStream),
        };
    }

    /// <summary>One whose length is an object of its own is always read, so that this is among the parts.</summary>
    private bool IsKnownProof(PdfReference reference) =>
        _comparison?.Older.Store is { } old && old.Parts.TryGetValue(reference.Number, out SecurityStorePart known) && known == SecurityStorePart.Proof
        && !old._hasIndirectLengths && !_comparison.IsChanged(reference);

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
    private bool IsOfPlainStream(string key, PdfObject value) => key switch
    {
        "Length" => value is PdfInteger || Take(value, SecurityStorePart.Length),
        "DL" => value is PdfInteger,
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
