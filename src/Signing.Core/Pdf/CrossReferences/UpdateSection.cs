namespace Signing.Core.Pdf.CrossReferences;

/// <summary>Writes the cross-reference section of an update.</summary>
internal static class UpdateSection
{
    /// <summary>A table and its trailer (ISO 32000-2, 7.5.4 and 7.5.5).</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="headerOffset">From where offsets count.</param>
    /// <param name="entries">Ascending by number; none in object streams.</param>
    /// <param name="trailer">The trailer.</param>
    internal static void WriteTable(ObjectWriter writer, long headerOffset, List<CrossReferenceEntry> entries, PdfDictionary trailer)
    {
        writer.Write("xref\n"u8);
        if (entries.Count == 0)
        {
            writer.Write("0 0\n"u8);
        }
        for (int start = 0; start < entries.Count;)
        {
            int end = EndOfRun(entries, start);
            writer.Write(entries[start].Number);
            writer.Write((byte)' ');
            writer.Write(end - start);
            writer.Write((byte)'\n');
            for (; start < end; start++)
            {
                bool isFree = entries[start].Kind == CrossReferenceKind.Free;
                writer.Write(isFree ? 0 : entries[start].Offset - headerOffset, digits: 10);
                writer.Write((byte)' ');
                writer.Write(entries[start].Generation, digits: 5);
                writer.Write(isFree ? " f \n"u8 : " n \n"u8);
            }
        }
        writer.Write("trailer\n"u8);
        writer.WriteValue(trailer);
        writer.Write((byte)'\n');
    }

    /// <summary>A cross-reference stream (7.5.8), which has an entry for itself; as plain bytes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="headerOffset">From where offsets count.</param>
    /// <param name="own">The stream's own number.</param>
    /// <param name="entries">Ascending by number, the stream's own among them.</param>
    /// <param name="trailer">The trailer.</param>
    internal static void WriteStream(ObjectWriter writer, long headerOffset, PdfReference own, List<CrossReferenceEntry> entries, PdfDictionary trailer)
    {
        int secondBytes = FieldBytes(entries.Max(e => Math.Max(e.Offset - headerOffset, e.StreamNumber)));
        int thirdBytes = FieldBytes(entries.Max(static e => Math.Max(e.Generation, e.Index)));
        var index = new PdfArray();
        for (int start = 0; start < entries.Count;)
        {
            int end = EndOfRun(entries, start);
            index.Add(PdfInteger.Of(entries[start].Number));
            index.Add(PdfInteger.Of(end - start));
            start = end;
        }
        var rows = new byte[entries.Count * (1 + secondBytes + thirdBytes)];
        Span<byte> rest = rows;
        foreach (CrossReferenceEntry entry in entries)
        {
            (byte type, long second, int third) = entry.Kind switch
            {
                CrossReferenceKind.InFile => ((byte)1, entry.Offset - headerOffset, entry.Generation),
                CrossReferenceKind.InStream => ((byte)2, entry.StreamNumber, entry.Index),
                _ => ((byte)0, 0, entry.Generation),
            };
            rest[0] = type;
            PutField(rest.Slice(1, secondBytes), second);
            PutField(rest.Slice(1 + secondBytes, thirdBytes), third);
            rest = rest[(1 + secondBytes + thirdBytes)..];
        }
        trailer["Type"] = new PdfName("XRef");
        trailer["W"] = new PdfArray(PdfInteger.Of(1), PdfInteger.Of(secondBytes), PdfInteger.Of(thirdBytes));
        trailer["Index"] = index;
        writer.WriteIndirect(own, new PdfStream(trailer, rows));
    }

    private static int EndOfRun(List<CrossReferenceEntry> entries, int start)
    {
        int end = start + 1;
        while (end < entries.Count && entries[end].Number == entries[end - 1].Number + 1)
        {
            end++;
        }
        return end;
    }

    private static int FieldBytes(long largest)
    {
        int bytes = 1;
        while ((largest >>= 8) > 0)
        {
            bytes++;
        }
        return bytes;
    }

    private static void PutField(Span<byte> field, long value)
    {
        for (int i = field.Length - 1; i >= 0; i--)
        {
            field[i] = (byte)value;
            value >>= 8;
        }
    }
}
