namespace Signing.Core.Pdf.Repair;

/// <summary>The trailers of a damaged file, those of cross-reference streams too, as far as they matter: the last ones.</summary>
internal sealed class FoundTrailers
{
    private const int Kept = 32;

    private static readonly string[] Inherited = ["Encrypt", "ID", "Info"];

    private readonly List<PdfDictionary> _rooted = [];
    private readonly Dictionary<string, PdfObject> _last = new(StringComparer.Ordinal);

    /// <summary>Those that name or hold a catalog, each catalog once, the oldest first.</summary>
    internal IReadOnlyList<PdfDictionary> Rooted => _rooted;

    /// <summary>The largest <c>/Size</c> that can be meant.</summary>
    internal int Size { get; private set; }

    internal void Add(PdfDictionary trailer)
    {
        foreach (string key in Inherited)
        {
            if (trailer[key] is { } value)
            {
                _last[key] = value;
            }
        }
        if (trailer.TryGetInteger("Size", out long size) && size is > 0 and <= ScannedObjects.HighestNumber)
        {
            Size = Math.Max(Size, (int)size);
        }
        if (trailer["Root"] is PdfReference or PdfDictionary)
        {
            PdfObject root = trailer["Root"]!;
            _rooted.RemoveAll(earlier => root.Equals(earlier["Root"]));
            _rooted.Add(trailer);
            if (_rooted.Count > Kept)
            {
                _rooted.RemoveAt(0);
            }
        }
    }

    /// <summary>
    /// One trailer of all: the last with a catalog, and what it lacks of the others. Where none has a catalog, the caller
    /// finds one.
    /// </summary>
    internal PdfDictionary Merge()
    {
        PdfDictionary merged = _rooted.Count > 0 ? _rooted[^1].Clone() : [];
        foreach ((string key, PdfObject value) in _last)
        {
            merged[key] = value;
        }
        foreach (string key in (string[])["Prev", "XRefStm", "Size"])
        {
            merged.Remove(key);
        }
        return merged;
    }
}
