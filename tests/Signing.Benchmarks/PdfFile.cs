using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Signing.Benchmarks;

/// <summary>Writes documents of any size as they come: many small objects, then one stream that fills the file up.</summary>
internal sealed class PdfFile : IDisposable
{
    private const int Block = 1 << 20;
    private const int ObjectsPerStream = 100;

    private readonly FileStream _file;
    private readonly List<(byte Kind, long First, int Second)> _rows = [(0, 0, 65535)];

    private PdfFile(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, Block);

    /// <param name="path">Where to.</param>
    /// <param name="bytes">About how long.</param>
    /// <param name="objects">How many small objects.</param>
    /// <param name="inStreams">Whether they stand in object streams, behind a cross-reference stream, instead of a classic table.</param>
    internal static string Write(string path, long bytes, int objects = 0, bool inStreams = false)
    {
        using var pdf = new PdfFile(path);
        pdf.Write(bytes, objects, inStreams);
        return path;
    }

    public void Dispose() => _file.Dispose();

    private void Write(long bytes, int objects, bool inStreams)
    {
        Put("%PDF-1.7\n");
        PutObject("<< /Type /Catalog /Pages 2 0 R >>");
        PutObject("<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
        PutObject("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
        for (int i = 0; i < objects; i += inStreams ? ObjectsPerStream : 1)
        {
            if (inStreams)
            {
                PutObjectStream(Math.Min(ObjectsPerStream, objects - i));
            }
            else
            {
                PutObject(string.Create(CultureInfo.InvariantCulture, $"<< /Number {i} >>"));
            }
        }
        PutPadding(bytes - _file.Position);
        long section = _file.Position;
        if (inStreams)
        {
            PutCrossReferenceStream(section);
        }
        else
        {
            PutTable();
        }
        Put($"startxref\n{section}\n%%EOF\n");
    }

    private void PutObject(string body)
    {
        Put(string.Create(CultureInfo.InvariantCulture, $"{_rows.Count} 0 obj\n{body}\nendobj\n"), row: true);
    }

    private void PutObjectStream(int count)
    {
        int container = _rows.Count + count;
        var head = new StringBuilder();
        var body = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            head.Append(CultureInfo.InvariantCulture, $"{_rows.Count} {body.Length} ");
            body.Append(CultureInfo.InvariantCulture, $"<< /Number {i} >> ");
            _rows.Add((2, container, i));
        }
        PutObject($"<< /Type /ObjStm /N {count} /First {head.Length} /Length {head.Length + body.Length} >>\nstream\n{head}{body}\nendstream");
    }

    private void PutPadding(long bytes)
    {
        Put(string.Create(CultureInfo.InvariantCulture, $"{_rows.Count} 0 obj\n<< /Length {Math.Max(bytes, 0)} >>\nstream\n"), row: true);
        byte[] block = new byte[Block];
        new Random(7).NextBytes(block);
        for (long left = bytes; left > 0; left -= block.Length)
        {
            _file.Write(block, 0, (int)Math.Min(left, block.Length));
        }
        Put("\nendstream\nendobj\n");
    }

    private void PutTable()
    {
        Put($"xref\n0 {_rows.Count}\n0000000000 65535 f \n");
        foreach ((_, long offset, _) in _rows.Skip(1))
        {
            Put(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        }
        Put($"trailer\n<< /Size {_rows.Count} /Root 1 0 R >>\n");
    }

    private void PutCrossReferenceStream(long section)
    {
        int own = _rows.Count;
        _rows.Add((1, section, 0));
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            Span<byte> row = stackalloc byte[8];
            foreach ((byte kind, long first, int second) in _rows)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(row, (first << 16) | (ushort)second);
                row[0] = kind;
                deflate.Write(row);
            }
        }
        Put($"{own} 0 obj\n<< /Type /XRef /Size {_rows.Count} /Root 1 0 R /W [1 5 2] /Filter /FlateDecode /Length {data.Length} >>\nstream\n");
        data.WriteTo(_file);
        Put("\nendstream\nendobj\n");
    }

    private void Put(string text, bool row = false)
    {
        if (row)
        {
            _rows.Add((1, _file.Position, 0));
        }
        _file.Write(Encoding.Latin1.GetBytes(text));
    }
}
