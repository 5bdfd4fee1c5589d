using System.Globalization;
using System.Text;
using Signing.Core.Tests.Pdf;

namespace Signing.Fuzz.Seeds;

/// <summary>Documents that mean harm, small ones of each kind: loops, nesting, claims, bombs.</summary>
internal static class HostileSeeds
{
    internal static IReadOnlyList<byte[]> All { get; } = [.. Make()];

    private static IEnumerable<byte[]> Make()
    {
        yield return new TestPdf().SetCatalog("PieceInfo", Nested(90, "[", "]")).Build();
        yield return new TestPdf().SetCatalog("PieceInfo", Nested(90, "<< /A ", ">>")).Build();
        yield return new TestPdf().Put(TestPdf.PageTree, "<< /Type /Pages /Kids [10 0 R 2 0 R] >>").Put(10, "<< /Kids [11 0 R 11 0 R] >>").Put(11, "<< /Kids [10 0 R] >>").Build();
        yield return new TestPdf().SetCatalog("AcroForm", "<< /Fields [10 0 R] >>").Put(10, "<< /T (a) /Kids [11 0 R] /Parent 11 0 R >>").Put(11, "<< /T (b) /Parent 10 0 R /Kids [10 0 R 11 0 R] >>").Build();
        yield return new TestPdf().Put(10, "11 0 R").Put(11, "10 0 R").SetCatalog("AcroForm", "10 0 R").Build();
        yield return new TestPdf().Put(10, "<< /Length 10 0 R >>", "endless"u8.ToArray()).Put(11, "<< /Length 12 0 R >>", "x"u8.ToArray()).Put(12, "<< /Length 11 0 R >>", "y"u8.ToArray()).Build();
        yield return new TestPdf().Put(10, "<< /Filter 11 0 R /DecodeParms 12 0 R >>", "x"u8.ToArray()).Put(11, "[11 0 R 11 0 R]").Put(12, "<< /Predictor 12 0 R >>").Build();
        yield return new TestPdf(TestPdfForm.Stream) { Compresses = false, TrailerExtra = "/DL 2147483647 /Filter []" }.Build();
        yield return new TestPdf().Add(3000).Build();
        yield return Revisions(40, TestPdfForm.Table);
        yield return Revisions(20, TestPdfForm.Stream);
        yield return Revisions(12, TestPdfForm.Hybrid);
        yield return WideField(300);
    }

    private static string Nested(int depth, string open, string close) => string.Concat(Enumerable.Repeat(open, depth)) + "null" + string.Concat(Enumerable.Repeat(close, depth));

    private static TestPdf Add(this TestPdf pdf, int objects)
    {
        var items = new StringBuilder();
        for (int i = 0; i < objects; i++)
        {
            items.Append(CultureInfo.InvariantCulture, $"{i} ");
        }
        return pdf.SetCatalog("PieceInfo", $"[{items}]");
    }

    private static byte[] Revisions(int count, TestPdfForm form)
    {
        var pdf = new TestPdf(form) { Compresses = false };
        for (int i = 1; i < count; i++)
        {
            pdf.BeginRevision().SetCatalog("Lang", $"({i})");
        }
        return pdf.Build();
    }

    private static byte[] WideField(int kids)
    {
        var pdf = new TestPdf();
        for (int i = 0; i < kids; i++)
        {
            pdf.AddSignatureField($"all.f{i}", i % 100 == 0 ? "/V << /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >>" : "");
        }
        return pdf.Build();
    }
}
