using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Repair;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>Cross-reference sections as real writers and attackers make them, written by hand around the same two objects.</summary>
public sealed class CrossReferenceTests
{
    private const string Head = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";
    private const int First = 9;
    private static readonly int Second = Head.IndexOf("2 0 obj", StringComparison.Ordinal);
    private static readonly string Rows = $"0000000000 65535 f \n{First:D10} 00000 n \n{Second:D10} 00000 n \n";
    private const string Trailer = "trailer\n<< /Size 3 /Root 1 0 R >>\n";
    private static readonly string Closing = $"startxref\n{Head.Length}\n%%EOF\n";

    public static TheoryData<string, string> Readable => new()
    {
        { "as the standard says", $"xref\n0 3\n{Rows}{Trailer}{Closing}" },
        { "CR LF", $"xref\r\n0 3\r\n{Rows.Replace(" \n", "\r\n", StringComparison.Ordinal)}trailer\r\n<</Size 3/Root 1 0 R>>\r\nstartxref\r\n{Head.Length}\r\n%%EOF\r\n" },
        { "CR", $"xref\r0 3\r{Rows.Replace(" \n", " \r", StringComparison.Ordinal)}trailer\r<</Size 3/Root 1 0 R>>\rstartxref\r{Head.Length}\r%%EOF\r" },
        { "rows of 19 bytes", $"xref\n0 3\n{Rows.Replace(" \n", "\n", StringComparison.Ordinal)}{Trailer}{Closing}" },
        { "rows of 21 bytes", $"xref\n0 3\n{Rows.Replace(" \n", " \r\n", StringComparison.Ordinal)}{Trailer}{Closing}" },
        { "short numbers", $"xref\n0 3\n0 65535 f\n{First} 0 n\n{Second} 0 n\n{Trailer}{Closing}" },
        { "one row a subsection", $"xref\n0 1\n0000000000 65535 f \n2 1\n{Second:D10} 00000 n \n1 1\n{First:D10} 00000 n \n{Trailer}{Closing}" },
        { "a number twice: the first row counts", $"xref\n0 3\n{Rows}2 1\n0000000001 00000 n \n{Trailer}{Closing}" },
        { "an empty subsection", $"xref\n0 0\n0 3\n{Rows}{Trailer}{Closing}" },
        { "space after xref", $"xref 0 3 \n{Rows}{Trailer}{Closing}" },
        { "comments", $"xref\n0 3\n{Rows}% done\n{Trailer}% startxref 1\n{Closing}" },
        { "no end-of-file marker", $"xref\n0 3\n{Rows}{Trailer}startxref\n{Head.Length}" },
        { "previous 0", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /Prev 0 >>\n{Closing}" },
        { "white space before the section", $"xref\n0 3\n{Rows}{Trailer}startxref\n{Head.Length - 1}\n%%EOF\n" },
        { "offset 0 for an object that is not there", $"xref\n0 4\n{Rows}0000000000 00000 n \n{Trailer}{Closing}" },
        { "a stream", XrefStream("/W [1 2 1] /Index [1 2] /Size 3", [1, 0, First, 0, 1, 0, (byte)Second, 0]) },
        { "a stream without an index", XrefStream("/W [1 1 0] /Size 3", [0, 0, 1, First, 1, (byte)Second]) },
        { "a stream without types", XrefStream("/W [0 1 0] /Index [1 2] /Size 3", [First, (byte)Second]) },
        { "a stream whose fourth width does not count", XrefStream("/W [1 1 0 2] /Size 3", [0, 0, 1, First, 1, (byte)Second]) },
        { "a stream of eight-byte fields", XrefStream("/W [1 8 8] /Index [1 2] /Size 3", [1, 0, 0, 0, 0, 0, 0, 0, First, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, (byte)Second, 0, 0, 0, 0, 0, 0, 0, 0]) },
        { "a stream with more rows than it needs", XrefStream("/W [1 1 0] /Size 3", [0, 0, 1, First, 1, (byte)Second, 1, 77, 1, 77]) },
    };

    public static TheoryData<string, string> Unreadable => new()
    {
        { "no section", $"startxref\n0\n%%EOF\n" },
        { "no startxref", $"xref\n0 3\n{Rows}{Trailer}%%EOF\n" },
        { "startxref without a number", $"xref\n0 3\n{Rows}{Trailer}startxref\n(\n%%EOF\n" },
        { "startxref beyond the file", $"xref\n0 3\n{Rows}{Trailer}startxref\n99999\n%%EOF\n" },
        { "startxref beyond numbers", $"xref\n0 3\n{Rows}{Trailer}startxref\n99999999999999999999\n%%EOF\n" },
        { "negative startxref", $"xref\n0 3\n{Rows}{Trailer}startxref\n-5\n%%EOF\n" },
        { "no trailer", $"xref\n0 3\n{Rows}{Closing}" },
        { "a trailer that is no dictionary", $"xref\n0 3\n{Rows}trailer\n[]\n{Closing}" },
        { "no root", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 >>\n{Closing}" },
        { "a root that is no dictionary", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root [] >>\n{Closing}" },
        { "too few rows", $"xref\n0 4\n{Rows}{Trailer}{Closing}" },
        { "too many rows", $"xref\n0 2\n{Rows}{Trailer}{Closing}" },
        { "rows without end", $"xref\n0 2147483647\n{Rows}{Trailer}{Closing}" },
        { "rows beyond numbers", $"xref\n2147483647 2147483647\n{Rows}{Trailer}{Closing}" },
        { "negative rows", $"xref\n0 -3\n{Rows}{Trailer}{Closing}" },
        { "a malformed row that matters", $"xref\n0 3\n0000000000 65535 f \n00000000xx 00000 n \n{Second:D10} 00000 n \n{Trailer}{Closing}" },
        { "an object elsewhere", $"xref\n0 3\n0000000000 65535 f \n{First + 1:D10} 00000 n \n{Second:D10} 00000 n \n{Trailer}{Closing}" },
        { "another object there", $"xref\n0 3\n0000000000 65535 f \n{Second:D10} 00000 n \n{First:D10} 00000 n \n{Trailer}{Closing}" },
        { "another generation there", $"xref\n0 3\n0000000000 65535 f \n{First:D10} 00001 n \n{Second:D10} 00000 n \ntrailer << /Size 3 /Root 1 1 R >>\n{Closing}" },
        { "an object beyond the file", $"xref\n0 3\n0000000000 65535 f \n9999999999 00000 n \n{Second:D10} 00000 n \n{Trailer}{Closing}" },
        { "a loop of one", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /Prev {Head.Length} >>\n{Closing}" },
        { "a previous that is no integer", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /Prev 1 0 R >>\n{Closing}" },
        { "a previous beyond the file", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /Prev 99999 >>\n{Closing}" },
        { "a hidden stream that is the table", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /XRefStm {Head.Length} >>\n{Closing}" },
        { "a hidden stream that is no integer", $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /XRefStm /A >>\n{Closing}" },
        { "a stream without widths", XrefStream("/Size 3", [0]) },
        { "a stream of negative widths", XrefStream("/W [1 -1 0] /Size 3", [0]) },
        { "a stream of wide widths", XrefStream("/W [1 9 0] /Size 3", [0]) },
        { "a stream of no widths", XrefStream("/W [0 0 0] /Size 3", [0]) },
        { "a stream of two widths", XrefStream("/W [1 1] /Size 3", [0]) },
        { "a stream without size", XrefStream("/W [1 1 0]", [0]) },
        { "a stream with an odd index", XrefStream("/W [1 1 0] /Size 3 /Index [1 2 3]", [0]) },
        { "a stream with too many rows to be", XrefStream("/W [1 1 0] /Size 3 /Index [0 2147483646 0 2147483646]", [0]) },
        { "a stream with too few rows", XrefStream("/W [1 1 0] /Size 300", [0, 0]) },
        { "a stream that says that objects stand in themselves", XrefStream("/W [1 1 1] /Size 3", [0, 0, 0, 2, 1, 0, 2, 2, 0]) },
        { "a stream with an indirect length", XrefStream("/W [1 1 0] /Size 3", [0, 0, 1, First, 1, (byte)Second]).Replace("/Length 6", "/Length 2 0 R", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void Open_SectionThatOthersRead_IsRead(string _, string tail)
    {
        using PdfDocument document = PdfTesting.Open(Head + tail);

        Assert.Equal(0, PdfPages.Count(document.Current));
        Assert.Single(document.Revisions);
        Assert.IsType<PdfNull>(document.Current.GetObject(3));
        Assert.False(document.HasTrailingData);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Open_BrokenSection_IsRepairedAndSaysWhatWasWrong(string _, string tail)
    {
        using PdfDocument document = PdfTesting.Open(Head + tail);

        PdfDamage damage = Assert.Single(document.Damages);
        Assert.NotEmpty(damage.What);
        Assert.InRange(damage.Offset, -5, long.MaxValue);
        Assert.Equal(0, PdfPages.Count(document.Current));
        Assert.Equal(new PdfReference(1, 0), document.Current.CatalogReference);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Open_BrokenSectionAndNoCatalog_SaysWhatStrictReadingMet(string _, string tail)
    {
        byte[] sound = Encoding.Latin1.GetBytes(Head + tail);
        byte[] bytes = PdfTesting.Replace(sound, "/Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n", "/Typ2 /Catalog /Page2 2 0 R >>\nendobj\n0 0 obj\n");
        bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("/Root ", "/Roo2 ", StringComparison.Ordinal));

        SigningException error = PdfTesting.Fails(bytes, ErrorCodes.PdfDamaged);

        Assert.NotEqual("no catalog can be found", error.Facts["what"]);
    }

    [Fact]
    public async Task Open_SectionThatOthersRead_IsReadByQpdfToo()
    {
        Tool.Require("qpdf");
        using var folder = new Temporary();
        // Table 17 gives a type field of width 0 the value 1; qpdf 11 does not get that far.
        foreach ((string name, string tail) in Readable.Select(static r => r.Data).Where(static r => r.Item1 != "a stream without types"))
        {
            string path = folder.Write($"{name.Replace(':', ' ')}.pdf", Encoding.Latin1.GetBytes(Head + tail));

            (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", path);

            Assert.True(exitCode is 0 or 3 && !output.Contains("damaged", StringComparison.Ordinal), $"{name}: {output}");
        }
    }

    [Fact]
    public void Open_LongChain_IsLinearAndEndsInTheBudget()
    {
        var pdf = new TestPdf();
        for (int i = 0; i < 600; i++)
        {
            pdf.BeginRevision().Put(100, $"({i})");
        }
        byte[] bytes = pdf.Build();
        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.Equal(601, document.Revisions.Count);
        Assert.Equal("99", PdfTesting.Text(document.At(101), 100));
        SigningException error = PdfTesting.Fails(bytes, ErrorCodes.PdfBudget, new PdfBudget { MaxRevisions = 600 });
        Assert.Equal(("revisions", "600"), (error.Facts["budget"], error.Facts["limit"]));
    }

    [Fact]
    public void Open_LoopOfTwo_IsRepaired()
    {
        TestPdfLayout layout = new TestPdf { TrailerExtra = "/Loop 0000" }.BeginRevision().AddPage().BuildLayout();
        byte[] bytes = PdfTesting.Replace(layout.Bytes, "/Loop 0000", $"/Prev {layout.StartXrefs[1]:D4}");

        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.Contains("circle", Assert.Single(document.Damages).What, StringComparison.Ordinal);
        Assert.Equal(2, PdfPages.Count(document.Current));
    }

    [Theory]
    [InlineData("4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", "a")]
    [InlineData("4 0 obj\n<< /Type /ObjStm /N 2 /First 8 /Length 15 >>\nstream\n9 0 3 4 (b) (a)\nendstream\nendobj\n", "a")]
    [InlineData("4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 7 >>\nstream\n9 0 (a)\nendstream\nendobj\n", "null")]
    [InlineData("4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 11 >>\nstream\n3 0 1 0 obj\nendstream\nendobj\n", "1")]
    [InlineData("4 0 obj\nnull\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First 4 >>\nendobj\n", null)]
    [InlineData("5 0 obj\n<< /N 1 /First 4 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 100000 /First 0 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N -1 /First 0 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First 9223372036854775807 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First -1 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /First 1 /Length 7 >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First 4 /Length 7 >>\nstream\n3 9 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First 4 /Length 7 >>\nstream\n3 x (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First 4 /Length 3 0 R >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    [InlineData("4 0 obj\n<< /N 1 /First 4 /Length 7 /Filter /DCTDecode >>\nstream\n3 0 (a)\nendstream\nendobj\n", null)]
    public void Find_InObjectStream_IsTheObjectOrDamage(string container, string? expected)
    {
        byte[] rows = [1, First, 0, 1, (byte)Second, 0, 2, 4, 0, 1, (byte)Head.Length, 0];
        string text = Head + container + XrefStream("/W [1 1 1] /Index [1 4] /Size 5", rows, Head.Length + container.Length);
        using PdfDocument document = PdfTesting.Open(text);

        if (expected is null)
        {
            Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => document.Current.Find(3)).Code);
        }
        else
        {
            Assert.Equal(expected, PdfTesting.Text(document.Current, 3));
        }
    }

    [Fact]
    public void Find_ObjectStreamsThatExtendEachOtherInACircle_AreRead()
    {
        byte[] bytes = new TestPdf(TestPdfForm.ObjectStreams, pages: 5) { ObjectsPerStream = 4, Compresses = false }.Build();
        string text = Encoding.Latin1.GetString(bytes);
        string extends = text[text.IndexOf("/Extends ", StringComparison.Ordinal)..][..16];
        bytes = PdfTesting.Replace(bytes, extends, extends.Replace("/Extends " + extends[9..11], "/Extends " + (int.Parse(extends[9..11], System.Globalization.CultureInfo.InvariantCulture) + 1), StringComparison.Ordinal));

        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.Equal(5, PdfPages.Count(document.Current));
    }

    [Fact]
    public void Open_HiddenStreamNamedAgainInTheNextTrailer_IsNoCircle()
    {
        TestPdfLayout layout = new TestPdf(TestPdfForm.Hybrid) { TrailerExtra = "/Spare  00000" }.With("(hidden)", out int hidden).BeginRevision(TestPdfForm.Table).AddPage().BuildLayout();
        string text = Encoding.Latin1.GetString(layout.Bytes);
        int named = text.IndexOf("/XRefStm ", StringComparison.Ordinal) + 9;
        string number = text[named..text.IndexOf(' ', named)];
        int last = text.LastIndexOf("/Spare  00000", StringComparison.Ordinal);
        string copied = text[..last] + $"/XRefStm {number.PadLeft(4, '0')}" + text[(last + 13)..];

        using PdfDocument document = PdfTesting.Open(copied);

        Assert.Equal("hidden", PdfTesting.Text(document.Current, hidden));
        Assert.Equal([CrossReferenceForm.Hybrid, CrossReferenceForm.Hybrid], document.Revisions.Select(static r => r.Form));
    }

    [Fact]
    public void Entries_MoreThanTheBudget_EndInIt()
    {
        string stream = XrefStream("/W [1 0 0] /Index [0 1000000] /Size 3 /Filter /FlateDecode /Prev 0", TestPdfWriter.Deflate(new byte[1_000_000]));
        string text = Head + $"xref\n0 3\n{Rows}trailer\n<< /Size 3 /Root 1 0 R /XRefStm {Head.Length + 200} >>\n{Closing}";
        text = text.PadRight(Head.Length + 200)[..(Head.Length + 200)] + stream;
        using PdfDocument document = PdfTesting.Open(text, new PdfBudget { MaxObjects = 100_000 });

        Assert.Equal("objects", Assert.Throws<SigningException>(() => document.Current.Entries.Count()).Facts["budget"]);
    }

    [Fact]
    public void Find_StreamsWhoseLengthsNeedEachOther_AreDamaged()
    {
        TestPdf pdf = new TestPdf().Put(10, "<< /Length 11 0 R >>", [1]).Put(11, "<< /Length 10 0 R >>", [1]);
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => document.Current.Find(10)).Code);
    }

    [Fact]
    public void Resolve_ReferenceToItself_IsDamaged()
    {
        using PdfDocument document = PdfTesting.Open(new TestPdf().Put(10, "11 0 R").Put(11, "10 0 R").Build());

        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => document.Current.Resolve(new PdfReference(10, 0))).Code);
    }

    [Fact]
    public void Open_CrossReferenceBomb_EndsInTheBudget()
    {
        byte[] bomb = TestPdfWriter.Deflate(new byte[20_000_000]);
        string stream = XrefStream("/W [1 1 0] /Size 3 /Filter /FlateDecode", bomb);

        SigningException error = PdfTesting.Fails(Encoding.Latin1.GetBytes(Head + stream), ErrorCodes.PdfBudget, new PdfBudget { MaxStreamBytes = 1_000_000 });

        Assert.Equal("stream", error.Facts["budget"]);
    }

    [Fact]
    public void ReadAll_SlowDocument_EndsInTheTimeBudget()
    {
        using PdfSource source = PdfSource.FromMemory(TestPdf.Create(pages: 3000));

        SigningException error = Assert.Throws<SigningException>(() =>
        {
            using PdfDocument document = PdfDocument.Open(source, new PdfBudget { MaxTime = TimeSpan.FromSeconds(300) }, new HastyTime());
            PdfPages.Count(document.Current);
        });

        Assert.Equal((ErrorCodes.PdfBudget, "time"), (error.Code, error.Facts["budget"]));
    }

    private static string XrefStream(string entries, byte[] rows, int? at = null) =>
        $"7 0 obj\n<< /Type /XRef /Root 1 0 R /Length {rows.Length} {entries} >>\nstream\n{Encoding.Latin1.GetString(rows)}\nendstream\nendobj\nstartxref\n{at ?? Head.Length}\n%%EOF\n";

    /// <summary>A second passes with every look at it.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += TimestampFrequency;
    }
}
