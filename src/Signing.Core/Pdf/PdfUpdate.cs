using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Signing.Core.Pdf.CrossReferences;

namespace Signing.Core.Pdf;

/// <summary>
/// One incremental update (ISO 32000-2, 7.5.6): new and changed objects, and a cross-reference section in the form of the
/// one that it chains to. The document's own bytes are never touched.
/// </summary>
internal sealed class PdfUpdate
{
    // Readers refuse numbers beyond this (ISO 32000-1, Annex C); a /Size that claims more is not believed.
    private const int HighestNumber = 8_388_607;
    private const int DefaultCapacity = 4096;
    private const long LongestFile = 9_999_999_999;

    private readonly PdfDocument _document;
    private readonly SortedDictionary<int, (int Generation, PdfObject Value)> _objects = [];
    private int _nextNumber;

    public PdfUpdate(PdfDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        _document = document;
        _nextNumber = FirstFreeNumber(document);
    }

    /// <summary>Takes a number for an object that <see cref="Replace"/> gives later: for objects that name each other.</summary>
    public PdfReference Reserve()
    {
        if (_nextNumber > HighestNumber)
        {
            throw PdfError.Budget("objectNumber", HighestNumber);
        }
        return new PdfReference(_nextNumber++, 0);
    }

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
        _objects[reference.Number] = (reference.Generation, value);
    }

    /// <summary>The value that this update gives an object so far, if it does.</summary>
    public PdfObject? Find(PdfReference reference) => _objects.TryGetValue(reference.Number, out var changed) ? changed.Value : null;

    public PdfUpdateResult Write()
    {
        long baseLength = _document.Source.Length;
        var writer = new ObjectWriter(DefaultCapacity + HoleBytes());
        if (!EndsInLineEnding())
        {
            writer.Write((byte)'\n');
        }
        var entries = new List<UpdateEntry>(_objects.Count + 1);
        foreach ((int number, (int generation, PdfObject value)) in _objects)
        {
            entries.Add(new UpdateEntry(number, generation, baseLength + writer.Length - _document.HeaderOffset));
            writer.WriteIndirect(new PdfReference(number, generation), value);
        }
        long section = baseLength + writer.Length - _document.HeaderOffset;
        PdfDictionary trailer = MakeTrailer(writer);
        if (_document.Revisions[^1].Form == CrossReferenceForm.Stream)
        {
            var own = new PdfReference(_nextNumber, 0);
            trailer["Size"] = PdfInteger.Of(_nextNumber + 1);
            entries.Add(new UpdateEntry(own.Number, 0, section));
            UpdateSection.WriteStream(writer, own, entries, trailer);
        }
        else
        {
            UpdateSection.WriteTable(writer, entries, trailer);
        }
        writer.Write("startxref\n"u8);
        writer.Write(section);
        writer.Write("\n%%EOF\n"u8);
        if (baseLength + writer.Length > LongestFile)
        {
            throw PdfError.Budget("fileLength", LongestFile);
        }
        FillByteRange(writer, baseLength);
        return new PdfUpdateResult(writer.Written, baseLength, writer.HoleStart, writer.HoleLength);
    }

    private static int FirstFreeNumber(PdfDocument document)
    {
        int end = Math.Max(1, document.HighestNumberEnd);
        return document.Trailer.TryGetInteger("Size", out long size) && size > end && size <= HighestNumber ? (int)size : end;
    }

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
            if (entry.Key is not ("Prev" or "XRefStm" or "Size" or "Type" or "W" or "Index" or "Length" or "Filter" or "DecodeParms" or "DL"))
            {
                trailer[entry.Key] = entry.Value;
            }
        }
        trailer["Size"] = PdfInteger.Of(_nextNumber);
        trailer["Prev"] = PdfInteger.Of(_document.Revisions[^1].StartXref);
        if (_document.Current.Get<PdfArray>(newest, "ID") is [PdfString first, PdfString second])
        {
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
