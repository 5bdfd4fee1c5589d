using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Signing.Core.Pdf.CrossReferences;
using Signing.Core.Pdf.Repair;

namespace Signing.Core.Pdf;

/// <summary>
/// One incremental update (ISO 32000-2, 7.5.6): new and changed objects, and a cross-reference section in the form of the
/// one that it chains to. The document's own bytes are never touched. Where the document is damaged, the section is a whole
/// one and chains to nothing: it lists every object that was found, and readers need no repair any more.
/// </summary>
internal sealed class PdfUpdate
{
    // Readers refuse numbers beyond this (ISO 32000-1, Annex C); a /Size that claims more is not believed.
    private const int HighestNumber = 8_388_607;
    // So many numbers are left above the document's own for more updates like this one.
    private const int RoomAbove = 1000;
    private const int DefaultCapacity = 4096;
    private const long LongestFile = 9_999_999_999;

    private readonly PdfDocument _document;
    private readonly SortedDictionary<int, (int Generation, PdfObject Value)> _objects = [];
    private readonly int _lastNumber;
    private int _nextNumber;
    private PdfReference? _catalog;

    public PdfUpdate(PdfDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        _document = document;
        (_nextNumber, _lastNumber) = FreeNumbers(document);
    }

    /// <summary>Takes a number for an object that <see cref="Replace"/> gives later: for objects that name each other.</summary>
    public PdfReference Reserve() => new(TakeNumber(), 0);

    public PdfReference Add(PdfObject value)
    {
        PdfReference reference = Reserve();
        Replace(reference, value);
        return reference;
    }

    /// <summary>Gives an object a new value: one of the document's, or one that was reserved. The last value counts.</summary>
    public void Replace(PdfReference reference, PdfObject value)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(value);
        if (reference.Equals(_document.Security?.Reference))
        {
            throw PdfError.Damaged($"object {reference.Number} is the encryption dictionary and should be something else", _document.Trailer.Offset);
        }
        _objects[reference.Number] = (reference.Generation, value);
    }

    /// <summary>Gives the catalog a new value; one that stands in the trailer itself becomes an object, as it has to be (7.5.5).</summary>
    public void ReplaceCatalog(PdfDictionary catalog)
    {
        _catalog ??= _document.Trailer["Root"] as PdfReference ?? Reserve();
        Replace(_catalog, catalog);
    }

    /// <summary>
    /// Writes an object anew as it was read, unless this update gives it another value. In place of an object stream each object is
    /// written that is in it, so that none has two places in this update.
    /// </summary>
    public void Rewrite(PdfIndirectObject found)
    {
        ArgumentNullException.ThrowIfNull(found);
        bool isContainer = false;
        foreach (CrossReferenceEntry entry in found.Value is PdfStream ? _document.Current.Entries : [])
        {
            if (entry.Kind == CrossReferenceKind.InStream && entry.StreamNumber == found.Number)
            {
                isContainer = true;
                if (_document.Current.Find(entry.Number) is { } member)
                {
                    _objects.TryAdd(member.Number, (member.Generation, member.Value));
                }
            }
        }
        if (isContainer)
        {
            return;
        }
        _objects.TryAdd(found.Number, (found.Generation, found.Value));
    }

    /// <summary>The value that this update gives an object so far, if it does.</summary>
    public PdfObject? Find(PdfReference reference) => _objects.TryGetValue(reference.Number, out var changed) ? changed.Value : null;

    public PdfUpdateResult Write()
    {
        Mend();
        long baseLength = _document.Source.Length;
        var writer = new ObjectWriter(DefaultCapacity + HoleBytes());
        if (!EndsInLineEnding())
        {
            writer.Write((byte)'\n');
        }
        if (_document.IsRepaired)
        {
            // Perhaps lost; it says that what follows is an update, also to those who look for objects.
            writer.Write("%%EOF\n"u8);
        }
        var entries = new List<CrossReferenceEntry>(_objects.Count + 1);
        foreach ((int number, (int generation, PdfObject value)) in _objects)
        {
            entries.Add(CrossReferenceEntry.InFile(number, generation, baseLength + writer.Length));
            var reference = new PdfReference(number, generation);
            // The encryption dictionary is plain itself (7.6.2); only mending writes it again.
            writer.WriteIndirect(reference, value, reference.Equals(_document.Security?.Reference) ? null : _document.Security);
        }
        long place = baseLength + writer.Length;
        if (_document.IsRepaired)
        {
            entries = WholeSection.Merge(_document.Current.Entries, entries, _nextNumber);
        }
        bool isStream = _document.Revisions[^1].Form == CrossReferenceForm.Stream;
        PdfReference? own = isStream ? Reserve() : null;
        PdfDictionary trailer = MakeTrailer(writer);
        if (own is not null)
        {
            entries.Add(CrossReferenceEntry.InFile(own.Number, 0, place));
            entries.Sort(static (a, b) => a.Number.CompareTo(b.Number));
            UpdateSection.WriteStream(writer, _document.HeaderOffset, own, entries, trailer);
        }
        else
        {
            UpdateSection.WriteTable(writer, _document.HeaderOffset, entries, trailer);
        }
        writer.Write("startxref\n"u8);
        writer.Write(place - _document.HeaderOffset);
        writer.Write("\n%%EOF\n"u8);
        if (baseLength + writer.Length > LongestFile)
        {
            throw PdfError.Budget("fileLength", LongestFile);
        }
        FillByteRange(writer, baseLength);
        return new PdfUpdateResult(writer.Written, baseLength, writer.HoleStart, writer.HoleLength);
    }

    /// <summary>
    /// What was needed and could only be read over damage is written anew as it was read, so that whoever reads the new
    /// revision needs no repair. What nobody needed stays as it is.
    /// </summary>
    private void Mend()
    {
        foreach (PdfReference reference in _document.Mended.ToArray())
        {
            if (_document.Current.Find(reference) is { } found)
            {
                Rewrite(found);
            }
        }
        if (_document.IsRepaired && PdfPages.AreLost(_document.Current))
        {
            MendPages();
        }
    }

    /// <summary>Gives the document a page tree again, over the pages that have lost theirs.</summary>
    private void MendPages()
    {
        PdfDictionary tree = LostPages.Gather(_document.Current);
        if (tree["Kids"] is PdfArray { Count: 0 })
        {
            return;
        }
        tree["Count"] = PdfInteger.Of(PdfPages.Count(_document.Current));
        if (_document.Current.Catalog["Pages"] is PdfReference lost && !IsInUse(lost.Number))
        {
            Replace(lost, tree);
            return;
        }
        PdfDictionary catalog = (_catalog is null ? null : Find(_catalog) as PdfDictionary) ?? _document.Current.Catalog.Clone();
        catalog["Pages"] = Add(tree);
        ReplaceCatalog(catalog);
    }

    /// <summary>Whether an object has this number: one of the document's, or a new one that took a number named there and not used.</summary>
    private bool IsInUse(int number) =>
        _objects.ContainsKey(number) || (_document.Current.TryGet(number, out CrossReferenceEntry entry) && entry.Kind != CrossReferenceKind.Free);

    /// <summary>
    /// The numbers after all that the document has, as its <c>/Size</c> and its entries say; where readers would refuse those,
    /// the widest range that no entry names.
    /// </summary>
    private static (int First, int Last) FreeNumbers(PdfDocument document)
    {
        int end = Math.Max(1, document.HighestNumberEnd);
        if (end <= HighestNumber - RoomAbove)
        {
            bool isSizeBelieved = document.Trailer.TryGetInteger("Size", out long size) && size > end && size <= HighestNumber - RoomAbove;
            return (isSizeBelieved ? (int)size : end, HighestNumber);
        }
        NumberRange widest = document.WidestUnused();
        return (widest.First, Math.Min(widest.End - 1, HighestNumber));
    }

    private int TakeNumber() => _nextNumber <= _lastNumber ? _nextNumber++ : throw PdfError.Budget("objectNumber", HighestNumber);

    private int HoleBytes()
    {
        int bytes = 0;
        foreach ((_, PdfObject value) in _objects.Values)
        {
            if (value is PdfDictionary dictionary && dictionary["Contents"] is PdfContentsHole hole)
            {
                bytes += 2 * hole.ByteCount;
            }
        }
        return bytes;
    }

    private bool EndsInLineEnding()
    {
        Span<byte> last = stackalloc byte[1];
        _document.Source.ReadExactly(_document.Source.Length - 1, last);
        return last[0] is (byte)'\n' or (byte)'\r';
    }

    /// <summary>
    /// The newest trailer with all its entries but those about its own section (7.5.6): <c>/Root</c>, <c>/Info</c>,
    /// <c>/Encrypt</c> and whatever else stands there stays; the second part of <c>/ID</c> changes with the content (14.4).
    /// </summary>
    private PdfDictionary MakeTrailer(ObjectWriter written)
    {
        PdfDictionary newest = _document.Trailer;
        var trailer = new PdfDictionary();
        foreach (KeyValuePair<string, PdfObject> entry in newest)
        {
            // An /Encrypt that leads nowhere could lead to one of the new objects.
            bool isVoid = entry.Key == "Encrypt" && _document.Security is null;
            if (!isVoid && entry.Key is not ("Prev" or "XRefStm" or "Size" or "Type" or "W" or "Index" or "Length" or "Filter" or "DecodeParms" or "DL"))
            {
                trailer[entry.Key] = entry.Value;
            }
        }
        trailer["Size"] = PdfInteger.Of(Math.Max(_nextNumber, _document.HighestNumberEnd));
        trailer["Root"] = _catalog ?? newest["Root"]!;
        if (!_document.IsRepaired)
        {
            trailer["Prev"] = PdfInteger.Of(_document.Revisions[^1].StartXref);
        }
        if (_document.Current.Get<PdfArray>(newest, "ID") is [PdfString first, PdfString second])
        {
            // Where the identifier is indirect, against 7.5.5, what was read before anything was decrypted is what keys are made with.
            first = _document.Security is { } security ? first.With(security.FileId) : first;
            trailer["ID"] = new PdfArray(first, new PdfString(ChangingId(second.Value, written), isHex: true));
        }
        return trailer;
    }

    private byte[] ChangingId(byte[] previous, ObjectWriter written)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        MemoryMarshal.Write(length, _document.Source.Length);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(length);
        ReadOnlySpan<byte> bytes = written.Written.Span;
        int hole = Math.Max(written.HoleStart, 0);
        hash.AppendData(bytes[..hole]);
        hash.AppendData(bytes[(hole + written.HoleLength)..]);
        return hash.GetHashAndReset()[..16];
    }

    private static void FillByteRange(ObjectWriter writer, long baseLength)
    {
        if (writer.ByteRangeStart < 0)
        {
            return;
        }
        if (writer.HoleStart < 0)
        {
            throw new InvalidOperationException("An update with a byte range needs a hole.");
        }
        long hole = baseLength + writer.HoleStart;
        long afterHole = hole + writer.HoleLength;
        long end = baseLength + writer.Length;
        string range = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[0 {hole} {afterHole} {end - afterHole}]");
        Span<byte> slot = MemoryMarshal.AsMemory(writer.Written).Span.Slice(writer.ByteRangeStart, ObjectWriter.ByteRangeLength);
        System.Text.Encoding.ASCII.GetBytes(range, slot);
    }
}
