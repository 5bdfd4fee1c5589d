using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>Each budget ends what it is for, by its name, and before much was spent.</summary>
public sealed class BudgetTests
{
    private static readonly Dictionary<string, (byte[] Document, PdfBudget Budget, string Name)> Cases = new(StringComparer.Ordinal)
    {
        ["nested arrays"] = (Deep("[", "]"), new(), "depth"),
        ["nested dictionaries"] = (Deep("<< /A ", ">>"), new(), "depth"),
        ["a million tiny objects"] = (TinyObjects(1_000_000), new() { MaxObjects = 300_000 }, "objects"),
        ["more than a million values in one object"] = (new TestPdf().SetCatalog("PieceInfo", $"[{string.Concat(Enumerable.Repeat("[]", 1_000_001))}]").Build(), new(), "values"),
        ["an object stream of too many objects"] = (TinyObjects(1_000_001), new(), "values"),
        ["a long string"] = (new TestPdf().SetCatalog("PieceInfo", $"({new string('x', 100_001)})").Build(), new() { MaxStringBytes = 100_000 }, "string"),
        ["a long name"] = (new TestPdf().SetCatalog("PieceInfo", "/" + new string('x', 100_001)).Build(), new() { MaxStringBytes = 100_000 }, "string"),
        ["a long number"] = (new TestPdf().SetCatalog("PieceInfo", new string('1', 100_001)).Build(), new() { MaxStringBytes = 100_000 }, "string"),
        ["a long stream"] = (new TestPdf(paddingBytes: 100_001).Build(), new() { MaxStreamBytes = 100_000 }, "stream"),
        ["many plain streams"] = (References(20, new byte[1_000_000], ""), new() { MaxInflatedBytes = 10_000_000 }, "inflated"),
        ["20,000 revisions"] = (Revisions(20_000), new(), "revisions"),
    };

    private static readonly Dictionary<string, (string Entries, byte[] Data)> Bombs = new(StringComparer.Ordinal)
    {
        ["flate"] = ("/Filter /FlateDecode", TestPdfWriter.Deflate(new byte[30_000_000])),
        ["flate three times"] = ("/Filter [/FlateDecode /FlateDecode /FlateDecode]", Thrice(30_000_000)),
        ["flate and PNG predictor"] = ("/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1000000 >>", TestPdfWriter.Deflate(new byte[30_000_000])),
        ["flate and TIFF predictor"] = ("/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 1000000 /Colors 3 >>", TestPdfWriter.Deflate(new byte[30_000_000])),
        ["LZW"] = ("/Filter [/FlateDecode /LZWDecode]", TestPdfWriter.Deflate(Lzw(30_000_000))),
        ["run lengths"] = ("/Filter [/FlateDecode /RunLengthDecode]", TestPdfWriter.Deflate([.. Enumerable.Repeat((byte)129, 5_000_000)])),
        ["ASCII85"] = ("/Filter [/FlateDecode /ASCII85Decode]", TestPdfWriter.Deflate([.. Enumerable.Repeat((byte)'z', 8_000_000)])),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    public static TheoryData<string> BombNames => [.. Bombs.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void ReadAll_MoreThanABudget_EndsInItByName(string name)
    {
        (byte[] document, PdfBudget budget, string expected) = Cases[name];

        SigningException error = PdfTesting.Fails(document, ErrorCodes.PdfBudget, budget);

        Assert.Equal(expected, error.Facts["budget"]);
        Assert.NotEmpty(error.Facts["limit"]);
    }

    [Theory]
    [MemberData(nameof(BombNames))]
    public void Decode_Bomb_EndsInTheBudgetOfAStream(string name)
    {
        byte[] document = new TestPdf().Put(10, $"<< {Bombs[name].Entries} >>", Bombs[name].Data).Build();
        using PdfDocument pdf = PdfTesting.Open(document, new PdfBudget { MaxStreamBytes = 4 << 20 });
        var stream = (PdfStream)pdf.Current.GetObject(10);

        long before = GC.GetAllocatedBytesForCurrentThread();
        SigningException error = Assert.Throws<SigningException>(() => pdf.Current.Decode(stream));

        Assert.Equal((ErrorCodes.PdfBudget, "stream"), (error.Code, error.Facts["budget"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 << 20);
    }

    [Fact]
    public void Decode_BombsOneAfterTheOther_EndInTheBudgetOfAll()
    {
        byte[] document = References(100, TestPdfWriter.Deflate(new byte[3_000_000]), "/Filter /FlateDecode");

        SigningException error = PdfTesting.Fails(document, ErrorCodes.PdfBudget, new PdfBudget { MaxInflatedBytes = 50_000_000 });

        Assert.Equal("inflated", error.Facts["budget"]);
    }

    [Fact]
    public void ReadAll_SlowSource_EndsInTheTimeBudget()
    {
        var clock = new FakeTimeProvider();
        using var source = new SlowSource(TestPdf.Create(pages: 3000), clock, TimeSpan.FromSeconds(1));

        SigningException error = Assert.Throws<SigningException>(() =>
        {
            using PdfDocument document = PdfDocument.Open(source, new PdfBudget(), clock);
            _ = PdfPages.Count(document.Current);
        });

        Assert.Equal((ErrorCodes.PdfBudget, "time"), (error.Code, error.Facts["budget"]));
    }

    [Fact]
    public void Find_LongObjectAgainAndAgain_EndsInTheTimeBudget()
    {
        // Too large to be kept, so that it is read anew each time; it counts as one value only.
        var clock = new FakeTimeProvider();
        byte[] document = new TestPdf().Put(10, $"({new string('x', 9_000_000)})").Build();
        using var source = new SlowSource(document, clock, TimeSpan.FromMilliseconds(2));
        using PdfDocument pdf = PdfDocument.Open(source, new PdfBudget(), clock);

        int reads = 0;
        SigningException error = Assert.Throws<SigningException>(() =>
        {
            for (; reads < 1000; reads++)
            {
                pdf.Current.Find(10);
            }
        });

        Assert.Equal((ErrorCodes.PdfBudget, "time"), (error.Code, error.Facts["budget"]));
        Assert.InRange(reads, 1, 40);
    }

    [Fact]
    public void Fields_BelowALongName_EndInTheBudgetOfStrings()
    {
        string kids = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"<< /T (f{i}) /FT /Tx >>"));
        byte[] document = new TestPdf().SetCatalog("AcroForm", "<< /Fields [10 0 R] >>").Put(10, $"<< /T ({new string('n', 50_000)}) /Kids [{kids}] >>").Build();
        using PdfDocument pdf = PdfTesting.Open(document, new PdfBudget { MaxStringBytes = 1_000_000 });

        SigningException error = Assert.Throws<SigningException>(() => PdfForm.Read(pdf.Current));

        Assert.Equal((ErrorCodes.PdfBudget, "string"), (error.Code, error.Facts["budget"]));
    }

    private static byte[] Deep(string open, string close) =>
        new TestPdf().SetCatalog("PieceInfo", string.Concat(Enumerable.Repeat(open, 501)) + "null" + string.Concat(Enumerable.Repeat(close, 501))).Build();

    private static byte[] Thrice(int zeros) => TestPdfWriter.Deflate(TestPdfWriter.Deflate(TestPdfWriter.Deflate(new byte[zeros])));

    private static byte[] References(int count, byte[] data, string entries)
    {
        var pdf = new TestPdf();
        for (int i = 0; i < count; i++)
        {
            pdf.Add($"<< {entries} >>", data);
        }
        return pdf.Build();
    }

    /// <summary>Codes of zeros, each a byte longer than the one before.</summary>
    private static byte[] Lzw(int decoded)
    {
        var codes = new List<(int Code, int Width)>();
        for (long length = 0; length < decoded;)
        {
            codes.Add((256, codes.Count == 0 ? 9 : 12));
            codes.Add((0, 9));
            length++;
            for (int code = 258; code < 4094; code++)
            {
                codes.Add((code, code < 511 ? 9 : code < 1023 ? 10 : code < 2047 ? 11 : 12));
                length += code - 256;
            }
        }
        return Pack(codes);
    }

    private static byte[] Pack(List<(int Code, int Width)> codes)
    {
        var bytes = new List<byte>();
        ulong bits = 0;
        int held = 0;
        foreach ((int code, int width) in codes)
        {
            bits = (bits << width) | (uint)code;
            for (held += width; held >= 8; held -= 8)
            {
                bytes.Add((byte)(bits >> (held - 8)));
            }
        }
        bytes.Add((byte)(bits << (8 - held)));
        return [.. bytes];
    }

    /// <summary>One object stream with so many objects of one byte, and entries for all of them.</summary>
    private static byte[] TinyObjects(int count)
    {
        const int First = 10;
        var head = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            head.Append(CultureInfo.InvariantCulture, $"{First + i} 0 ");
        }
        var pdf = new TestPdf().Put(5, $"<< /Type /ObjStm /N {count} /First {head.Length} /Filter /FlateDecode >>", TestPdfWriter.Deflate(Encoding.ASCII.GetBytes(head + "0 ")));
        byte[] rows = new byte[4 * count];
        for (int i = 0; i < count; i++)
        {
            (rows[4 * i], rows[(4 * i) + 1], rows[(4 * i) + 2], rows[(4 * i) + 3]) = (2, 5, (byte)(i >> 16), (byte)(i >> 8));
        }
        pdf.Put(6, $"<< /Type /XRef /W [1 1 2] /Index [{First} {count}] /Size {First + count} /Root 1 0 R /Filter /FlateDecode >>", TestPdfWriter.Deflate(rows));
        TestPdfLayout layout = pdf.BuildLayout();
        string tail = string.Create(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer\n<< /Size {First + count} /Root 1 0 R /Prev {layout.StartXrefs[0]} /XRefStm {layout.Offsets[(1, 6)]} >>\nstartxref\n{layout.Bytes.Length}\n%%EOF\n");
        return [.. layout.Bytes, .. Encoding.ASCII.GetBytes(tail)];
    }

    private static byte[] Revisions(int count)
    {
        byte[] first = TestPdf.Create();
        var text = new StringBuilder(Encoding.Latin1.GetString(first));
        int previous = text.ToString().LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        for (int i = 1; i < count; i++)
        {
            int section = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R /Prev {previous} >>\nstartxref\n{section}\n%%EOF\n");
            previous = section;
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>Takes its time over each reading.</summary>
    private sealed class SlowSource(byte[] bytes, FakeTimeProvider clock, TimeSpan delay) : PdfSource
    {
        public override long Length => bytes.Length;

        public override int Read(long offset, Span<byte> destination)
        {
            clock.Advance(delay);
            int count = (int)Math.Min(destination.Length, bytes.Length - offset);
            bytes.AsSpan((int)offset, count).CopyTo(destination);
            return count;
        }
    }
}
