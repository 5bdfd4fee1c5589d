using Signing.Core.Tests.Pdf;
using static Signing.Core.Tests.Documents.SoundDocuments;

namespace Signing.Core.Tests.Documents;

/// <summary>Every form of cross-reference and every chain of them (ISO 32000-2, 7.5.4, 7.5.8, Annex F).</summary>
internal static class SoundCrossReferences
{
    internal static readonly Dictionary<string, SoundDocument> All = new()
    {
        ["table"] = Of(static () => new TestPdf(pages: 3)),
        ["table, linearized"] = Of(static () => new TestPdf(pages: 3) { IsLinearized = true }),
        ["table, linearized and revised"] = Of(static () => new TestPdf(pages: 3) { IsLinearized = true }.BeginRevision().AddPage()),
        ["stream"] = Of(static () => new TestPdf(TestPdfForm.Stream, pages: 3)),
        ["stream, linearized"] = Of(static () => new TestPdf(TestPdfForm.Stream, pages: 3) { IsLinearized = true }),
        ["stream, linearized and revised by a table"] = Of(static () => new TestPdf(TestPdfForm.Stream) { IsLinearized = true }.BeginRevision(TestPdfForm.Table).AddPage()),
        ["stream, plain"] = Of(static () => new TestPdf(TestPdfForm.Stream) { Compresses = false }),
        ["object streams"] = Of(static () => new TestPdf(TestPdfForm.ObjectStreams, pages: 3)),
        ["object streams that extend others"] = Of(static () => new TestPdf(TestPdfForm.ObjectStreams, pages: 5) { ObjectsPerStream = 3 }),
        ["object streams, plain"] = Of(static () => new TestPdf(TestPdfForm.ObjectStreams) { Compresses = false }),
        ["hybrid"] = Of(static () => new TestPdf(TestPdfForm.Hybrid, pages: 3)),
        ["hybrid, revised by hybrids"] = Of(static () => new TestPdf(TestPdfForm.Hybrid).BeginRevision().AddPage().BeginRevision().AddPage()),
        ["junk before the header"] = Of(static () => new TestPdf { Junk = "HTTP/1.1 200 OK\r\n\r\n" }),
        ["table, then stream, hybrid, table, object streams"] = Of(static () => Revised(
            TestPdfForm.Table, TestPdfForm.Stream, TestPdfForm.Hybrid, TestPdfForm.Table, TestPdfForm.ObjectStreams)),
        ["stream, then hybrid, object streams, table"] = Of(static () => Revised(
            TestPdfForm.Stream, TestPdfForm.Hybrid, TestPdfForm.ObjectStreams, TestPdfForm.Table)),
        ["hybrid, then table, stream, hybrid"] = Of(static () => Revised(
            TestPdfForm.Hybrid, TestPdfForm.Table, TestPdfForm.Stream, TestPdfForm.Hybrid)),
        ["300 revisions, tables"] = Of(static () => Revised([.. Enumerable.Repeat(TestPdfForm.Table, 300)])),
        ["300 revisions, object streams"] = Of(static () => Revised([.. Enumerable.Repeat(TestPdfForm.ObjectStreams, 300)])),
        ["300 revisions, each form in turn"] = Of(static () => Revised([.. Enumerable.Range(0, 300).Select(static i => (TestPdfForm)(i % 4))])),
        ["Prev 0"] = Of(static () => new TestPdfText().Basics().Table("/Prev 0").End()),
        ["no ID"] = Of(static () => new TestPdf { HasId = false }),
        ["ID in an object of its own"] = Of(static () => new TestPdfText().Basics().Object(6, "[<01> <02>]").Table("/ID 6 0 R").End()),
        ["Info direct"] = Of(static () => new TestPdf { TrailerExtra = "/Info << /Title (direct) >>" }),
        ["Info direct, stream"] = Of(static () => new TestPdf(TestPdfForm.Stream) { TrailerExtra = "/Info << /Title (direct) >>" }),
        ["trailer with entries of others"] = Of(static () => new TestPdf { TrailerExtra = "/Vendor << /A [1 2 (three)] >> /DocChecksum /0123" }),
        ["stream with entries of others"] = Of(static () => new TestPdf(TestPdfForm.Stream) { TrailerExtra = "/Vendor << /A [1 2 (three)] >>" }),
        ["stream, no type field"] = Of(static () => WithRows([0, 3, 0], "/Index [1 6] /Size 7", static _ => true)),
        ["stream, no third field"] = Of(static () => WithRows([1, 3, 0], "/Size 7", static _ => false)),
        ["stream, widest fields"] = Of(static () => WithRows([8, 8, 8], "/Size 7", static _ => false)),
        ["stream, many ranges"] = Of(static () => WithRows([1, 4, 2], "/Index [0 1 1 2 3 1 4 3] /Size 7", static _ => false)),
        ["stream, Index in no order"] = Of(Shuffled),
        ["stream without a row for itself"] = Of(static () => WithRows([1, 4, 2], "/Index [0 6] /Size 7", static row => row == 6)),
    };

    private static TestPdf Revised(params TestPdfForm[] forms)
    {
        var pdf = new TestPdf(forms[0]);
        for (int i = 1; i < forms.Length; i++)
        {
            pdf.BeginRevision(forms[i]);
            if (i < 10)
            {
                pdf.AddPage();
            }
            else
            {
                pdf.SetCatalog("PieceInfo", $"<< /Revision {i} >>");
            }
        }
        return pdf;
    }

    /// <summary>Objects 1 to 5 and the section as 6, with the rows 0 to 6 but those left out.</summary>
    private static TestPdfText WithRows(int[] widths, string entries, Predicate<int> isLeftOut)
    {
        TestPdfText text = new TestPdfText().Basics();
        bool noFree = widths[0] == 0;
        long[][] rows =
        [
            [0, 0, widths[2] == 0 ? 0 : 65535], .. Enumerable.Range(1, 5).Select(n => new long[] { 1, text.At(n), 0 }), [1, -1, 0],
        ];
        return text.StreamSection(6, widths, entries, [.. rows.Where((_, n) => noFree ? n > 0 : !isLeftOut(n))]).End();
    }

    private static TestPdfText Shuffled()
    {
        TestPdfText text = new TestPdfText().Basics();
        return text.StreamSection(
            6, [1, 4, 2], "/Index [4 3 0 1 1 3] /Size 7",
            [1, text.At(4), 0], [1, text.At(5), 0], [1, -1, 0], [0, 0, 65535], [1, text.At(1), 0], [1, text.At(2), 0], [1, text.At(3), 0]).End();
    }
}
