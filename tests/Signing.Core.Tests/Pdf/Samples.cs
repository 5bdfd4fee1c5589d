namespace Signing.Core.Tests.Pdf;

/// <summary>One document of each kind, all clean for qpdf: what holds for any document is tested on all of them.</summary>
internal static class Samples
{
    internal static IReadOnlyDictionary<string, TestPdf> All { get; } = Make();

    private static Dictionary<string, TestPdf> Make()
    {
        var samples = new Dictionary<string, TestPdf>(StringComparer.Ordinal);
        foreach (TestPdfForm form in Enum.GetValues<TestPdfForm>())
        {
            samples[$"{form}"] = new TestPdf(form, pages: 2);
            samples[$"{form}, fields"] = new TestPdf(form).AddTextField("note").AddSignatureField("contract.seller.signature").AddSignatureField("contract.buyer.signature");
            samples[$"{form}, padding"] = new TestPdf(form, paddingBytes: 100_000);
            samples[$"{form}, plain streams, no ID"] = new TestPdf(form) { Compresses = false, HasId = false };
            samples[$"{form}, small object streams"] = new TestPdf(form, pages: 5) { ObjectsPerStream = 3 };
            samples[$"{form}, junk before the header"] = new TestPdf(form) { Junk = "HTTP/1.1 200 OK\r\n\r\n" };
            samples[$"{form}, revisions"] = Revise(new TestPdf(form), null);
            samples[$"{form}, revisions of other forms"] = Revise(new TestPdf(form), form == TestPdfForm.Table ? TestPdfForm.ObjectStreams : TestPdfForm.Table);
            samples[$"{form}, linearized"] = new TestPdf(form, pages: 3) { IsLinearized = true };
            samples[$"{form}, linearized and revised"] = Revise(new TestPdf(form, pages: 3) { IsLinearized = true }, null);
        }
        return samples;
    }

    private static TestPdf Revise(TestPdf pdf, TestPdfForm? form)
    {
        // A stream, because qpdf 11 stumbles over freed objects that an object stream still holds.
        int goes = pdf.Add("<< >>", "goes"u8.ToArray());
        pdf.SetCatalog("PieceInfo", $"<< /A {goes} 0 R >>");
        pdf.BeginRevision(form).AddPage();
        pdf.BeginRevision().SetCatalog("PieceInfo", "<< >>").Free(goes).AddSignatureField("later");
        return pdf;
    }
}
