using System.Globalization;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Games with object numbers: the signed objects stay, and their numbers lead elsewhere.</summary>
internal static class ObjectNumbers
{
    private const string Name = "object numbers";
    private const string Evil = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>";

    private static readonly string Hidden = "8 0 obj\n<</Length 1>>\nstream\nx\nendstream\nendobj\n";

    /// <summary>A document in stream form whose font is the third object of an object stream.</summary>
    private static byte[] Streamed { get; } = new TestSignature().Apply(
        new TestPdf(TestPdfForm.ObjectStreams) { Compresses = false }.AddTextField("note").With(Evil, out _).Build());

    internal static IEnumerable<Attack> All =>
    [
        Rich("a new generation of a content", static r => r.Update.Replace(new PdfReference(RichDocument.Content, 1), r.View.GetObject(RichDocument.Content))),
        Rich("a new generation of a font", static r => r.Update.Replace(new PdfReference(RichDocument.Font, 1), r.View.GetObject(RichDocument.Font))),
        Rich("a new generation of the catalog", static r => r.Update.Replace(new PdfReference(1, 1), r.View.GetObject(1)), ReasonCodes.ChangeForbidden, Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Rich("a content's length", static r => r.Put(RichDocument.Length, "5")),
        Rich("a content's length made something else", static r => r.Put(RichDocument.Length, "<< >>")),
        Update("a content freed", static _ => "8 1\n0000000000 00001 f \n"),
        Update("a content freed without another generation", static _ => "8 1\n0000000000 00000 f \n"),
        Update("a font's number for the picture's place", static text => Bases.Row(RichDocument.Font, Place(text, "27 0 obj")), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        Update("a content's number beyond the file", static _ => Bases.Row(RichDocument.Content, 99_999_999), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Update("a content's number for no place", static _ => Bases.Row(RichDocument.Content, 0)),
        new(Name, "a number that is reused in the next update", static () => TestRevision.Apply(
            Bases.Update(RichDocument.Signed, "", static _ => "8 1\n0000000000 00001 f \n"), static r => r.Put(RichDocument.Content, "<< >>", "x"u8.ToArray())), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "an entry that leads into a signed stream's data", IntoData, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "an entry that leads into a signed comment", static () => Into("% " + Hidden.Replace('\n', ' ') + "\n"), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new(Name, "an entry that leads into a signed string", static () => Into($"50 0 obj\n({Hidden})\nendobj\n"), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "an entry that leads to another object of the stream", static () => Stream(4, [2, 0, (byte)Container(Streamed), 0]), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "an entry that leads behind the last object of the stream", static () => Stream(4, [2, 0, (byte)Container(Streamed), 99]), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "another object stream under the same number", Restreamed, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "an object stream freed", static () => Stream(Container(Streamed), [0, 0, 0, 1]), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        new(Name, "an object of a stream that stands in the file now", static () => TestRevision.Apply(Streamed, static r => r.Put(4, Evil)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "an object of a stream freed", static () => Stream(4, [0, 0, 0, 1]), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "a field in a new object stream", static () => TestRevision.Apply(Streamed, static r => r.Put(6, "<< /FT /Tx /T (note) /V (9) >>")), Verdict.Invalid, ReasonCodes.ChangeForbidden),
    ];

    private static Attack Rich(string variant, Action<TestRevision> change, string code = ReasonCodes.ChangeForbidden, Verdict verdict = Verdict.Invalid, string? other = null) =>
        new(Name, variant, () => TestRevision.Apply(RichDocument.Signed, change), verdict, other ?? code);

    private static Attack Update(string variant, Func<string, string> rows, Verdict verdict = Verdict.Invalid, string code = ReasonCodes.ChangeForbidden) =>
        new(Name, variant, () => Bases.Update(RichDocument.Signed, "", _ => rows(Bases.Text(RichDocument.Signed))), verdict, code);

    /// <summary>A signed content whose data holds an object, and an update of one row that leads there.</summary>
    private static byte[] IntoData() => Into($"50 0 obj\n<</Length {Hidden.Length}>>\nstream\n{Hidden}\nendstream\nendobj\n");

    private static byte[] Into(string signed)
    {
        byte[] document = new TestSignature().Apply(Bases.Update(RichDocument.Plain, signed, at => signed.StartsWith('%') ? "0 0\n" : Bases.Row(50, at)));
        string text = Bases.Text(document);
        return Bases.Update(document, "", _ => Bases.Row(RichDocument.Content, text.LastIndexOf("8 0 obj", StringComparison.Ordinal)));
    }

    private static int Place(string text, string head) => text.IndexOf("\n" + head, StringComparison.Ordinal) + 1;

    private static int Container(byte[] document)
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document));
        return opened.Current.TryGet(4, out CrossReferenceEntry entry) ? entry.StreamNumber : throw new InvalidOperationException("The font is in no object stream.");
    }

    private static byte[] Restreamed()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(Streamed));
        int container = Container(Streamed);
        byte[] decoded = opened.Current.Decode((PdfStream)opened.Current.GetObject(container));
        string members = Encoding.Latin1.GetString(decoded).Replace("Helvetica", "SymbolXXX", StringComparison.Ordinal);
        return TestRevision.Apply(Streamed, r => r.Put(container, ((PdfStream)r.View.GetObject(container)).Dictionary.ToString(), Encoding.Latin1.GetBytes(members)));
    }

    /// <summary>An update of one entry in a cross-reference stream.</summary>
    private static byte[] Stream(int number, byte[] row)
    {
        int at = Streamed.Length;
        byte[] rows = [.. row, 1, (byte)(at >> 8), (byte)at, 0];
        string section = string.Create(
            CultureInfo.InvariantCulture,
            $"80 0 obj\n<</Type/XRef/W[1 2 1]/Index[{number} 1 80 1]/Size 90/Root 1 0 R{Id(Streamed)}/Prev {Bases.StartXref(Streamed)}/Length {rows.Length}>>\nstream\n{Encoding.Latin1.GetString(rows)}\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n");
        return [.. Streamed, .. Encoding.Latin1.GetBytes(section)];
    }

    private static string Id(byte[] document)
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document));
        return opened.Trailer["ID"] is PdfArray id ? $"/ID[{string.Join("", id.Cast<PdfString>().Select(static part => $"<{Convert.ToHexString(part.Value)}>"))}]" : "";
    }
}
