namespace Signing.Core.Pdf.CrossReferences;

/// <summary>The field widths of a cross-reference stream: <c>/W</c> (ISO 32000-2, Table 17).</summary>
internal readonly record struct StreamRowLayout(int Type, int Second, int Third, int RowBytes)
{
    private const int WidestField = 8;

    internal static bool TryRead(PdfDictionary dictionary, out StreamRowLayout layout)
    {
        layout = default;
        if (dictionary["W"] is not PdfArray { Count: >= 3 } widths)
        {
            return false;
        }
        // Three fields make an entry; readers pass over further widths.
        Span<int> fields = stackalloc int[3];
        for (int i = 0; i < fields.Length; i++)
        {
            if (widths[i] is not PdfInteger { Value: >= 0 and <= WidestField } width)
            {
                return false;
            }
            fields[i] = (int)width.Value;
        }
        layout = new StreamRowLayout(fields[0], fields[1], fields[2], fields[0] + fields[1] + fields[2]);
        return layout.RowBytes > 0;
    }

    internal CrossReferenceEntry Read(ReadOnlySpan<byte> row, int number, long headerOffset)
    {
        // A type field of width 0 means type 1 (Table 17); other types mean that there is no such object (Table 18).
        ulong type = Type == 0 ? 1 : Field(row[..Type]);
        ulong second = Field(row.Slice(Type, Second));
        ulong third = Field(row.Slice(Type + Second, Third));
        return type switch
        {
            1 when second is > 0 and <= CrossReferenceEntry.Farthest => CrossReferenceEntry.InFile(number, Narrow(third), (long)second + headerOffset),
            2 when second is > 0 and < int.MaxValue => CrossReferenceEntry.InStream(number, (int)second, Narrow(third)),
            _ => CrossReferenceEntry.Free(number, Narrow(third)),
        };
    }

    private static int Narrow(ulong value) => value > int.MaxValue ? int.MaxValue : (int)value;

    private static ulong Field(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        foreach (byte b in bytes)
        {
            value = (value << 8) | b;
        }
        return value;
    }
}
