using System.Globalization;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Two readers, two documents, within the bytes that are signed: nothing is proven of which one the signer saw.</summary>
internal static class SignedAmbiguities
{
    private const string Name = "two readers, when signed";
    private const string Catalog = "<</Type/Catalog/Pages 2 0 R>>";
    private const string Pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    private const string Page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>";
    private const string Other = "4 0 obj\n<</Length 21>>\nstream\nBT (pay 9 dong) Tj ET\nendstream\nendobj\n";

    private static readonly string Content = Stream("/Length 21");

    /// <summary>A page with a content, object 4, and nothing odd.</summary>
    internal static byte[] Plain { get; } = Verify.Table(Catalog, Pages, Page, Content);

    internal static IEnumerable<Attack> All =>
    [
        Table("a key twice in the catalog", "<</Type/Catalog/Pages 5 0 R/Pages 2 0 R>>", Pages, Page, Content, "<</Type/Pages/Kids[]/Count 0>>"),
        Table("a key twice in the page", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Contents 4 0 R>>", Content, Content),
        Table("a key twice, spelt differently", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Cont#65nts 5 0 R/Contents 4 0 R>>", Content, Content),
        Table("a key twice, once null", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents null/Contents 4 0 R>>", Content),
        Table("a key twice in a dictionary in an array", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</Subtype/Text/Rect[0 0 1 1]/Rect[0 0 9 9]>>]>>"),
        Table("a key twice behind a string with brackets", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/LastModified(\\)>>(<<)\\()/Contents 5 0 R/Contents 4 0 R>>", Content, Content),
        Table("a key twice with two values that look alike", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Contents 5 0 R>>", Content, Content),
        Table("a key twice behind a comment", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]% >>\n/Contents 5 0 R/Contents 4 0 R>>", Content, Content),
        Table("a key twice among a hundred", Catalog, Pages, $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<<{Keys(100)}/F7 5 0 R>>>>>>", Content, Content),
        Table("a key twice in a stream's dictionary", Catalog, Pages, Page, Stream("/Length 21/Filter/ASCIIHexDecode/Filter null")),
        Table("a key without a value", Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents>>"),
        Of("a key twice in the trailer", static () => Edit(Plain, "/Root 1 0 R", "/Root 3 0 R/Root 1 0 R")),
        Of("a key twice in an object stream", static () => new TestPdf(TestPdfForm.ObjectStreams).Put(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol /BaseFont /Courier >>").Build()),
        Of("a key twice in an object stream, with another object's place before it", static () => Overlapping()),
        Of("an object twice", static () => Prepared(Other)),
        Of("an object twice, the other one in a comment", static () => Prepared("% 4 0 obj <</Length 0>> stream endstream endobj\n")),
        Of("an object twice, the other one in a string", static () => Prepared("50 0 obj\n(\n4 0 obj <<>> endobj)\nendobj\n", named: 50)),
        Of("an object twice, of another generation", static () => Prepared(Other.Replace("4 0 obj", "4 1 obj", StringComparison.Ordinal))),
        Of("an object that only a search finds", static () => Bases.Update(
            Verify.Table(Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[60 0 R]>>"), "60 0 obj\n<</Length 1>>\nstream\nx\nendstream\nendobj\n", static _ => "0 0\n")),
        Of("an object in the file and in an object stream", static () => new TestPdf(TestPdfForm.Table)
            .Put(20, "<< /Type /ObjStm /N 1 /First 4 >>", "4 0 << /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"u8.ToArray()).Build()),
        Of("an object in the data of a stream", static () => Nested()),
        Table("a length that is too short", Catalog, Pages, Page, Stream("/Length 5")),
        Table("a length that is too long", Catalog, Pages, Page, Stream("/Length 30")),
        Table("a length that is not there", Catalog, Pages, Page, Stream("")),
        Table("a length that leads nowhere", Catalog, Pages, Page, Stream("/Length 9 0 R")),
        Table("a length that is another's", Catalog, Pages, Page, Stream("/Length 5 0 R"), "7"),
        Of("two rows for one object", static () => Bases.Update(
            Plain, Other, static at => Bases.Row(4, Bases.Text(Plain).IndexOf("4 0 obj", StringComparison.Ordinal)) + Bases.Row(4, at))),
        Of("a row that is in use and free", static () => Bases.Update(
            Plain, "", static _ => Bases.Row(4, Bases.Text(Plain).IndexOf("4 0 obj", StringComparison.Ordinal)) + "4 1\n0000000000 00001 f \n")),
        Of("a hybrid file whose two tables lead to different objects", static () => Hybrid(Plain)),
    ];

    /// <summary>What can be read in two ways, and shows the same in both.</summary>
    internal static IReadOnlyDictionary<string, Func<byte[]>> Harmless { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["an object twice, both the same"] = static () => new TestSignature().Apply(Bases.Update(Plain, $"4 0 obj\n{Content}\nendobj\n", static _ => "0 0\n")),
        ["an object that nobody needs twice"] = static () => new TestSignature().Apply(Bases.Update(Plain, "70 0 obj\n1\nendobj\n70 0 obj\n2\nendobj\n", static at => Bases.Row(70, at))),
        ["a key twice where nobody looks"] = static () => new TestSignature().Apply(Verify.Table(Catalog, Pages, Page, Content, "<</A 1/A 2>>")),
        ["a length that is wrong where nobody looks"] = static () => new TestSignature().Apply(Verify.Table(Catalog, Pages, Page, Content, Stream("/Length 1"))),
    };

    /// <summary>A document with another one attached as it is: its objects have the same numbers.</summary>
    internal static byte[] WithAttachedDocument
    {
        get
        {
            var pdf = new TestPdf();
            int attached = pdf.Add("<< /Type /EmbeddedFile >>", Plain);
            return pdf.SetCatalog("AF", $"[<< /Type /Filespec /F (a.pdf) /EF << /F {attached} 0 R >> >>]").Build();
        }
    }

    /// <summary>An update whose table leads to the content as it was, and whose <c>/XRefStm</c> leads to another.</summary>
    internal static byte[] Hybrid(byte[] document)
    {
        int at = document.Length;
        string stream = string.Create(CultureInfo.InvariantCulture, $"70 0 obj\n<</Type/XRef/W[1 4 1]/Index[4 1]/Size 90/Length 6>>\nstream\n\u0001{(char)(at >> 24)}{(char)((at >> 16) & 255)}{(char)((at >> 8) & 255)}{(char)(at & 255)}\0\nendstream\nendobj\n");
        return Bases.Update(
            document, Other + stream, start => Bases.Row(4, Bases.Text(document).IndexOf("4 0 obj", StringComparison.Ordinal)) + Bases.Row(70, start + Other.Length),
            $"/Size 90/Root 1 0 R/XRefStm {at + Other.Length}");
    }

    private static string Stream(string entries) => $"<<{entries}>>\nstream\nBT (pay 1 dong) Tj ET\nendstream";

    private static string Keys(int count) => string.Concat(Enumerable.Range(0, count).Select(static i => $"/F{i} 4 0 R"));

    /// <summary>The document with something between its objects, which its table does not name, or names by this number.</summary>
    private static byte[] Prepared(string between, int named = 0)
    {
        byte[] document = Verify.Table(Catalog, Pages, Page, Content);
        return named == 0 ? Bases.Update(document, between, static _ => "0 0\n") : Bases.Update(document, between, at => Bases.Row(named, at));
    }

    /// <summary>A content whose table entry leads into another stream's data.</summary>
    private static byte[] Nested()
    {
        string hidden = $"6 0 obj\n<</Length {Other.Length}>>\nstream\n{Other}\nendstream\nendobj\n";
        return Bases.Update(Plain, hidden, at => Bases.Row(4, at + hidden.IndexOf("4 0 obj", StringComparison.Ordinal)) + Bases.Row(6, at));
    }

    /// <summary>A font in an object stream whose head says that another object begins in the middle of it.</summary>
    private static byte[] Overlapping()
    {
        const string font = "<</Type/Font/Subtype/Type1/BaseFont/Symbol/BaseFont/Courier>>";
        const string head = "8 0 9 20 ";
        byte[] document = Verify.Table(Catalog, Pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F1 8 0 R>>>>/Contents 4 0 R>>", Content);
        string members = $"20 0 obj\n<</Type/ObjStm/N 2/First {head.Length}/Length {head.Length + font.Length}>>\nstream\n{head}{font}\nendstream\nendobj\n";
        string section = "21 0 obj\n<</Type/XRef/W[1 1 1]/Index[8 2]/Size 90/Length 6>>\nstream\n\u0002\u0014\0\u0002\u0014\u0001\nendstream\nendobj\n";
        return Bases.Update(
            document, members + section, at => Bases.Row(20, at) + Bases.Row(21, at + members.Length), $"/Size 90/Root 1 0 R/XRefStm {document.Length + members.Length}");
    }

    private static byte[] Edit(byte[] document, string old, string replacement) =>
        System.Text.Encoding.Latin1.GetBytes(Bases.Text(document).Replace(old, replacement, StringComparison.Ordinal));

    private static Attack Table(string variant, params string[] objects) => Of(variant, () => Verify.Table(objects));

    private static Attack Of(string variant, Func<byte[]> build) =>
        new(Name, variant, () => new TestSignature().Apply(build()), Verdict.Indeterminate, ReasonCodes.AmbiguousStructure);
}
