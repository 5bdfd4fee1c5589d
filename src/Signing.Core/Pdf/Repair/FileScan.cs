using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf.Repair;

/// <summary>
/// One pass over a damaged file that notes where objects, trailers and signatures stand. Each byte is looked at a few times
/// at most, and what is kept grows with the number of objects alone. Streams are passed over, so that a document embedded
/// in one is not taken for the file's own objects.
/// </summary>
internal sealed class FileScan : IDisposable
{
    private const int LongestLengthObject = 128;

    private readonly PdfSource _source;
    private readonly ObjectParser _parser;
    private readonly BudgetMeter _meter;
    private readonly WordScanner _words;
    private readonly ScannedObjects? _lengths;
    private readonly HashSet<int> _objectStreams = [];
    private NumberPair _numbers;
    private CrossReferenceEntry _open;
    private long _valueStart;
    private bool _isObjectStream;
    private bool _isSection;
    private long _trailerStart = -1;
    private bool _hasDoubtfulLength;

    private FileScan(PdfSource source, ObjectParser parser, BudgetMeter meter, ScannedObjects? lengths)
    {
        _source = source;
        _parser = parser;
        _meter = meter;
        _words = new WordScanner(source);
        _lengths = lengths;
        Objects = new ScannedObjects(meter);
    }

    internal ScannedObjects Objects { get; }

    internal FoundTrailers Trailers { get; } = new();

    internal Sightings Seen { get; } = new();

    /// <summary>The object streams, in the order of the file.</summary>
    internal IReadOnlyList<CrossReferenceEntry> ObjectStreams =>
    [
        .. _objectStreams.Select(number => Objects.TryGet(number, out CrossReferenceEntry entry) ? entry : default).OrderBy(static entry => entry.Offset),
    ];

    /// <param name="source">The file.</param>
    /// <param name="start">Where the header stands: what is before it has no offset, so no object is there for anybody.</param>
    /// <param name="parser">Reads the few dictionaries that matter; tolerant.</param>
    /// <param name="meter">The budget.</param>
    internal static FileScan Run(PdfSource source, long start, ObjectParser parser, BudgetMeter meter)
    {
        using var scan = new FileScan(source, parser, meter, null);
        scan.Read(start);
        if (!scan._hasDoubtfulLength)
        {
            return scan;
        }
        // A stream whose length stands behind it seemed to end at an object: now its length is known.
        using var again = new FileScan(source, parser, meter, scan.Objects);
        again.Read(start);
        return again;
    }

    public void Dispose() => _words.Dispose();

    /// <param name="dataEnd">Up to here only signatures are looked for.</param>
    private void Read(long dataEnd)
    {
        while (_words.Next())
        {
            _meter.Tick();
            if (_words.IsName)
            {
                SeeName();
            }
            else
            {
                Seen.SeeOther();
            }
            if (_words.Start < dataEnd)
            {
                continue;
            }
            if (!_words.IsName && _words.TryParseNumber(0, out long number))
            {
                _numbers.Add(number, _words.Start, _words.FollowsWord);
                continue;
            }
            if (!_words.IsName)
            {
                dataEnd = ReadKeyword();
            }
            else
            {
                _numbers.Clear();
            }
        }
        EndTrailer(_source.Length);
        if (_open.Number > 0 && IsWhole(_valueStart))
        {
            Close();
        }
    }

    /// <returns>Up to where only signatures are looked for.</returns>
    private long ReadKeyword()
    {
        ReadOnlySpan<byte> text = _words.Text;
        bool isPair = _words.FollowsWord && _numbers.IsWhole;
        NumberPair numbers = _numbers;
        _numbers.Clear();
        if (text.SequenceEqual("R"u8) && isPair)
        {
            Seen.SeeReference(numbers.First);
        }
        else if (text.SequenceEqual("obj"u8) && isPair)
        {
            Begin(numbers);
        }
        else if (text.SequenceEqual("stream"u8) && _words.FollowsDictionary && _open.Number > 0)
        {
            return ReadStream();
        }
        else if (text.SequenceEqual("trailer"u8) || text.SequenceEqual("xref"u8) || text.SequenceEqual("startxref"u8))
        {
            EndTrailer(_words.Start);
            Close();
            _trailerStart = text.SequenceEqual("trailer"u8) ? _words.Cursor.Position : -1;
        }
        else
        {
            int keyword = text.StartsWith("endobj"u8) ? 6 : text.StartsWith("EOF"u8) ? 3 : 0;
            if (keyword > 0)
            {
                Close();
                if (_words.TryParseNumber(keyword, out long glued))
                {
                    _numbers.Add(glued, _words.Start + keyword, follows: false);
                }
            }
        }
        return 0;
    }

    private void Begin(in NumberPair numbers)
    {
        if (numbers.First is 0 or > ScannedObjects.HighestNumber || numbers.Second > ScannedObjects.HighestGeneration)
        {
            return;
        }
        EndTrailer(numbers.FirstStart);
        Close();
        _open = CrossReferenceEntry.InFile((int)numbers.First, (int)numbers.Second, numbers.FirstStart);
        _valueStart = _words.Cursor.Position;
        _isObjectStream = _isSection = false;
    }

    /// <summary>Notes the object that was open. One that the end of the file cuts in the middle never gets here.</summary>
    private void Close()
    {
        if (_open.Number == 0)
        {
            return;
        }
        // A cross-reference stream is no part of the document, and this one is not trusted any more.
        if (!_isSection && Objects.Put(_open.Number, _open.Generation, _open.Offset))
        {
            if (_isObjectStream)
            {
                _objectStreams.Add(_open.Number);
            }
            else
            {
                _objectStreams.Remove(_open.Number);
            }
        }
        _open = default;
    }

    private void SeeName()
    {
        Seen.SeeName(_words, _open, _words.Start);
        // A trailer may have lost its keyword.
        if (_open.Number == 0 && _trailerStart < 0 && (_words.IsNamed("Root"u8) || _words.IsNamed("Encrypt"u8)))
        {
            _trailerStart = _words.DictionaryOpen;
        }
    }

    private void EndTrailer(long limit)
    {
        if (_trailerStart >= 0 && _parser.TryReadValue(_trailerStart, limit) is PdfDictionary trailer)
        {
            Trailers.Add(trailer);
        }
        _trailerStart = -1;
    }

    private long ReadStream()
    {
        long keyword = _words.Start;
        long data = DataStart();
        var dictionary = _parser.TryReadValue(_valueStart, keyword) as PdfDictionary;
        long length = -1;
        bool isUnknown = false;
        if (dictionary?["Length"] is PdfReference reference)
        {
            isUnknown = !TryReadLength(reference, out length);
        }
        else if (dictionary?["Length"] is PdfInteger direct)
        {
            length = direct.Value;
        }
        StreamExtent extent = StreamExtent.Find(_source, data, length, _meter);
        _hasDoubtfulLength |= isUnknown && extent.MeetsObject && _lengths is null;
        _isSection = dictionary is not null && dictionary.IsName("Type", "XRef");
        if (_isSection)
        {
            Trailers.Add(dictionary!);
        }
        _isObjectStream = dictionary is not null && dictionary.IsName("Type", "ObjStm");
        if (extent.IsExact)
        {
            _words.Cursor.Position = extent.AfterKeyword;
            return 0;
        }
        return extent.AfterKeyword;
    }

    /// <summary>After the keyword and its line ending.</summary>
    private long DataStart()
    {
        ByteCursor cursor = _words.Cursor;
        if (cursor.TryTake((byte)'\r'))
        {
            cursor.TryTake((byte)'\n');
        }
        else
        {
            cursor.TryTake((byte)'\n');
        }
        return cursor.Position;
    }

    private bool TryReadLength(PdfReference reference, out long length)
    {
        length = -1;
        if (!(_lengths ?? Objects).TryGet(reference.Number, out CrossReferenceEntry entry)
            || _parser.TryReadIndirect(entry.Offset, Math.Min(entry.Offset + LongestLengthObject, _source.Length))?.Value is not PdfInteger found)
        {
            return false;
        }
        length = found.Value;
        return true;
    }

    private bool IsWhole(long offset)
    {
        _parser.IsTolerant = false;
        try
        {
            return _parser.TryReadValue(offset, _source.Length) is not null;
        }
        finally
        {
            _parser.IsTolerant = true;
        }
    }
}
