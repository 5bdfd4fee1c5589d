namespace Signing.Core.Pdf.CrossReferences;

/// <summary>A cross-reference stream (ISO 32000-2, 7.5.8). Its rows are decoded when first asked for and kept as they are: a few bytes each.</summary>
internal sealed class CrossReferenceStream : CrossReferenceSection
{
    private readonly PdfStream _stream;
    private readonly StreamRowLayout _layout;
    private readonly NumberRange[] _ranges;
    private readonly int[] _firstRows;
    private readonly Func<PdfStream, byte[]> _decode;
    private readonly long _headerOffset;
    private readonly bool _isSorted;
    private byte[]? _rows;

    internal CrossReferenceStream(
        long startXref, PdfStream stream, StreamRowLayout layout, NumberRange[] ranges, long headerOffset, Func<PdfStream, byte[]> decode)
        : base(startXref, stream.Dictionary)
    {
        _stream = stream;
        _layout = layout;
        _ranges = ranges;
        _headerOffset = headerOffset;
        _decode = decode;
        _firstRows = new int[ranges.Length];
        _isSorted = true;
        for (int i = 1; i < ranges.Length; i++)
        {
            _firstRows[i] = _firstRows[i - 1] + ranges[i - 1].Count;
            _isSorted &= ranges[i].First >= ranges[i - 1].End;
        }
    }

    internal override CrossReferenceForm Form => CrossReferenceForm.Stream;

    /// <summary>Where the stream object begins.</summary>
    internal long Offset { get; init; }

    /// <summary>Whether its data is what its rows need, no more, and no two rows are for one object.</summary>
    internal bool IsExact => HasDisjointRanges && (_rows ??= _decode(_stream)).Length == _ranges.Sum(static range => (long)range.Count) * _layout.RowBytes;

    internal override IEnumerable<NumberRange> Ranges(bool withHidden) => _ranges;

    internal override bool TryGet(int number, bool withHidden, out CrossReferenceEntry entry)
    {
        entry = default;
        int range = FindRange(number);
        if (range < 0)
        {
            return false;
        }
        entry = Read(range, number);
        return true;
    }

    internal override IEnumerable<CrossReferenceEntry> Conflicts() => _isSorted ? [] : Conflicts(_ranges, Read);

    private CrossReferenceEntry Read(int range, int number)
    {
        _rows ??= _decode(_stream);
        long row = _firstRows[range] + (long)(number - _ranges[range].First);
        long start = row * _layout.RowBytes;
        return start + _layout.RowBytes <= _rows.Length
            ? _layout.Read(_rows.AsSpan((int)start, _layout.RowBytes), number, _headerOffset)
            : throw PdfError.Damaged("a cross-reference stream has fewer entries than it says", _stream.Offset);
    }

    private int FindRange(int number)
    {
        if (!_isSorted)
        {
            return FindAmongUnsorted(number);
        }
        int low = 0;
        int high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (number < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (number >= _ranges[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }
        return -1;
    }

    private int FindAmongUnsorted(int number) => Array.FindIndex(_ranges, range => range.Has(number));
}
