using System.Text;
using Signing.Core.Tests.Pdf;
using static Signing.Core.Tests.Documents.SoundDocuments;

namespace Signing.Core.Tests.Documents;

/// <summary>Versions of PDF, and documents that are of some kind besides.</summary>
internal static class SoundKinds
{
    internal static readonly Dictionary<string, SoundDocument> All = new()
    {
        ["1.0"] = Of(static () => new TestPdf { Version = "1.0", HasId = false }),
        ["1.1"] = Of(static () => new TestPdf { Version = "1.1" }),
        ["1.2"] = Of(static () => new TestPdf { Version = "1.2" }),
        ["1.3"] = Of(static () => new TestPdf { Version = "1.3" }),
        ["1.4"] = Of(static () => new TestPdf { Version = "1.4" }),
        ["1.5"] = Of(static () => new TestPdf(TestPdfForm.Stream) { Version = "1.5" }),
        ["1.6"] = Of(static () => new TestPdf(TestPdfForm.ObjectStreams) { Version = "1.6" }),
        ["2.0"] = Of(static () => new TestPdf(TestPdfForm.ObjectStreams) { Version = "2.0" }),
        ["2.0, table"] = Of(static () => new TestPdf { Version = "2.0" }),
        ["version in the catalog"] = Of(static () => new TestPdf { Version = "1.3" }.SetCatalog("Version", "/1.7")),
        ["version in the catalog, earlier"] = Of(static () => new TestPdf { Version = "1.7" }.SetCatalog("Version", "/1.4")),
        ["extensions"] = Of(static () => new TestPdf { Version = "2.0" }.SetCatalog(
            "Extensions", "<< /ISO_ << /BaseVersion /2.0 /ExtensionLevel 32001 >> /ADBE [<< /BaseVersion /1.7 /ExtensionLevel 8 >>] >>")),
        ["usage rights"] = Of(static () => new TestPdf().With(
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Reference [<< /Type /SigRef /TransformMethod /UR3 /TransformParams << /Type /TransformParams /V /2.2 /Document [/FullSave] >> >>] >>",
            out int rights).SetCatalog("Perms", $"<< /UR3 {rights} 0 R >>")) with { Notes = "USAGE_RIGHTS_KEPT" },
        ["validation data of others"] = Of(static () => new TestPdf().Put(6, "<< >>", [0x30, 0x00]).Put(7, "<< /Type /DSS /Certs [6 0 R] /CRLs [6 0 R] /OCSPs [] /VRI << >> >>").SetCatalog("DSS", "7 0 R")),
        ["portfolio"] = Of(static () => new TestPdf().Put(6, "<< /Type /EmbeddedFile /Subtype /text#2Fplain >>", "one"u8.ToArray())
            .Put(7, "<< /Type /Filespec /F (one.txt) /UF (one.txt) /EF << /F 6 0 R >> >>")
            .SetCatalog("Collection", "<< /Type /Collection /View /T /D (one.txt) >>").SetCatalog("Names", "<< /EmbeddedFiles << /Names [(one.txt) 7 0 R] >> >>")),
        ["tagged"] = Of(static () => new TestPdf().Put(6, "<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [7 0 R]] >> >>")
            .Put(7, "<< /Type /StructElem /S /P /P 6 0 R /Pg 3 0 R /K 0 >>")
            .Put(3, "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /StructParents 0 /Tabs /S >>")
            .Put(5, "<< >>", "/P << /MCID 0 >> BDC BT /F1 24 Tf 72 720 Td (Tagged) Tj ET EMC"u8.ToArray())
            .SetCatalog("StructTreeRoot", "6 0 R").SetCatalog("MarkInfo", "<< /Marked true >>").SetCatalog("Lang", "(vi-VN)")),
        ["optional content, outlines, labels, actions"] = Of(static () => new TestPdf().Put(6, "<< /Type /OCG /Name (Layer) >>")
            .Put(7, "<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>").Put(8, "<< /Title (One) /Parent 7 0 R /Dest [3 0 R /Fit] >>")
            .SetCatalog("OCProperties", "<< /OCGs [6 0 R] /D << /Order [6 0 R] >> >>").SetCatalog("Outlines", "7 0 R")
            .SetCatalog("PageLabels", "<< /Nums [0 << /S /r >>] >>").SetCatalog("OpenAction", "[3 0 R /XYZ null null 0]")),
        ["PDF/A-1"] = Of(static () => PdfA(1, "B")) with { Adds = "+appearance" },
        ["PDF/A-1, its metadata written with attributes"] = Of(static () => PdfA(1, "A", asAttributes: true)) with { Adds = "+appearance" },
        ["PDF/A-2"] = Of(static () => PdfA(2, "U")),
        ["PDF/A-3, object streams"] = Of(static () => PdfA(3, "B", TestPdfForm.ObjectStreams)),
        ["PDF/A-4"] = Of(static () => PdfA(4, null)),
        ["metadata that cannot be read"] = Of(static () => Metadata(new TestPdf(), "<x:xmpmeta><unclosed pdfaid:part='1'>")),
    };

    /// <summary>A document whose metadata claims a part of PDF/A; a blank page, which needs no font.</summary>
    internal static TestPdf PdfA(int part, string? conformance, TestPdfForm form = TestPdfForm.Table, bool asAttributes = false)
    {
        string claim = asAttributes
            ? $"<rdf:Description rdf:about='' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' pdfaid:part='{part}' pdfaid:conformance='{conformance}'/>"
            : $"<rdf:Description rdf:about='' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'><pdfaid:part>{part}</pdfaid:part>"
                + (conformance is null ? "<pdfaid:rev>2020</pdfaid:rev>" : $"<pdfaid:conformance>{conformance}</pdfaid:conformance>") + "</rdf:Description>";
        var pdf = new TestPdf(form) { Version = part switch { 1 => "1.4", 4 => "2.0", _ => "1.7" } };
        pdf.Put(TestPdf.PageTree, "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 612 792] /Resources << >> >>");
        pdf.Put(4, "null").Put(5, "<< >>", "0 0 m"u8.ToArray());
        return Metadata(
            pdf,
            $"<?xpacket begin='\uFEFF' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{claim}</rdf:RDF></x:xmpmeta><?xpacket end='w'?>");
    }

    private static TestPdf Metadata(TestPdf pdf, string xmp)
    {
        int number = pdf.Add("<< /Type /Metadata /Subtype /XML >>", Encoding.UTF8.GetBytes(xmp));
        return pdf.SetCatalog("Metadata", $"{number} 0 R");
    }
}
