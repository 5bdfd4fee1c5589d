using System.Globalization;
using System.Text;

namespace Signing.CertsDev;

/// <summary>A document to sign: one A4 page of text and lines, PDF 1.7 with a classic cross-reference table.</summary>
internal static class SamplePdf
{
    // Text with the font F1 (Helvetica) or F2 (Helvetica-Bold); Tm places each line, in points from the lower left corner.
    private const string Page = """
        0.20 0.30 0.45 rg 56 770 483 4 re f
        0 g
        BT
        /F2 20 Tf 1 0 0 1 56 735 Tm (A sample document) Tj
        /F1 11 Tf 1 0 0 1 56 700 Tm (This page was made by code, to be signed in development. It says nothing that) Tj
        1 0 0 1 56 684 Tm (anybody means, and the certificates that sign it belong to nobody.) Tj
        /F2 11 Tf 1 0 0 1 56 648 Tm (What happens when it is signed) Tj
        /F1 11 Tf 1 0 0 1 56 628 Tm (1.  The bytes of this file stay as they are; everything new is appended.) Tj
        1 0 0 1 56 612 Tm (2.  A signature field is added, with a signature that covers the whole file.) Tj
        1 0 0 1 56 596 Tm (3.  A time-stamp authority confirms when the signature existed.) Tj
        1 0 0 1 56 580 Tm (4.  Whoever changes one byte afterwards breaks the signature.) Tj
        ET
        0.6 G 0.5 w 56 90 m 539 90 l S
        BT 0.4 g /F1 9 Tf 1 0 0 1 56 74 Tm (Development sample - page 1 of 1) Tj ET
        """;

    internal static byte[] Create()
    {
        string content = Page.ReplaceLineEndings("\n");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            "<< /Title (A sample document) >>",
        ];
        // ISO 32000-2, 7.5.2: bytes over 127 in the second line, so that nobody takes the file for text.
        var file = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.Length; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        int start = file.Length;
        const string Id = "<5369676e696e672073616d706c652031>";
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n{table}");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info 7 0 R /ID [{Id} {Id}] >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
