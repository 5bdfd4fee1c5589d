using System.Text;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>A number in a file is a claim: nothing is taken for it before it is there.</summary>
public sealed class HostileClaimsTests
{
    private const string Huge = "2147483646";

    private static readonly Dictionary<string, Func<byte[]>> Claims = new(StringComparer.Ordinal)
    {
        ["/Size of a trailer"] = () => PdfTesting.Replace(TestPdf.Create(), "/Size 6", $"/Size {Huge}"),
        ["/Size of a stream"] = () => CrossReference($"/W [1 2 1] /Size {Huge}", new byte[400]),
        ["/Index"] = () => CrossReference($"/W [1 2 1] /Size 9 /Index [0 {Huge}]", new byte[400]),
        ["/Index, repeated"] = () => CrossReference($"/W [1 2 1] /Size 9 /Index [{string.Concat(Enumerable.Repeat("0 9 ", 20_000))}]", new byte[400]),
        ["/W of nothing"] = () => CrossReference($"/W [0 0 0] /Size 9 /Index [0 {Huge}]", []),
        ["/W of one byte"] = () => CrossReference($"/W [1 0 0] /Size 9 /Index [0 {Huge}]", []),
        ["a subsection"] = () => PdfTesting.Replace(TestPdf.Create(), "xref\n0 6\n", $"xref\n0 {Huge}\n"),
        ["an offset beyond counting"] = () => new TestPdfText("in front\n%PDF-1.7\n").Basics().Table($"1 5\n{long.MaxValue} 00000 n \n{{2}} 00000 n \n{{3}} 00000 n \n{{4}} 00000 n \n{{5}} 00000 n \n", "/Size 6").End().Build(),
        ["/N"] = () => Objects($"/N {Huge} /First 4"),
        ["/First"] = () => Objects($"/N 1 /First {Huge}"),
        ["/Length"] = () => PdfTesting.Replace(TestPdf.Create(), "/Length 37", $"/Length {Huge}"),
        ["/Length of itself"] = () => new TestPdf().Put(10, "<< /Length 10 0 R >>", "x"u8.ToArray()).Build(),
        ["/Filter of itself"] = () => new TestPdf().Put(10, "<< /Filter 11 0 R /DecodeParms 11 0 R >>", "x"u8.ToArray()).Put(11, "[11 0 R 11 0 R]").Build(),
        ["/Columns"] = () => Predicted("/Predictor 15 /Columns 60000000"),
        ["/Columns beyond all"] = () => Predicted($"/Predictor 15 /Columns {Huge}"),
        ["/Colors"] = () => Predicted($"/Predictor 2 /Columns 9 /Colors {Huge}"),
        ["/BitsPerComponent"] = () => Predicted("/Predictor 2 /Columns 9 /BitsPerComponent 64"),
        ["/Parent of itself"] = () => new TestPdf().Put(TestPdf.FirstPage, "<< /Type /Page /Parent 3 0 R >>").Build(),
        ["/Kids of itself"] = () => new TestPdf().Put(TestPdf.PageTree, "<< /Type /Pages /Kids [2 0 R] >>").Build(),
        ["/Count"] = () => PdfTesting.Replace(TestPdf.Create(), "/Count 1", $"/Count {Huge}"),
        ["fields that go in circles"] = () => new TestPdf().SetCatalog("AcroForm", "<< /Fields [10 0 R 10 0 R] >>").Put(10, "<< /T (a) /Kids [11 0 R] >>").Put(11, "<< /T (b) /Kids [10 0 R 11 0 R] >>").Build(),
    };

    public static TheoryData<string> ClaimNames => [.. Claims.Keys];

    [Theory]
    [MemberData(nameof(ClaimNames))]
    public void ReadAll_Claim_CostsNothing(string name)
    {
        byte[] document = Claims[name]();
        var budget = new PdfBudget { MaxObjects = 100_000 };
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            PdfTesting.ReadAll(document, budget);
        }
        catch (SigningException error)
        {
            Assert.Contains(error.Code, (string[])[ErrorCodes.PdfDamaged, ErrorCodes.PdfBudget]);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void Open_OneHiddenSectionThatManyTrailersName_IsReadOnce()
    {
        // Its dictionary is large; a thousand copies would be a thousand times as large.
        string extra = $"/Large [{string.Concat(Enumerable.Repeat("[]", 50_000))}]";
        var text = new StringBuilder(Encoding.Latin1.GetString(TestPdf.Create()));
        int previous = text.ToString().LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        int hidden = text.Length;
        text.Append($"9 0 obj\n<< /Type /XRef /W [1 1 1] /Size 9 /Index [8 1] /Length 3 {extra} >>\nstream\n\0\0\0\nendstream\nendobj\n");
        for (int i = 0; i < 1000; i++)
        {
            int section = text.Length;
            text.Append($"xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R /Prev {previous} /XRefStm {hidden} >>\nstartxref\n{section}\n%%EOF\n");
            previous = section;
        }
        byte[] document = Encoding.Latin1.GetBytes(text.ToString());

        long before = GC.GetAllocatedBytesForCurrentThread();
        using PdfDocument pdf = PdfTesting.Open(document);

        Assert.Equal(1001, pdf.Revisions.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void Find_ObjectsAtWrongIndexes_IsNotQuadratic()
    {
        const int Count = 60_000;
        string numbers = string.Concat(Enumerable.Range(0, Count).Select(static i => $"{10 + i} 0 "));
        using PdfDocument pdf = PdfTesting.Open(new TestPdf().Put(5, $"<< /Type /ObjStm /N {Count} /First {numbers.Length} >>", Encoding.ASCII.GetBytes(numbers + "7 ")).Build());
        var meter = new BudgetMeter(new PdfBudget(), TimeProvider.System);
        var container = pdf.Current.Find(5)!;
        using var stream = new ObjectStream(container, pdf.Current.Decode((PdfStream)container.Value), meter, new Core.Pdf.Syntax.NameTable(), isTolerant: false);

        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(7, ((PdfInteger)stream.Find(10 + i, Count - 1 - i)!.Value).Value);
        }
        Assert.Null(stream.Find(9, 0));
        Assert.Null(stream.Find(9, -1));
    }

    [Fact]
    public void Find_SmallValuesOfAnObjectStream_AreNotAllKept()
    {
        // Two bytes in the file, some ninety in memory.
        const int Count = 40;
        string value = $"[{string.Concat(Enumerable.Repeat("[]", 50_000))}] ";
        string head = string.Concat(Enumerable.Range(0, Count).Select(i => $"{10 + i} {i * value.Length} "));
        var pdf = new TestPdf(TestPdfForm.Stream).Put(5, $"<< /Type /ObjStm /N {Count} /First {head.Length} /Filter /FlateDecode >>", TestPdfWriter.Deflate(Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat(value, Count)))));
        using PdfDocument document = PdfTesting.Open(pdf.Build());
        PdfIndirectObject container = document.Current.Find(5)!;
        using var stream = new ObjectStream(container, document.Current.Decode((PdfStream)container.Value), new BudgetMeter(new PdfBudget(), TimeProvider.System), new Core.Pdf.Syntax.NameTable(), isTolerant: false);

        PdfObject first = stream.Find(10, 0)!.Value;
        for (int i = 1; i < Count; i++)
        {
            Assert.Equal(50_000, ((PdfArray)stream.Find(10 + i, i)!.Value).Count);
        }

        Assert.Same(first, stream.Find(10, 0)!.Value);
        Assert.NotSame(stream.Find(10 + Count - 1, Count - 1)!.Value, stream.Find(10 + Count - 1, Count - 1)!.Value);
    }

    [Theory]
    [InlineData("startxref\n0\n%%EOF\n")]
    [InlineData("startxref\n00000\n%%EOF\n")]
    public void Open_StartxrefOfTheHeader_IsDamaged(string closing)
    {
        // The header's lines are comments to a reader of objects, and a cross-reference stream may come right behind them.
        string text = $"%PDF-1.7\n7 0 obj\n<< /Type /XRef /W [1 1 1] /Size 1 /Root 1 0 R /Length 3 >>\nstream\n\0\0\0\nendstream\nendobj\n{closing}";

        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => PdfTesting.Open(text)).Code);
    }

    private static byte[] CrossReference(string entries, byte[] rows)
    {
        byte[] plain = TestPdf.Create();
        string previous = Encoding.Latin1.GetString(plain);
        string section = $"9 0 obj\n<< /Type /XRef {entries} /Root 1 0 R /Prev {previous.LastIndexOf("xref\n0 ", StringComparison.Ordinal)} /Length {rows.Length} >>\nstream\n";
        return [.. plain, .. Encoding.ASCII.GetBytes(section), .. rows, .. Encoding.ASCII.GetBytes($"\nendstream\nendobj\nstartxref\n{plain.Length}\n%%EOF\n")];
    }

    private static byte[] Objects(string entries) =>
        PdfTesting.Replace(new TestPdf(TestPdfForm.ObjectStreams) { Compresses = false }.Build(), "/Type /ObjStm /N ", $"/Type /ObjStm {entries} /Old ");

    private static byte[] Predicted(string parameters)
    {
        var pdf = new TestPdf();
        for (int i = 0; i < 200; i++)
        {
            pdf.Add($"<< /Filter /FlateDecode /DecodeParms << {parameters} >> >>", TestPdfWriter.Deflate([2, 1, 2, 3]));
        }
        return pdf.Build();
    }
}
