using Signing.Core.Tests.Pdf;
using static Signing.Core.Tests.Documents.SoundDocuments;

namespace Signing.Core.Tests.Documents;

/// <summary>Object numbers, generations and the list of free ones (ISO 32000-2, 7.3.10, 7.5.4).</summary>
internal static class SoundNumbers
{
    private const string Rows = "{1} 00000 n \n{2} 00000 n \n{3} 00000 n \n{4} 00000 n \n{5} 00000 n \n";

    internal static readonly Dictionary<string, SoundDocument> All = new()
    {
        ["entry 0 missing"] = Of(static () => Table("1 5\n" + Rows)),
        ["entry 0 in use"] = Of(static () => Table("0 6\n0000000000 65535 n \n" + Rows)),
        ["entry 0 of generation 0"] = Of(static () => Table("0 6\n0000000000 00000 f \n" + Rows)),
        ["entry 0 leads into the middle"] = Of(static () => Table("0 6\n0000000300 65535 f \n" + Rows)),
        ["free entries lead anywhere"] = Of(static () => Table("0 9\n0000000009 65535 f \n" + Rows + "9999999999 00000 f \n{3} 00007 f \n0000000006 65535 f \n", 9)),
        ["a free list as it should be"] = Of(static () => Table("0 9\n0000000007 65535 f \n" + Rows + "0000000000 00001 f \n0000000008 00001 f \n0000000006 00003 f \n", 9)),
        ["numbers that nothing says anything of"] = Of(static () => Table("0 6\n0000000000 65535 f \n" + Rows, 40)),
        ["one subsection for each object"] = Of(static () => Table("0 1\n0000000000 65535 f \n1 1\n{1} 00000 n \n2 1\n{2} 00000 n \n3 1\n{3} 00000 n \n4 1\n{4} 00000 n \n5 1\n{5} 00000 n \n")),
        ["subsections in no order"] = Of(static () => Table("4 2\n{4} 00000 n \n{5} 00000 n \n0 4\n0000000000 65535 f \n{1} 00000 n \n{2} 00000 n \n{3} 00000 n \n")),
        ["an empty subsection"] = Of(static () => Table("0 0\n0 6\n0000000000 65535 f \n" + Rows)),
        ["a number used again"] = Of(static () => UsedAgain(1)),
        ["a number used again and again"] = Of(static () => UsedAgain(42)),
        ["catalog, tree, page and form of later generations"] = Of(static () => LaterGenerations()) with
        {
            Touches = "page form", Field = "later", FieldTouches = "form",
        },
        ["Size too large"] = Of(static () => Table("0 6\n0000000000 65535 f \n" + Rows, 1_000_000)),
        ["Size at the limit of readers"] = Of(static () => Table("0 6\n0000000000 65535 f \n" + Rows, 8_388_608)),
        ["Size beyond the limit of readers"] = Of(static () => Table("0 6\n0000000000 65535 f \n" + Rows, 2_000_000_000)),
        ["Size too small"] = Of(static () => Table("0 6\n0000000000 65535 f \n" + Rows, 3)),
        ["numbers near the limit of readers"] = Of(static () => new TestPdf().Put(8_388_500, "<< /Far true >>")),
        ["a number at the limit of readers"] = Of(static () => new TestPdf().Put(8_388_607, "<< /Far true >>")),
        ["a number at the limit of readers, stream"] = Of(static () => new TestPdf(TestPdfForm.Stream).Put(8_388_606, "<< /Far true >>")),
    };

    private static TestPdfText Table(string subsections, int size = 6) => new TestPdfText().Basics().Table(subsections, $"/Size {size}").End();

    /// <summary>Object 6 is freed and used again, each time with the next generation.</summary>
    private static TestPdfText UsedAgain(int times)
    {
        TestPdfText text = new TestPdfText().Basics("/PieceInfo << /A 6 0 R >>").Object(6, "(first)").Table().End();
        for (int generation = 1; generation <= times; generation++)
        {
            text.Table($"6 1\n0000000000 {generation:D5} f \n", "/Size 7 /Prev {prev}").End()
                .Object(6, "(again)", generation).Table($"6 1\n{{6}} {generation:D5} n \n", "/Size 7 /Prev {prev}").End();
        }
        return text;
    }

    private static TestPdfText LaterGenerations() => new TestPdfText()
        .Object(1, "<< /Type /Catalog /Pages 2 4 R /AcroForm 6 5 R >>", 3)
        .Object(2, "<< /Type /Pages /Count 1 /Kids [3 1 R] /MediaBox [0 0 612 792] >>", 4)
        .Object(3, "<< /Type /Page /Parent 2 4 R /Contents 5 9 R /Annots [7 99 R] >>", 1)
        .Object(5, "<< /Length 0 >>\nstream\n\nendstream", 9)
        .Object(6, "<< /Fields [7 99 R] >>", 5)
        .Object(7, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (later) /Rect [0 0 0 0] /F 132 /P 3 1 R >>", 99)
        .Section("xref\n0 8\n0000000004 65535 f \n{1} 00003 n \n{2} 00004 n \n{3} 00001 n \n0000000000 00001 f \n{5} 00009 n \n{6} 00005 n \n{7} 00099 n \ntrailer\n<< /Root 1 3 R /Size 8 >>\n")
        .End();
}
