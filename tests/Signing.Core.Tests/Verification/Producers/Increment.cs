using System.Globalization;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>One incremental update in the hand of a producer: objects as PDF syntax, in the order in which they are given.</summary>
internal sealed class Increment : IDisposable
{
    private const string RangeSlot = "[0 ********** ********** **********]";

    private readonly byte[] _document;
    private readonly WritingStyle _style;
    private readonly PdfDocument _opened;
    private readonly MemoryStream _out = new();
    private readonly List<int> _order = [];
    private readonly Dictionary<int, TestPdfObject> _objects = [];
    private readonly SortedDictionary<int, (int Type, long Second, int Third)> _rows = [];
    private string _trailer = "";
    private string _hole = "";
    private int _next;

    internal Increment(byte[] document, WritingStyle style)
    {
        _document = document;
        _style = style;
        _opened = PdfDocument.Open(PdfSource.FromMemory(document));
        _next = _opened.HighestNumberEnd;
    }

    internal PdfView View => _opened.Current;

    internal PdfReference Catalog => View.CatalogReference;

    internal PdfReference Page => PdfPages.Get(View, 0)!.Reference!;

    internal int Reserve() => _next++;

    internal string Add(string body) => Put(Reserve(), body);

    internal string Add(string dictionary, string data) => Put(Reserve(), dictionary, Encoding.Latin1.GetBytes(data));

    /// <returns>A reference to the object.</returns>
    internal string Put(int number, string body, byte[]? data = null)
    {
        if (!_objects.ContainsKey(number))
        {
            _order.Add(number);
        }
        _objects[number] = new TestPdfObject(body, data);
        return $"{number} 0 R";
    }

    /// <summary>A signature dictionary, with room for the CMS.</summary>
    internal string AddSignature(string head, int room, bool isContentsFirst, string entries)
    {
        _hole = $"<{new string('0', 2 * room)}>";
        string range = $"/ByteRange {RangeSlot}";
        string contents = $"/Contents {_hole}";
        return Add($"<<{head} {(isContentsFirst ? contents : range)} {(isContentsFirst ? range : contents)} {entries}>>");
    }

    /// <summary>Marks an object as free.</summary>
    internal void Free(int number) => _rows[number] = (0, 0, 1);

    /// <summary>Changes a dictionary of the document, or of this update.</summary>
    internal void Edit(PdfReference place, Action<PdfDictionary> change)
    {
        PdfDictionary value = Take<PdfDictionary>(place).Clone();
        change(value);
        Put(place.Number, Text(value));
    }

    /// <summary>Adds to a list that stands in a dictionary or in an object of its own.</summary>
    internal void Append(PdfReference holder, string key, string item, bool isIndirect = false)
    {
        PdfDictionary dictionary = Take<PdfDictionary>(holder);
        PdfArray list = (dictionary[key] switch
        {
            PdfReference own => Take<PdfArray>(own),
            PdfArray direct => direct,
            _ => [],
        }).Clone();
        list.Add(TestRevision.Parse(item));
        if (dictionary[key] is PdfReference place)
        {
            Put(place.Number, Text(list));
        }
        else
        {
            Edit(holder, changed => changed[key] = isIndirect && dictionary[key] is null ? TestRevision.Parse(Add(Text(list))) : list);
        }
    }

    /// <summary>Gives the document information dictionary other entries, in its place or, where there is none, in a new one.</summary>
    internal void SetInfo(string entries)
    {
        if (View.Trailer["Info"] is PdfReference place)
        {
            Edit(place, info =>
            {
                foreach ((string key, PdfObject value) in TestRevision.Dictionary($"<<{entries}>>"))
                {
                    info[key] = value;
                }
            });
        }
        else
        {
            _trailer += $" /Info {Add($"<<{entries}>>")}";
        }
    }

    internal byte[] Write(Func<byte[], byte[]>? sign = null)
    {
        _out.Write(_document);
        Text(_document[^1] is (byte)'\n' or (byte)'\r' ? _style.Lead : _style.LineEnd + _style.Lead);
        CrossReferenceForm form = _opened.Revisions[^1].Form;
        WriteObjects(packs: _style.Packs && form == CrossReferenceForm.Stream);
        if (_style.HasFreeHead)
        {
            _rows[0] = (0, 0, 65535);
        }
        long section = form switch
        {
            CrossReferenceForm.Stream => WriteStream(),
            CrossReferenceForm.Hybrid when _style.WritesHybrid => WriteTable($" /XRefStm {WriteStream() - _opened.HeaderOffset}"),
            CrossReferenceForm.Hybrid when _style.CopiesTrailer => WriteTable($" /XRefStm {Text(_opened.Trailer["XRefStm"]!)}"),
            _ => WriteTable(""),
        };
        Text($"{_style.Comment}startxref{_style.LineEnd}{section - _opened.HeaderOffset}{_style.LineEnd}%%EOF{_style.Tail}");
        return sign is null ? _out.ToArray() : Sign(_out.ToArray(), sign);
    }

    public void Dispose()
    {
        _opened.Dispose();
        _out.Dispose();
    }

    internal static string Text(PdfObject value)
    {
        var writer = new ObjectWriter(256);
        writer.WriteValue(value);
        return Encoding.Latin1.GetString(writer.Written.Span);
    }

    internal PdfDictionary Take(PdfReference place) => Take<PdfDictionary>(place).Clone();

    private T Take<T>(PdfReference place)
        where T : PdfObject => (T)(_objects.TryGetValue(place.Number, out TestPdfObject? changed) ? TestRevision.Parse(changed.Body) : View.Resolve(place));

    private void WriteObjects(bool packs)
    {
        var packed = new List<int>();
        foreach (int number in _order.ToArray())
        {
            TestPdfObject value = _objects[number];
            if (packs && value.Data is null && !value.Body.Contains(RangeSlot, StringComparison.Ordinal))
            {
                packed.Add(number);
            }
            else
            {
                WriteObject(number, value);
            }
        }
        if (packed.Count == 0)
        {
            return;
        }
        int container = Reserve();
        var heads = new StringBuilder();
        var bodies = new StringBuilder();
        for (int i = 0; i < packed.Count; i++)
        {
            heads.Append(CultureInfo.InvariantCulture, $"{packed[i]} {bodies.Length} ");
            bodies.Append(_objects[packed[i]].Body).Append(' ');
            _rows[packed[i]] = (2, container, i);
        }
        byte[] data = TestPdfWriter.Deflate(Encoding.Latin1.GetBytes(heads.ToString() + bodies));
        WriteObject(container, new TestPdfObject($"<</Type/ObjStm/N {packed.Count}/First {heads.Length}/Filter/FlateDecode>>", data));
    }

    private long WriteObject(int number, TestPdfObject value)
    {
        string line = _style.LineEnd;
        string body = value.Body;
        int length = value.Data is not null && _style.HasIndirectLengths && !body.Contains("/XRef", StringComparison.Ordinal) ? Reserve() : 0;
        if (value.Data is not null)
        {
            body = $"{body[..body.LastIndexOf(">>", StringComparison.Ordinal)]}/Length {(length > 0 ? $"{length} 0 R" : value.Data.Length)}>>";
        }
        long place = _out.Position;
        _rows[number] = (1, place - _opened.HeaderOffset, 0);
        Text($"{number} 0 obj{line}{body}{line}");
        if (value.Data is not null)
        {
            Text($"stream{(line == "\r" ? "\r\n" : line)}");
            _out.Write(value.Data);
            Text($"{line}endstream{line}");
        }
        Text($"endobj{line}");
        if (length > 0)
        {
            WriteObject(length, new TestPdfObject($"{value.Data!.Length}", null));
        }
        return place;
    }

    private long WriteStream()
    {
        int own = Reserve();
        if (_style.NamesItself)
        {
            _rows[own] = (1, _out.Position - _opened.HeaderOffset, 0);
        }
        int columns = 7;
        byte[] rows = [.. _rows.Values.SelectMany(static row => (byte[])[(byte)row.Type, .. Bytes(row.Second, 4), .. Bytes(row.Third, 2)])];
        string filter = "";
        if (_style.Predicts)
        {
            filter = $"/Filter/FlateDecode/DecodeParms<</Columns {columns}/Predictor 12>>";
            rows = TestPdfWriter.Deflate([.. rows.Chunk(columns).SelectMany((row, i) => row.Select((value, k) => (byte)(value - (i == 0 ? 0 : rows[((i - 1) * columns) + k]))).Prepend((byte)2))]);
        }
        string index = string.Join(' ', Ranges().Select(static range => $"{range.First} {range.Count}"));
        return WriteObject(own, new TestPdfObject($"<</Type/XRef/W[1 4 2]/Index[{index}]{filter}{Trailer()}>>", rows));
    }

    private long WriteTable(string extra)
    {
        long place = _out.Position;
        Text($"xref{_style.LineEnd}");
        foreach ((int first, int count) in Ranges())
        {
            Text($"{first} {count}{_style.LineEnd}");
            foreach ((int type, long second, int third) in Enumerable.Range(first, count).Select(number => _rows[number]))
            {
                Text(string.Create(CultureInfo.InvariantCulture, $"{second:D10} {third:D5} {(type == 0 ? 'f' : 'n')}{_style.RowEnd}"));
            }
        }
        Text($"trailer{_style.LineEnd}<<{Trailer()}{extra}>>{_style.LineEnd}");
        return place;
    }

    private List<(int First, int Count)> Ranges()
    {
        var ranges = new List<(int First, int Count)>();
        foreach (int number in _rows.Keys)
        {
            if (!_style.HasRowEach && ranges.Count > 0 && ranges[^1].First + ranges[^1].Count == number)
            {
                ranges[^1] = (ranges[^1].First, ranges[^1].Count + 1);
            }
            else
            {
                ranges.Add((number, 1));
            }
        }
        return ranges;
    }

    private string Trailer()
    {
        var kept = (string[])["Root", "Encrypt", .. _trailer.Contains("/Info", StringComparison.Ordinal) ? Array.Empty<string>() : ["Info"]];
        string entries = string.Concat(kept.Where(key => _opened.Trailer[key] is not null).Select(key => $"/{key} {Text(_opened.Trailer[key]!)}"));
        string id = _opened.Trailer["ID"] is PdfArray { Count: 2 } old ? $"/ID[{Text(old[0])}<{Guid.NewGuid():N}>]" : "";
        return $"{entries}{id}{_trailer}/Prev {_opened.Revisions[^1].StartXref}/Size {_next}";
    }

    private byte[] Sign(byte[] whole, Func<byte[], byte[]> sign)
    {
        int from = whole.AsSpan(_document.Length).IndexOf(Encoding.ASCII.GetBytes(_hole)) + _document.Length;
        int to = from + _hole.Length;
        int range = whole.AsSpan(_document.Length).IndexOf(Encoding.ASCII.GetBytes(RangeSlot)) + _document.Length;
        Encoding.ASCII.GetBytes($"[0 {from} {to} {whole.Length - to}]".PadRight(RangeSlot.Length)).CopyTo(whole, range);
        byte[] cms = sign([.. whole[..from], .. whole[to..]]);
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms)).CopyTo(whole, from + 1);
        return whole;
    }

    private void Text(string text) => _out.Write(Encoding.Latin1.GetBytes(text));

    private static IEnumerable<byte> Bytes(long value, int count)
    {
        for (int shift = (count - 1) * 8; shift >= 0; shift -= 8)
        {
            yield return (byte)(value >> shift);
        }
    }
}
