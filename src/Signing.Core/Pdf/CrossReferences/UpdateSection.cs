namespace Signing.Core.Pdf.CrossReferences;

/// <summary>Writes the cross-reference section of an update.</summary>
internal static class UpdateSection
{
    /// <summary>A table and its trailer (ISO 32000-2, 7.5.4 and 7.5.5).</summary>
    internal static void WriteTable(ObjectWriter writer, List<UpdateEntry> entries, PdfDictionary trailer)
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
                writer.Write(entries[start].Offset, digits: 10);
                writer.Write((byte)' ');
                writer.Write(entries[start].Generation, digits: 5);
                writer.Write(" n \n"u8);
            }
        }
        writer.Write("trailer\n"u8);
        writer.WriteValue(trailer);
        writer.Write((byte)'\n');
    }

    /// <summary>A cross-reference stream (7.5.8), which has an entry for itself; plain bytes, since there are few.</summary>
    internal static void WriteStream(ObjectWriter writer, PdfReference own, List<UpdateEntry> entries, PdfDictionary trailer)
    {
        int offsetBytes = FieldBytes(entries[^1].Offset);
        int generationBytes = FieldBytes(entries.Max(static e => e.Generation));
        var index = new PdfArray();
        for (int start = 0; start < entries.Count;)
        {
            int end = EndOfRun(entries, start);
            index.Add(PdfInteger.Of(entries[start].Number));
            index.Add(PdfInteger.Of(end - start));
            start = end;
        }
        var rows = new byte[entries.Count * (1 + offsetBytes + generationBytes)];
        Span<byte> rest = rows;
        foreach (UpdateEntry entry in entries)
        {
            rest[0] = 1;
            PutField(rest.Slice(1, offsetBytes), entry.Offset);
            PutField(rest.Slice(1 + offsetBytes, generationBytes), entry.Generation);
            rest = rest[(1 + offsetBytes + generationBytes)..];
        }
        trailer["Type"] = new PdfName("XRef");
        trailer["W"] = new PdfArray(PdfInteger.Of(1), PdfInteger.Of(offsetBytes), PdfInteger.Of(generationBytes));
        trailer["Index"] = index;
        writer.WriteIndirect(own, new PdfStream(trailer, rows));
    }

    private static int EndOfRun(List<UpdateEntry> entries, int start)
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
