using System.Globalization;
using System.Text;
using Signing.Core.Tests.Pdf;

namespace Signing.Core.Tests.Verification;

/// <summary>Soundly signed documents, from which attacks are made.</summary>
internal static class Bases
{
    internal static byte[] Signed { get; } = new TestSignature().Apply(Verify.SmallTable);

    /// <summary>One page with text and a text field, table form.</summary>
    internal static byte[] Form { get; } = new TestPdf().AddTextField("note", "/V (small)").Build();

    internal static byte[] SignedForm { get; } = new TestSignature().Apply(Form);

    internal static byte[] SignedStream { get; } = new TestSignature().Apply(new TestPdf(TestPdfForm.ObjectStreams).AddTextField("note").Build());

    /// <summary>
    /// A page whose content is object 4, with a second object 4 beside it that nothing refers to; the page also refers to
    /// an object 60 that does not exist.
    /// </summary>
    internal static byte[] Shadow { get; } = new TestSignature().Apply(Prepare());

    /// <summary>Where the second object 4 of <see cref="Shadow"/> stands.</summary>
    internal static int ShadowOffset => Text(Shadow).LastIndexOf("\n4 0 obj", StringComparison.Ordinal) + 1;

    internal static byte[] Certified(int permission) => TestSignature.Certification(permission).Apply(Form);

    internal static string Text(byte[] document) => Encoding.Latin1.GetString(document);

    internal static byte[] Append(byte[] document, string text) => [.. document, .. Encoding.Latin1.GetBytes(text)];

    /// <summary>The number behind the last <c>startxref</c>.</summary>
    internal static string StartXref(byte[] document)
    {
        string text = Text(document);
        int at = text.LastIndexOf("startxref", StringComparison.Ordinal) + "startxref\n".Length;
        return text[at..text.IndexOf('\n', at)];
    }

    /// <summary>An update in table form as text: objects as they are written, then rows, then a closing.</summary>
    internal static byte[] Update(byte[] document, string objects, Func<int, string> rows, string trailer = "/Size 90/Root 1 0 R", string closing = "startxref\n{0}\n%%EOF\n")
    {
        int section = document.Length + objects.Length;
        string xref = $"xref\n{rows(document.Length)}trailer\n<<{trailer}/Prev {StartXref(document)}>>\n";
        return Append(document, objects + xref + string.Format(CultureInfo.InvariantCulture, closing, section));
    }

    internal static string Row(int number, int offset) => string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n");

    private static byte[] Prepare()
    {
        byte[] document = Verify.Table(
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 60 0 R]>>",
            "<</Length 21>>\nstream\nBT (pay 1 dong) Tj ET\nendstream", "<</Length 21>>\nstream\nBT (pay 9 dong) Tj ET\nendstream");
        // Object 5 becomes a second object 4, and its row in the table free.
        string[] lines = Text(document).Replace("5 0 obj", "4 0 obj", StringComparison.Ordinal).Split('\n');
        lines[Array.FindLastIndex(lines, static line => line.EndsWith(" n ", StringComparison.Ordinal))] = "0000000000 00000 f ";
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
