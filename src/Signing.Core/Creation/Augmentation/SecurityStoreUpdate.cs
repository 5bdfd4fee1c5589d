using Signing.Core.Pdf;
using Signing.Core.Verification;

namespace Signing.Core.Creation.Augmentation;

/// <summary>
/// Writes the document security store (DSS; ISO 32000-2, 12.8.4.3): what the document has stays as it is and where it is, what
/// it lacks is added.
/// </summary>
internal sealed class SecurityStoreUpdate
{
    private readonly PdfDocument _document;
    private readonly PdfView _view;
    private readonly PdfUpdate _update;
    private readonly PdfDictionary? _present;
    private readonly PdfDictionary _store;
    private readonly Dictionary<ReadOnlyMemory<byte>, PdfReference> _places = new(SameBytes.Instance);
    private bool _hasGrown;

    private SecurityStoreUpdate(PdfDocument document)
    {
        _document = document;
        _view = document.Current;
        _update = new PdfUpdate(document);
        _present = _view.Get<PdfDictionary>(_view.Catalog, "DSS");
        _store = _present?.Clone() ?? new PdfDictionary { { "Type", new PdfName("DSS") } };
    }

    /// <param name="document">The document.</param>
    /// <param name="data">What it must hold.</param>
    /// <param name="vri">Whether to say also what belongs to which signature.</param>
    /// <returns>The incremental update; empty where the document holds all of it.</returns>
    internal static ReadOnlyMemory<byte> Write(PdfDocument document, CollectedData data, VriEntries vri)
    {
        var writer = new SecurityStoreUpdate(document);
        writer.Grow("Certs", data.All.Certificates);
        writer.Grow("OCSPs", data.All.OcspResponses);
        writer.Grow("CRLs", data.All.Crls);
        if (vri == VriEntries.Write)
        {
            writer.AddVri(data.ByVriName);
        }
        return writer._hasGrown ? writer.Finish() : default;
    }

    private ReadOnlyMemory<byte> Finish()
    {
        PdfObject? place = _view.Catalog["DSS"];
        PdfDictionary? extensions = DeveloperExtensions.Missing(_document);
        bool isInPlace = place is PdfReference && _present is not null;
        if (isInPlace)
        {
            _update.Replace((PdfReference)place!, _store);
        }
        if (!isInPlace || extensions is not null)
        {
            PdfDictionary catalog = _view.Catalog.Clone();
            catalog["DSS"] = isInPlace ? place! : _update.Add(_store);
            if (extensions is not null)
            {
                catalog["Extensions"] = extensions;
            }
            _update.ReplaceCatalog(catalog);
        }
        return _update.Write().Bytes;
    }

    private void Grow(string key, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        PdfArray list = _present is not null && _view.Get<PdfArray>(_present, key) is { } present ? present.Clone() : new PdfArray();
        foreach (PdfReference item in list.OfType<PdfReference>())
        {
            if (ValidationStore.Decode(_view, item) is { } known)
            {
                _places.TryAdd(known, item);
            }
        }
        int before = list.Count;
        foreach (ReadOnlyMemory<byte> item in items.Where(item => !_places.ContainsKey(item)))
        {
            PdfReference added = _update.Add(new PdfStream([], item));
            _places.Add(item, added);
            list.Add(added);
        }
        if (list.Count > before)
        {
            _store[key] = list;
            _hasGrown = true;
        }
    }

    /// <summary>Validation-related information (12.8.4.4): what each signature needs, by references to what stands in the store.</summary>
    private void AddVri(IReadOnlyDictionary<string, ValidationData> byName)
    {
        PdfDictionary entries = (_present is null ? null : _view.Get<PdfDictionary>(_present, "VRI"))?.Clone() ?? [];
        bool hasGrown = false;
        foreach ((string name, ValidationData data) in byName)
        {
            PdfDictionary? known = _view.Get<PdfDictionary>(entries, name);
            PdfDictionary entry = known?.Clone() ?? new PdfDictionary { { "Type", new PdfName("VRI") } };
            bool entryHasGrown = known is null | GrowEntry(entry, "Cert", data.Certificates) | GrowEntry(entry, "OCSP", data.OcspResponses) | GrowEntry(entry, "CRL", data.Crls);
            if (entryHasGrown)
            {
                entries[name] = _update.Add(entry);
                hasGrown = true;
            }
        }
        if (hasGrown)
        {
            _store["VRI"] = entries;
            _hasGrown = true;
        }
    }

    private bool GrowEntry(PdfDictionary entry, string key, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        PdfArray list = _view.Get<PdfArray>(entry, key)?.Clone() ?? new PdfArray();
        int before = list.Count;
        foreach (PdfReference place in items.Select(item => _places[item]).Where(place => !list.Contains(place)))
        {
            list.Add(place);
        }
        if (list.Count == before)
        {
            return false;
        }
        entry[key] = list;
        return true;
    }
}
