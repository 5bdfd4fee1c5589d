using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.CrossReferences;

/// <summary>
/// Follows <c>startxref</c>, <c>/Prev</c> and <c>/XRefStm</c> and gives the sections, the newest first. It reads the heads of
/// the sections, not their rows.
/// </summary>
internal sealed class CrossReferenceReader(
    ObjectParser parser, ByteCursor rowCursor, long headerOffset, BudgetMeter meter, Func<PdfStream, byte[]> decode)
{
    private readonly HashSet<long> _visited = [];
    private readonly Dictionary<long, CrossReferenceStream> _hidden = [];

    internal List<CrossReferenceSection> Read(long startXref)
    {
        var sections = new List<CrossReferenceSection>();
        long? next = startXref;
        while (next is long at)
        {
            CrossReferenceSection section = ReadSection(at);
            sections.Add(section);
            next = Previous(section);
        }
        return sections;
    }

    private static long? Previous(CrossReferenceSection section) => section.Trailer["Prev"] switch
    {
        null or PdfInteger { Value: 0 } => null,
        PdfInteger previous => previous.Value,
        _ => throw PdfError.Damaged("/Prev in a trailer is no integer", section.Trailer.Offset),
    };

    private CrossReferenceSection ReadSection(long startXref)
    {
        meter.CountSection();
        ByteCursor cursor = parser.Lexer.Cursor;
        long position = Locate(startXref);
        if (!_visited.Add(position))
        {
            throw PdfError.Damaged("the chain of cross-reference sections runs in a circle", position);
        }
        Span<byte> keyword = stackalloc byte[5];
        return cursor.Read(keyword) == keyword.Length && keyword[..4].SequenceEqual("xref"u8) && Characters.IsWhiteSpace(keyword[4])
            ? ReadTable(startXref)
            : ReadStream(startXref, position);
    }

    /// <summary>Where a section begins: at its offset, or after white space that stands there.</summary>
    private long Locate(long offset)
    {
        ByteCursor cursor = parser.Lexer.Cursor;
        // At 0 stands the header, whose first line a reader of objects takes for a comment: as /Prev it means that there is none.
        if (offset <= 0 || offset >= cursor.Length - headerOffset)
        {
            throw PdfError.Damaged("a cross-reference section is said to be beyond the file, or at its header", offset);
        }
        cursor.Position = offset + headerOffset;
        cursor.SkipWhiteSpace();
        return cursor.Position;
    }

    private CrossReferenceTable ReadTable(long startXref)
    {
        Lexer lexer = parser.Lexer;
        var subsections = new List<TableSubsection>();
        TokenKind token;
        while ((token = lexer.Next()) == TokenKind.Integer)
        {
            TableSubsection subsection = ReadSubsection();
            if (subsection.Range.Count > 0)
            {
                subsections.Add(subsection);
            }
            meter.CountObject();
        }
        if (!lexer.IsKeyword(token, "trailer"u8))
        {
            throw PdfError.Damaged("a cross-reference table has no trailer", lexer.TokenStart);
        }
        PdfDictionary trailer = parser.ReadValueAt(lexer.Cursor.Position) as PdfDictionary
            ?? throw PdfError.Damaged("a trailer is no dictionary", lexer.TokenStart);
        long end = lexer.Cursor.Position;
        SectionClosing? closing = ReadClosing();
        CrossReferenceStream? hidden = null;
        if (trailer["XRefStm"] is PdfObject named)
        {
            // Its own /Prev is not followed, so that no circle can arise; writers copy the entry from trailer to trailer.
            long offset = named is PdfInteger integer ? integer.Value : throw PdfError.Damaged("/XRefStm is no integer", trailer.Offset);
            meter.CountSection();
            hidden = ReadHidden(offset);
        }
        return new CrossReferenceTable(startXref, trailer, [.. subsections], headerOffset) { Closing = closing, EndOffset = end, Hidden = hidden };
    }

    /// <summary>One that many trailers name is read once.</summary>
    private CrossReferenceStream ReadHidden(long offset)
    {
        long position = Locate(offset);
        if (!_hidden.TryGetValue(position, out CrossReferenceStream? hidden))
        {
            _hidden[position] = hidden = ReadStream(offset, position);
        }
        return hidden;
    }

    /// <summary>Its first number has just been read.</summary>
    private TableSubsection ReadSubsection()
    {
        Lexer lexer = parser.Lexer;
        ByteCursor cursor = lexer.Cursor;
        long first = lexer.Integer;
        long at = lexer.TokenStart;
        if (lexer.Next() != TokenKind.Integer || first < 0 || lexer.Integer < 0 || first + lexer.Integer > int.MaxValue)
        {
            throw PdfError.Damaged("a subsection of the cross-reference table has no proper head", at);
        }
        var range = new NumberRange((int)first, (int)lexer.Integer);
        cursor.SkipWhiteSpace();
        long rows = cursor.Position;
        if (HasRegularRows(rows, range.Count))
        {
            cursor.Position = rows + ((long)range.Count * TableRow.Bytes);
            return new TableSubsection(range, rowCursor, rows);
        }
        cursor.Position = rows;
        return new TableSubsection(range, ReadRows(range.Count));
    }

    /// <summary>Whether rows of 20 bytes lead to something that can follow them. Those between are checked when they are read.</summary>
    private bool HasRegularRows(long rows, int count)
    {
        ByteCursor cursor = parser.Lexer.Cursor;
        long end = rows + ((long)count * TableRow.Bytes);
        if (end > cursor.Length)
        {
            return false;
        }
        cursor.Position = end;
        cursor.SkipSpace();
        if (cursor.Peek() != 't' && !Characters.IsDigit(cursor.Peek()))
        {
            return false;
        }
        return count == 0 || (IsRow(rows) && IsRow(end - TableRow.Bytes));
    }

    private bool IsRow(long offset)
    {
        Span<byte> bytes = stackalloc byte[TableRow.Bytes];
        parser.Lexer.Cursor.Position = offset;
        return parser.Lexer.Cursor.Read(bytes) == bytes.Length && TableRow.TryParse(bytes, out _);
    }

    private TableRow[] ReadRows(int count)
    {
        Lexer lexer = parser.Lexer;
        var rows = new List<TableRow>();
        for (int i = 0; i < count; i++)
        {
            meter.CountObject();
            long offset = lexer.Next() == TokenKind.Integer && lexer.Integer >= 0 ? lexer.Integer : throw MalformedRow();
            int generation = lexer.Next() == TokenKind.Integer && lexer.Integer is >= 0 and < int.MaxValue ? (int)lexer.Integer : throw MalformedRow();
            TokenKind kind = lexer.Next();
            bool inUse = lexer.IsKeyword(kind, "n"u8);
            if (!inUse && !lexer.IsKeyword(kind, "f"u8))
            {
                throw MalformedRow();
            }
            rows.Add(new TableRow(offset, generation, inUse));
        }
        return [.. rows];
    }

    private SigningException MalformedRow() => PdfError.Damaged("a row of the cross-reference table is malformed", parser.Lexer.TokenStart);

    private CrossReferenceStream ReadStream(long startXref, long position)
    {
        PdfIndirectObject found = parser.ReadIndirectAt(position, null);
        if (found.Value is not PdfStream stream || !StreamRowLayout.TryRead(stream.Dictionary, out StreamRowLayout layout))
        {
            throw PdfError.Damaged("neither a cross-reference table nor a stream stands where one should", position);
        }
        return new CrossReferenceStream(startXref, stream, layout, ReadIndex(stream), headerOffset, decode)
        {
            Offset = found.Offset,
            Closing = ReadClosing(),
            EndOffset = found.EndOffset,
        };
    }

    /// <summary><c>/Index</c>: pairs of first number and count; without it everything from 0 to <c>/Size</c> (Table 17).</summary>
    private static NumberRange[] ReadIndex(PdfStream stream)
    {
        PdfDictionary dictionary = stream.Dictionary;
        PdfObject? index = dictionary["Index"] ?? (dictionary["Size"] is PdfInteger size ? new PdfArray(PdfInteger.Of(0), size) : null);
        if (index is not PdfArray pairs || pairs.Count % 2 != 0)
        {
            throw PdfError.Damaged("a cross-reference stream has no proper /Index", stream.Offset);
        }
        var ranges = new NumberRange[pairs.Count / 2];
        long rows = 0;
        for (int i = 0; i < ranges.Length; i++)
        {
            if (pairs[2 * i] is not PdfInteger { Value: >= 0 and < int.MaxValue } first
                || pairs[(2 * i) + 1] is not PdfInteger { Value: >= 0 and < int.MaxValue } count
                || first.Value + count.Value > int.MaxValue
                || (rows += count.Value) > int.MaxValue)
            {
                throw PdfError.Damaged("a cross-reference stream has no proper /Index", stream.Offset);
            }
            ranges[i] = new NumberRange((int)first.Value, (int)count.Value);
        }
        return ranges;
    }

    private SectionClosing? ReadClosing() => FileTail.TryReadClosing(parser.Lexer, out SectionClosing closing) ? closing : null;
}
