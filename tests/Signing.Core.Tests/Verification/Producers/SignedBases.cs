using System.Globalization;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Pdf.Encryption;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>Documents of every build, each with a first signature: what producers find before them.</summary>
internal static class SignedBases
{
    /// <summary>An empty field with a place on the page.</summary>
    internal const string Approval = "/FT /Sig /Rect [300 300 500 360] /F 4";

    /// <summary>With a text field, an empty signature field, and another one below a group.</summary>
    internal static IReadOnlyDictionary<string, byte[]> WithForm { get; } = new Dictionary<string, byte[]>
    {
        ["table"] = Sign(Fields(new TestPdf())),
        ["stream"] = Sign(Fields(new TestPdf(TestPdfForm.Stream))),
        ["object streams"] = Sign(Fields(new TestPdf(TestPdfForm.ObjectStreams))),
        ["hybrid"] = Sign(Fields(new TestPdf(TestPdfForm.Hybrid))),
        ["linearized"] = Sign(Fields(new TestPdf { IsLinearized = true })),
        ["linearized, object streams"] = Sign(Fields(new TestPdf(TestPdfForm.ObjectStreams) { IsLinearized = true })),
        ["junk before the header"] = Sign(Fields(new TestPdf { Junk = "HTTP/1.1 200 OK\r\n\r\n" })),
        ["described"] = Sign(Fields(Describe(new TestPdf()))),
        ["described, object streams"] = Sign(Fields(Describe(new TestPdf(TestPdfForm.ObjectStreams)))),
    };

    /// <summary>All of them.</summary>
    internal static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(WithForm)
    {
        ["no form"] = Sign(new TestPdf()),
        ["no form, object streams"] = Sign(new TestPdf(TestPdfForm.ObjectStreams)),
        ["office"] = Sign(Office()),
        ["lists of their own"] = new TestSignature().Apply(Lists()),
        ["no line end"] = (new TestSignature { Also = static revision => revision.Edit = static text => text[..^1] }).Apply(Verify.SmallTable),
        ["a page without a type"] = Sign(new TestPdf().Put(TestPdf.FirstPage, "<< /Parent 2 0 R /Contents [5 0 R] >>")),
        ["usage rights"] = Sign(new TestPdf().SetCatalog("Perms", "<< /UR3 60 0 R >>").Put(
            60, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 10] /Contents <00> /Reference [<< /Type /SigRef /TransformMethod /UR3 >>] >>")),
    };

    /// <summary>Opened without a password.</summary>
    internal static IReadOnlyDictionary<string, byte[]> Encrypted { get; } = new Dictionary<string, byte[]>
    {
        ["AES-256"] = new TestSignature().Apply(new EncryptedPdf().Build(new TestPdf().AddTextField("note").Build())),
        ["AES-256, direct"] = new TestSignature().Apply(new EncryptedPdf { IsDirect = true }.Build(new TestPdf().AddTextField("note").Build())),
    };

    internal static byte[] Certified(int permission) => TestSignature.Certification(permission).Apply(Fields(new TestPdf()).Build());

    private static byte[] Sign(TestPdf pdf) => new TestSignature().Apply(pdf.Build());

    private static TestPdf Fields(TestPdf pdf) => pdf.AddTextField("note").AddField("Approval", Approval).AddSignatureField("board.chair");

    private static TestPdf Describe(TestPdf pdf)
    {
        int info = pdf.Add("<< /Title (Decision) /CreationDate (D:20251201080000+07'00') /ModDate (D:20251201080000+07'00') /Producer (Maker) >>");
        int metadata = pdf.Add("<< /Type /Metadata /Subtype /XML >>", System.Text.Encoding.UTF8.GetBytes(Described.Xmp("2025-12-01T08:00:00+07:00", "Maker")));
        pdf.TrailerExtra = string.Create(CultureInfo.InvariantCulture, $"/Info {info} 0 R");
        return pdf.SetCatalog("Metadata", $"{metadata} 0 R");
    }

    /// <summary>As office suites write: all in a table, then a section without rows whose stream has the structure.</summary>
    private static TestPdf Office()
    {
        var pdf = new TestPdf();
        pdf.SetCatalog("StructTreeRoot", "40 0 R").SetCatalog("MarkInfo", "<< /Marked true >>");
        return pdf.BeginRevision(TestPdfForm.Hybrid).Put(40, "<< /Type /StructTreeRoot /K 41 0 R >>").Put(41, "<< /Type /StructElem /S /Document /P 40 0 R /K [] >>");
    }

    /// <summary>With a form, a list of its fields and one of the page's annotations, each an object of its own.</summary>
    private static byte[] Lists() => new TestPdfText().Basics("/AcroForm 6 0 R", "/Annots 8 0 R")
        .Object(6, "<< /Fields 7 0 R /DA (/Helv 0 Tf 0 g) >>")
        .Object(7, "[9 0 R]")
        .Object(8, "[9 0 R]")
        .Object(9, $"<< /Type /Annot /Subtype /Widget /T (Approval) /P 3 0 R {Approval} >>")
        .Table().End().Build();
}
