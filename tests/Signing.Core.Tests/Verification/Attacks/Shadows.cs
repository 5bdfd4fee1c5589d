using System.Text;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Shadow attacks: prepared before signing, triggered after it.</summary>
internal static class Shadows
{
    private const int Note = 6;

    private static readonly byte[] Overlay = Encoding.ASCII.GetBytes("BT (pay 9 dong) Tj ET");

    internal static IEnumerable<Attack> All =>
    [
        Hide("page content exchanged", static r => r.Put(RichDocument.Content, "<< >>", Overlay)),
        Hide("content that two pages share exchanged", static r => r.Put(RichDocument.SharedContent, "<< >>", Overlay)),
        Hide("an object made an empty dictionary", static r => r.Put(RichDocument.Content, "<< >>")),
        Hide("an object made null", static r => r.Put(RichDocument.Image, "null")),
        Hide("an object made metadata", static r => r.Put(RichDocument.Image, "<< /Type /Metadata /Subtype /XML >>", Overlay)),
        Hide("an image made a form", static r => r.Put(RichDocument.Image, "<< /Subtype /Form /BBox [0 0 9 9] >>", Overlay)),
        Hide("a picture exchanged", static r => r.Put(RichDocument.Image, "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray >>", [0xFF])),
        Hide("a graphics state made transparent", static r => r.Set(RichDocument.GraphicsState, "ca", "0")),
        Hide("the metadata made the content of a page", static r => r.Set(RichDocument.SecondPage, "Contents", "17 0 R"), ReasonCodes.PageChanged),
        Hide("page rotated", static r => r.Set(RichDocument.Page, "Rotate", "180"), ReasonCodes.PageChanged),
        Hide("page cropped", static r => r.Set(RichDocument.Page, "CropBox", "[0 0 9 9]"), ReasonCodes.PageChanged),
        Hide("page content added", static r => r.Set(RichDocument.SecondPage, "Contents", $"[9 0 R {r.Add("<< >>", Overlay)}]"), ReasonCodes.PageChanged),
        Hide("page content taken away", static r => r.Set(RichDocument.Page, "Contents", "[9 0 R]"), ReasonCodes.PageChanged),
        Hide("page content in another order", static r => r.Set(RichDocument.Page, "Contents", "[9 0 R 8 0 R]"), ReasonCodes.PageChanged),
        Hide("page content made one's own", static r => r.Set(RichDocument.SecondPage, "Contents", r.Add("<< >>", Overlay).ToString()), ReasonCodes.PageChanged),
        Hide("a field moved over the text", static r => r.Set(RichDocument.Field, "Rect", "[0 0 612 792]")),
        Hide("a field hidden", static r => r.Set(RichDocument.Field, "F", "2")),
        Hide("a field made an empty dictionary", static r => r.Put(RichDocument.Field, "<< >>")),
        Hide("a field's border widened", static r => r.Set(RichDocument.Field, "BS", "<< /W 600 >>")),
        Hide("a link made an empty dictionary", static r => r.Put(RichDocument.Link, "<< >>")),
        Hide("a link given an appearance", static r => r.Set(RichDocument.Link, "AP", $"<< /N {r.Add("<< /Subtype /Form /BBox [0 0 9 9] >>", Overlay)} >>")),
        Hide("annotations taken away", static r => r.Put(RichDocument.Annotations, "[]")),
        Hide("annotations in another order", static r => r.Put(RichDocument.Annotations, "[23 0 R 20 0 R 37 0 R]")),
        Hide("a layer switched off", static r => r.Put(RichDocument.OptionalContent, "<< /OCGs [16 0 R] /D << /Order [16 0 R] /OFF [16 0 R] >> >>")),
        Hide("a layer for viewing only", static r => r.Put(RichDocument.OptionalGroup, "<< /Type /OCG /Name (Layer) /Usage << /View << /ViewState /OFF >> >> >>")),
        Hide("a layer renamed", static r => r.Put(RichDocument.OptionalGroup, "<< /Type /OCG /Name (Other) >>")),
        Hide("optional content taken away", static r => r.SetCatalog("OCProperties", null)),
        Hide("an object that only the form's resources name becomes the pages'", static r => r.Set(RichDocument.Resources, "XObject", "<< /X1 25 0 R >>")),
        Hide("a picture that the content had waited for, in the shared resources", static r => r.Set(
            RichDocument.Resources, "XObject", $"<< /X1 27 0 R /X9 {r.Add("<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] >>", Overlay)} >>")),
        Hide("a font that the content had waited for, in the shared resources", static r => r.Set(RichDocument.Resources, "Font", "<< /F1 6 0 R /F9 6 0 R >>")),
        Hide("a graphics state that the content had waited for, in the shared resources", static r => r.Set(RichDocument.Resources, "ExtGState", "<< /G1 28 0 R /G9 << /ca 0 >> >>")),
        Hide("a picture that the content had waited for, in the page's own resources", static r => r.Set(
            RichDocument.Page, "Resources", $"<< /Font << /F1 6 0 R >> /XObject << /X1 27 0 R /X9 {r.Add("<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] >>", Overlay)} >> >>"), ReasonCodes.PageChanged),
        Replace("font exchanged", static r => r.Put(RichDocument.Font, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")),
        Replace("font program exchanged", static r => r.Put(RichDocument.FontFile, "<< >>", Overlay)),
        Replace("font program added", static r => r.Set(RichDocument.FontDescriptor, "FontFile3", r.Add("<< /Subtype /OpenType >>", Overlay).ToString())),
        Replace("font widths exchanged", static r => r.Put(RichDocument.Widths, "[0 0]")),
        Replace("font encoding exchanged", static r => r.Set(RichDocument.Font, "Encoding", "<< /Type /Encoding /Differences [48 /one /zero] >>")),
        Replace("font's ToUnicode exchanged", static r => r.Put(RichDocument.ToUnicode, "<< >>", Encoding.ASCII.GetBytes("1 beginbfchar <30> <0039> endbfchar"))),
        Replace("font's ToUnicode taken away", static r => r.Set(RichDocument.Font, "ToUnicode", null)),
        Replace("font exchanged in the shared resources", static r => r.Set(
            RichDocument.Resources, "Font", $"<< /F1 {r.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")} >>")),
        Replace("resources of one's own", static r => r.Set(RichDocument.Page, "Resources", "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >> >>"), ReasonCodes.PageChanged),
        Replace("form value exchanged, the appearance left", static r => r.Set(RichDocument.Field, "V", "(0)")),
        Replace("form value and an appearance in a font of its own", static r => r.Set(RichDocument.Field, "V", "(9)").Set(
            RichDocument.Field, "AP", $"<< /N {r.Add("<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 << /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 8 0 R >> /Encoding << /Differences [57 /a] >> /FirstChar 57 /LastChar 57 /Widths [1] >> >> >> >>", Words("9"))} >>"))
            with { Verdict = Verdict.Indeterminate, Code = ReasonCodes.ChangesNotAnalysed },
        Fill("form appearance added that says something else", static r => Show(r, "9")),
        Fill("form value and appearance that say different things", static r => Show(r, "7").Set(Note, "V", "(9)")),
        Fill("form value taken away, the appearance says one", static r => Show(r, "9").Set(Note, "V", null)),
        Fill("form value shown twice", static r => Show(r, "9) Tj 0 -9 Td (9").Set(Note, "V", "(9)")),
        Fill("form value with a picture over it", static r => Show(r, "9) Tj ET /X1 Do BT () Tj (", "/XObject << /X1 5 0 R >>").Set(Note, "V", "(9)"))
            with { Verdict = Verdict.Indeterminate, Code = ReasonCodes.ChangesNotAnalysed },
        Fill("form value with a rectangle over it", static r => Show(r, "9) Tj ET 1 g 0 0 200 20 re f BT (").Set(Note, "V", "(9)")),
        Fill("form value and appearance, the field read-only since then", static r => Show(r, "9").Set(Note, "V", "(9)").Set(Note, "Ff", "1")),
        Fill("form value and appearance, the field moved", static r => Show(r, "9").Set(Note, "V", "(9)").Set(Note, "Rect", "[72 700 272 720]")),
        Fill("form value and appearance, the appearance hidden", static r => Show(r, "9").Set(Note, "V", "(9)").Set(Note, "F", "2")),
        Replace("form value with an action", static r => r.Set(RichDocument.Field, "V", "(1)").Set(RichDocument.Field, "AA", "<< /F << /S /JavaScript /JS (x) >> >>")),
        Replace("default resources exchanged", static r => r.Set(RichDocument.Form, "DR", "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >> >>")),
        Replace("default appearance exchanged", static r => r.Set(RichDocument.Form, "DA", "(/F1 99 Tf)")),
        Replace("a field's kind exchanged", static r => r.Set(RichDocument.Field, "FT", "/Btn")),
        Replace("a field renamed", static r => r.Set(RichDocument.Field, "T", "(other)")),
        Table("table only", () => Bases.Update(Bases.Shadow, "", static _ => Bases.Row(4, Bases.ShadowOffset))),
        Table("table only, among other entries", () => Bases.Update(Bases.Shadow, "", static _ =>
            Bases.Row(2, Bases.Text(Bases.Shadow).IndexOf("2 0 obj", StringComparison.Ordinal)) + Bases.Row(4, Bases.ShadowOffset))),
        Table("table only, with a further signature", Signed(null, static text => Rows(text, Bases.Row(4, Bases.ShadowOffset)))),
        Table("table only, with validation data", static () => TestRevision.Apply(Bases.Shadow, static r =>
        {
            r.SetCatalog("DSS", $"<< /Certs [{r.Add("<< >>", [0x30, 0])}] >>");
            r.Edit = static text => Rows(text, Bases.Row(4, Bases.ShadowOffset));
        })),
        Table("an object freed", static () => Bases.Update(Bases.Shadow, "", static _ => "4 1\n0000000000 00001 f \n")),
        Table("an object that was only referred to", Signed(static r => r.Put(60, "<< >>", Overlay))),
        Table("an object that was only referred to, alone", () => Bases.Update(
            Bases.Shadow, $"60 0 obj\n<</Length {Overlay.Length}>>\nstream\n{Encoding.ASCII.GetString(Overlay)}\nendstream\nendobj\n", static at => Bases.Row(60, at))),
        Table("an object that was only referred to, as a proof", static () => TestRevision.Apply(
            Bases.Shadow, static r => r.Put(60, "<< >>", Overlay).SetCatalog("DSS", "<< /Certs [60 0 R] >>"))),
    ];

    /// <summary>A further sound signature over the shadow document, with something more in its revision.</summary>
    internal static Func<byte[]> Signed(Action<TestRevision>? also, Func<string, string>? edit = null) => () => new TestSignature
    {
        Field = "Signature2",
        Also = revision =>
        {
            revision.Edit = edit;
            also?.Invoke(revision);
        },
    }.Apply(Bases.Shadow);

    /// <summary>Puts rows into a table, behind its first keyword.</summary>
    internal static string Rows(string update, string rows) => update.Replace("xref\n", "xref\n" + rows, StringComparison.Ordinal)
        .Replace("startxref\n" + rows, "startxref\n", StringComparison.Ordinal);

    /// <summary>Gives the field of the plain form an appearance with this text in the page's font.</summary>
    private static TestRevision Show(TestRevision revision, string text, string resources = "") => revision.Set(
        Note, "AP", $"<< /N {revision.Add($"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 4 0 R >> {resources} >> >>", Words(text))} >>");

    private static byte[] Words(string value) => Encoding.ASCII.GetBytes($"/Tx BMC BT /F1 12 Tf 2 6 Td ({value}) Tj ET EMC");

    private static Attack Hide(string variant, Action<TestRevision> change, string code = ReasonCodes.ChangeForbidden) => Changed("shadow: hide", variant, change, code);

    private static Attack Replace(string variant, Action<TestRevision> change, string code = ReasonCodes.ChangeForbidden) => Changed("shadow: replace", variant, change, code);

    private static Attack Fill(string variant, Action<TestRevision> change) =>
        new("shadow: replace", variant, () => TestRevision.Apply(Bases.SignedForm, change), Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static Attack Table(string variant, Func<byte[]> build) => new("shadow: hide and replace", variant, build, Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static Attack Changed(string attackClass, string variant, Action<TestRevision> change, string code) =>
        new(attackClass, variant, () => TestRevision.Apply(RichDocument.Signed, change), Verdict.Invalid, code);
}
