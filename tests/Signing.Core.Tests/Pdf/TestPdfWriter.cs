using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Signing.Core.Tests.Pdf;

/// <summary>Lays a <see cref="TestPdf"/> out.</summary>
internal sealed class TestPdfWriter(TestPdf pdf) : IDisposable
{
    private const int RowBytes = 7;

    private readonly MemoryStream _out = new();
    private readonly List<long> _startXrefs = [];
    private readonly List<long> _endOffsets = [];
    private readonly Dictionary<(int Revision, int Number), long> _offsets = [];
    private int _next = pdf.NextNumber;
    private int _highest;

    private int Base => pdf.CountsFromStart ? 0 : pdf.Junk.Length;

    private long Position => _out.Position - Base;

    internal TestPdfLayout Write()
    {
        Text(pdf.Junk);
        Text($"%PDF-{pdf.Version}\n%\u00E2\u00E3\u00CF\u00D3\n");
        for (int revision = 1; revision <= pdf.Revisions.Count; revision++)
        {
            long section = revision == 1 && pdf.IsLinearized ? WriteLinearized() : WriteRevision(revision);
            Text($"startxref\n{section}\n%%EOF\n");
            _startXrefs.Add(section);
            _endOffsets.Add(_out.Position);
        }
        return new TestPdfLayout { Bytes = _out.ToArray(), StartXrefs = _startXrefs, EndOffsets = _endOffsets, Offsets = _offsets };
    }

    public void Dispose() => _out.Dispose();

    internal static byte[] Deflate(byte[] data)
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Optimal))
        {
            deflate.Write(data);
        }
        return target.ToArray();
    }

    private long WriteRevision(int revision)
    {
        TestPdfRevision content = pdf.Revisions[revision - 1];
        bool isHybrid = content.Form == TestPdfForm.Hybrid;
        var rows = new SortedDictionary<int, Row>();
        if (revision == 1)
        {
            rows[0] = new Row(0, 0, 65535);
        }
        foreach (int number in content.Freed)
        {
            rows[number] = new Row(0, 0, 1);
        }
        var packed = new SortedDictionary<int, TestPdfObject>();
        foreach ((int number, TestPdfObject value) in content.Objects)
        {
            if (Packs(content.Form, number, value))
            {
                packed[number] = value;
            }
            else
            {
                rows[number] = new Row(1, WriteObject(revision, number, value), 0);
            }
        }
        SortedDictionary<int, Row> hidden = isHybrid ? [] : rows;
        WritePacked(revision, packed, hidden);
        if (content.Form is TestPdfForm.Stream or TestPdfForm.ObjectStreams)
        {
            return WriteStreamSection(rows, Trailer(), _next++, compresses: pdf.Compresses);
        }
        string extra = "";
        if (hidden.Count > 0 && isHybrid)
        {
            extra = $" /XRefStm {WriteStreamSection(hidden, "", _next++, compresses: pdf.Compresses)}";
            foreach (int number in hidden.Keys)
            {
                rows.TryAdd(number, new Row(0, 0, 0));
            }
        }
        return WriteTable(rows, Trailer() + extra);
    }

    private static bool Packs(TestPdfForm form, int number, TestPdfObject value) => value.Data is null && form switch
    {
        TestPdfForm.ObjectStreams => true,
        TestPdfForm.Hybrid => number > TestPdf.FirstPage,
        _ => false,
    };

    /// <summary>
    /// The first-page section stands first and chains to the main section at the end, whose closing names the first-page
    /// section (ISO 32000-2, Annex F). The parameter dictionary and the hint tables are left out: nothing depends on them.
    /// </summary>
    private long WriteLinearized()
    {
        TestPdfRevision content = pdf.Revisions[0];
        bool isTable = content.Form == TestPdfForm.Table;
        (int firstNumber, int mainNumber) = isTable ? (0, 0) : (_next++, _next++);
        _highest = Math.Max(mainNumber, content.Objects.Keys.Max());
        int[] firstPage = [.. content.Objects.Keys.Where(static n => n is TestPdf.Catalog or TestPdf.FirstPage)];

        long WriteFirstPage(SortedDictionary<int, Row> rows, long main)
        {
            string trailer = $"{Trailer()} /Prev {main.ToString("D10", CultureInfo.InvariantCulture)}";
            long section = isTable ? WriteTable(rows, trailer) : WriteStreamSection(rows, trailer, firstNumber, compresses: false);
            Text("startxref\n0\n%%EOF\n");
            return section;
        }

        // Written once to take its room, and again when the places of what follows are known.
        long first = WriteFirstPage(new(firstPage.Append(firstNumber).Where(static n => n > 0).ToDictionary(static n => n, static _ => default(Row))), 0);
        var rows = new SortedDictionary<int, Row>(firstPage.ToDictionary(static n => n, n => new Row(1, WriteObject(1, n, content.Objects[n]), 0)));
        var mainRows = new SortedDictionary<int, Row> { [0] = new(0, 0, 65535) };
        foreach ((int number, TestPdfObject value) in content.Objects.Where(o => !firstPage.Contains(o.Key)))
        {
            mainRows[number] = new Row(1, WriteObject(1, number, value), 0);
        }
        long main = isTable ? WriteTable(mainRows, "") : WriteStreamSection(mainRows, "", mainNumber, compresses: false);
        long end = _out.Position;
        _out.Position = first + Base;
        WriteFirstPage(rows, main);
        _out.Position = end;
        return first;
    }

    /// <summary>The trailer's entries but <c>/Size</c>.</summary>
    private string Trailer()
    {
        string previous = _startXrefs.Count == 0 ? "" : $" /Prev {_startXrefs[^1]}";
        string id = pdf.HasId ? " /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]" : "";
        return $"/Root {TestPdf.Catalog} 0 R{previous}{id} {pdf.TrailerExtra}";
    }

    private long WriteObject(int revision, int number, TestPdfObject value)
    {
        long offset = Position;
        _highest = Math.Max(_highest, number);
        _offsets[(revision, number)] = offset + Base;
        Text($"{number} 0 obj\n{value.Body}\n");
        if (value.Data is not null)
        {
            Text("stream\n");
            _out.Write(value.Data);
            Text("\nendstream\n");
        }
        Text("endobj\n");
        return offset;
    }

    /// <summary>Writes object streams and puts their rows, and those of what they hold, into <paramref name="rows"/>.</summary>
    private void WritePacked(int revision, SortedDictionary<int, TestPdfObject> packed, SortedDictionary<int, Row> rows)
    {
        int? extends = null;
        foreach (KeyValuePair<int, TestPdfObject>[] chunk in packed.Chunk(pdf.ObjectsPerStream))
        {
            int number = _next++;
            var head = new StringBuilder();
            var body = new StringBuilder();
            for (int i = 0; i < chunk.Length; i++)
            {
                head.Append(CultureInfo.InvariantCulture, $"{chunk[i].Key} {body.Length} ");
                body.Append(chunk[i].Value.Body).Append('\n');
                rows[chunk[i].Key] = new Row(2, number, i);
                _highest = Math.Max(_highest, chunk[i].Key);
            }
            string dictionary = $"/Type /ObjStm /N {chunk.Length} /First {head.Length}" + (extends is null ? "" : $" /Extends {extends} 0 R");
            byte[] data = Encoding.Latin1.GetBytes(head.ToString() + body);
            rows[number] = new Row(1, WriteObject(revision, number, Stream(dictionary, data, 0, pdf.Compresses)), 0);
            extends = number;
        }
    }

    private long WriteTable(SortedDictionary<int, Row> rows, string trailer)
    {
        long section = Position;
        Text("xref\n");
        foreach (int[] run in Runs(rows))
        {
            Text($"{run[0]} {run.Length}\n");
            foreach (int number in run)
            {
                Row row = rows[number];
                Text(string.Create(CultureInfo.InvariantCulture, $"{row.Second:D10} {row.Third:D5} {(row.Type == 0 ? 'f' : 'n')} \n"));
            }
        }
        Text($"trailer\n<< /Size {_highest + 1} {trailer} >>\n");
        return section;
    }

    /// <summary>Writes a cross-reference stream with a row for itself.</summary>
    private long WriteStreamSection(SortedDictionary<int, Row> rows, string trailer, int number, bool compresses)
    {
        long section = Position;
        _highest = Math.Max(_highest, number);
        rows[number] = new Row(1, section, 0);
        var data = new List<byte>();
        foreach (Row row in rows.Values)
        {
            data.Add((byte)row.Type);
            data.AddRange([(byte)(row.Second >> 24), (byte)(row.Second >> 16), (byte)(row.Second >> 8), (byte)row.Second]);
            data.AddRange([(byte)(row.Third >> 8), (byte)row.Third]);
        }
        string index = string.Join(' ', Runs(rows).Select(static r => $"{r[0]} {r.Length}"));
        TestPdfObject stream = Stream($"/Type /XRef /W [1 4 2] /Index [{index}] /Size {_highest + 1} {trailer}", [.. data], RowBytes, compresses);
        Text($"{number} 0 obj\n{stream.Body}\nstream\n");
        _out.Write(stream.Data);
        Text("\nendstream\nendobj\n");
        return section;
    }

    /// <summary>A stream as the document writes its own: compressed, rows with PNG's "up" predictor, or plain.</summary>
    private static TestPdfObject Stream(string entries, byte[] data, int rowBytes, bool compresses)
    {
        if (compresses)
        {
            string parameters = rowBytes == 0 ? "" : $" /DecodeParms << /Predictor 12 /Columns {rowBytes} >>";
            data = Deflate(rowBytes == 0 ? data : PredictUp(data, rowBytes));
            entries += $" /Filter /FlateDecode{parameters}";
        }
        return new TestPdfObject($"<< {entries} /Length {data.Length} >>", data);
    }

    private static byte[] PredictUp(byte[] data, int rowBytes)
    {
        var predicted = new List<byte>();
        for (int i = 0; i < data.Length; i++)
        {
            if (i % rowBytes == 0)
            {
                predicted.Add(2);
            }
            predicted.Add((byte)(data[i] - (i < rowBytes ? 0 : data[i - rowBytes])));
        }
        return [.. predicted];
    }

    private static IEnumerable<int[]> Runs(SortedDictionary<int, Row> rows)
    {
        var run = new List<int>();
        foreach (int number in rows.Keys)
        {
            if (run.Count > 0 && number != run[^1] + 1)
            {
                yield return [.. run];
                run.Clear();
            }
            run.Add(number);
        }
        if (run.Count > 0)
        {
            yield return [.. run];
        }
    }

    private void Text(string text) => _out.Write(Encoding.Latin1.GetBytes(text));

    private readonly record struct Row(int Type, long Second, int Third);
}
