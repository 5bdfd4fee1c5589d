using System.Globalization;
using Signing.Core.Tests.Pdf;
using static Signing.Core.Tests.Documents.SoundDocuments;

namespace Signing.Core.Tests.Documents;

/// <summary>Page trees and the annotations of pages (ISO 32000-2, 7.7.3, 12.5.2).</summary>
internal static class SoundPages
{
    private const string Link = "<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /Border [0 0 0] >>";

    internal static readonly Dictionary<string, SoundDocument> All = new()
    {
        ["no pages"] = Of(static () => Tree("<< /Type /Pages /Count 0 /Kids [] >>")) with { Touches = "catalog" },
        ["Count 0 with a page"] = Of(static () => Tree("<< /Type /Pages /Count 0 /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        ["Count too large"] = Of(static () => Tree("<< /Type /Pages /Count 99 /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        ["Count negative"] = Of(static () => Tree("<< /Type /Pages /Count -1 /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        ["Count missing"] = Of(static () => Tree("<< /Type /Pages /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        ["Count indirect"] = Of(static () => Tree("<< /Type /Pages /Count 6 0 R /Kids [3 0 R] /MediaBox [0 0 612 792] >>").Put(6, "1")),
        ["Kids indirect"] = Of(static () => Tree("<< /Type /Pages /Count 1 /Kids 6 0 R /MediaBox [0 0 612 792] >>").Put(6, "[3 0 R]")),
        ["kids that are null or missing"] = Of(static () => Tree("<< /Type /Pages /Count 1 /Kids [null 99 0 R 3 0 R] /MediaBox [0 0 612 792] >>")),
        ["a page twice"] = Of(static () => Tree("<< /Type /Pages /Count 2 /Kids [3 0 R 3 0 R] /MediaBox [0 0 612 792] >>")),
        ["the tree without its type"] = Of(static () => Tree("<< /Count 1 /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        ["a page without its type"] = Of(static () => Page("<< /Parent 2 0 R /Contents 5 0 R >>")),
        ["a page whose type is an object of its own"] = Of(static () => Page("<< /Type 6 0 R /Parent 2 0 R /Contents 5 0 R >>").Put(6, "/Page")),
        ["a page without its parent"] = Of(static () => Page("<< /Type /Page /Contents 5 0 R /MediaBox [0 0 612 792] >>")),
        ["a page without content"] = Of(static () => Page("<< /Type /Page /Parent 2 0 R >>")),
        ["a page with many contents, some missing"] = Of(static () => Page("<< /Type /Page /Parent 2 0 R /Contents [5 0 R 99 0 R 5 0 R] >>")),
        ["no MediaBox anywhere"] = Of(static () => Tree("<< /Type /Pages /Count 1 /Kids [3 0 R] >>")),
        ["no Resources anywhere"] = Of(static () => Tree("<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 612 792] >>")),
        ["MediaBox of indirect numbers, upside down"] = Of(static () => Page("<< /Type /Page /Parent 2 0 R /Contents 5 0 R /MediaBox [6 0 R 792 0 0] /Rotate -90 /UserUnit 2.5 >>").Put(6, "612")),
        ["everything inherited through one-kid trees"] = Of(static () => Deep(60)),
        ["100 pages in a tree of tens"] = Of(Tens),
        ["a page in an object stream, its tree not"] = Of(static () => new TestPdf().BeginRevision(TestPdfForm.ObjectStreams).Put(3, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>")),
        ["Annots direct"] = Of(static () => Annotations("/Annots [6 0 R]")),
        ["Annots direct, annotations too"] = Of(static () => Annotations($"/Annots [{Link}]")),
        ["Annots direct, null among them"] = Of(static () => Annotations("/Annots [null 6 0 R 99 0 R]")),
        ["Annots empty"] = Of(static () => Annotations("/Annots []")),
        ["Annots null"] = Of(static () => Annotations("/Annots null")),
        ["Annots missing object"] = Of(static () => Annotations("/Annots 99 0 R")),
        ["Annots null object"] = Of(static () => Annotations("/Annots 7 0 R").Put(7, "null")),
        ["Annots indirect"] = Of(static () => Annotations("/Annots 7 0 R").Put(7, "[6 0 R]")) with { Touches = "catalog annots" },
        ["Annots indirect and empty"] = Of(static () => Annotations("/Annots 7 0 R").Put(7, "[]")) with { Touches = "catalog annots" },
        ["Annots indirect, in an object stream"] = Of(static () => Annotations("/Annots 7 0 R", TestPdfForm.ObjectStreams).Put(7, "[6 0 R]")) with { Touches = "catalog annots" },
        ["Annots shared by two pages"] = Of(static () => Annotations("/Annots 7 0 R", pages: 2).Put(7, "[]").Put(6, "<< /Type /Page /Parent 2 0 R /Annots 7 0 R >>")) with { Touches = "catalog annots" },
        ["Annots that are the form's fields, too"] = Of(static () => Annotations("/Annots 7 0 R").Put(7, "[]").SetCatalog("AcroForm", "<< /Fields 7 0 R >>")) with
        {
            Touches = "catalog fields", TouchesLater = "fields",
        },
    };

    private static TestPdf Tree(string tree) => new TestPdf().Put(TestPdf.PageTree, tree);

    private static TestPdf Page(string page) => new TestPdf().Put(TestPdf.FirstPage, page);

    /// <summary>Object 6 is a link, unless a second page is there.</summary>
    private static TestPdf Annotations(string annotations, TestPdfForm form = TestPdfForm.Table, int pages = 1)
    {
        var pdf = new TestPdf(form, pages);
        return (pages == 1 ? pdf.Put(6, Link) : pdf).Put(TestPdf.FirstPage, $"<< /Type /Page /Parent 2 0 R /Contents 5 0 R {annotations} >>");
    }

    private static TestPdf Deep(int depth)
    {
        TestPdf pdf = Tree("<< /Type /Pages /Count 1 /Kids [100 0 R] /MediaBox [0 0 612 792] /Rotate 90 /Resources << /Font << /F1 4 0 R >> >> >>");
        for (int i = 0; i < depth; i++)
        {
            pdf.Put(100 + i, $"<< /Type /Pages /Count 1 /Parent {(i == 0 ? 2 : 99 + i)} 0 R /Kids [{(i == depth - 1 ? 3 : 101 + i)} 0 R] >>");
        }
        return pdf.Put(TestPdf.FirstPage, $"<< /Type /Page /Parent {99 + depth} 0 R /Contents 5 0 R >>");
    }

    private static TestPdf Tens()
    {
        TestPdf pdf = Tree($"<< /Type /Pages /Count 100 /Kids [{References(100, 10)}] /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> >>");
        for (int i = 0; i < 10; i++)
        {
            int first = 200 + (i * 10);
            pdf.Put(100 + i, $"<< /Type /Pages /Count 10 /Parent 2 0 R /Kids [{(i == 0 ? "3 0 R " + References(first + 1, 9) : References(first, 10))}] >>");
            for (int page = first; page < first + 10; page++)
            {
                pdf.Put(page, $"<< /Type /Page /Parent {100 + i} 0 R /Contents 5 0 R >>");
            }
        }
        return pdf.Put(TestPdf.FirstPage, "<< /Type /Page /Parent 100 0 R /Contents 5 0 R >>");
    }

    private static string References(int first, int count) =>
        string.Join(' ', Enumerable.Range(first, count).Select(static n => n.ToString(CultureInfo.InvariantCulture) + " 0 R"));
}
