using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.CrossReferences;

/// <summary>
/// A subsection of a table. Rows of the regular 20 bytes stay in the file and are read when asked for; where a writer used
/// other rows, they are kept here.
/// </summary>
internal sealed class TableSubsection
{
    private readonly ByteCursor? _cursor;
    private readonly long _rowsOffset;
    private readonly TableRow[]? _rows;

    /// <summary>Rows that stay in the file.</summary>
    internal TableSubsection(NumberRange range, ByteCursor cursor, long rowsOffset)
    {
        Range = range;
        _cursor = cursor;
        _rowsOffset = rowsOffset;
    }

    /// <summary>Rows that had to be read one after the other.</summary>
    internal TableSubsection(NumberRange range, TableRow[] rows)
    {
        Range = range;
        _rows = rows;
    }

    internal NumberRange Range { get; }

    internal TableRow this[int index]
    {
        get
        {
            if (_rows is not null)
            {
                return _rows[index];
            }
            long offset = _rowsOffset + ((long)index * TableRow.Bytes);
            _cursor!.Position = offset;
            return TableRow.TryParse(_cursor.Ahead(TableRow.Bytes), out TableRow row) ? row : throw PdfError.Damaged("a row of the cross-reference table is malformed", offset);
        }
    }
}
