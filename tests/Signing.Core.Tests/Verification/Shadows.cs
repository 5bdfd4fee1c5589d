using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification;

/// <summary>Shadow attacks: prepared before signing, triggered after it.</summary>
internal static class Shadows
{
    private static readonly byte[] Overlay = Encoding.ASCII.GetBytes("BT (pay 9 dong) Tj ET");

    internal static IEnumerable<Attack> All =>
    [
        Hide("page content exchanged", static r => r.Put(5, "<< >>", Overlay)),
        Hide("an object made an empty dictionary", static r => r.Put(5, "<< >>")),
        Hide("an object made metadata", static r => r.Put(5, "<< /Type /Metadata /Subtype /XML >>", Overlay)),
        Hide("metadata added", static r => r.Update.Replace(new PdfReference(1, 0), With(r, 1, "Metadata", r.Add("<< /Type /Metadata >>", Overlay)))),
        Hide("page rotated", static r => r.Update.Replace(new PdfReference(3, 0), With(r, 3, "Rotate", PdfInteger.Of(180)))),
        Hide("page content added", static r => r.Update.Replace(new PdfReference(3, 0), With(r, 3, "Contents", r.Add("<< >>", Overlay)))),
        Hide("optional content added", static r => r.Update.Replace(new PdfReference(1, 0), With(r, 1, "OCProperties", TestRevision.Parse("<< /OCGs [] /D << >> >>")))),
        Hide("an action added", static r => r.Update.Replace(new PdfReference(1, 0), With(r, 1, "OpenAction", TestRevision.Parse("<< /S /JavaScript /JS (app.alert\\(1\\)) >>")))),
        Hide("a page added", static r => r.Put(2, "<< /Type /Pages /Count 2 /Kids [3 0 R 3 0 R] /MediaBox [0 0 612 792] >>")),
        Replace("form value exchanged", static r => r.Update.Replace(new PdfReference(6, 0), With(r, 6, "V", PdfString.FromAscii("large")))),
        Replace("form appearance exchanged", static r => r.Update.Replace(
            new PdfReference(6, 0), With(r, 6, "AP", new PdfDictionary { { "N", r.Add("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", Overlay) } }))),
        Replace("font exchanged", static r => r.Put(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")),
        Replace("font widths added", static r => r.Update.Replace(new PdfReference(4, 0), With(r, 4, "Widths", TestRevision.Parse("[0 0]")))),
        new("shadow: hide and replace", "table only", () => Bases.Update(Bases.Shadow, "", static _ => Bases.Row(4, Bases.ShadowOffset)), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new("shadow: hide and replace", "table only, with a further signature", Signed(null, static text => Rows(text, Bases.Row(4, Bases.ShadowOffset))), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new("shadow: hide and replace", "an object that was only referred to", Signed(static r => r.Put(60, "<< >>", Overlay)), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new("shadow: hide and replace", "the field is an object that was only referred to", () => Bases.Update(
            Bases.Shadow, $"60 0 obj\n<</Length {Overlay.Length}>>\nstream\n{Encoding.ASCII.GetString(Overlay)}\nendstream\nendobj\n", static at => Bases.Row(60, at)), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
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

    private static Attack Hide(string variant, Action<TestRevision> change) => Changed("shadow: hide", variant, change);

    private static Attack Replace(string variant, Action<TestRevision> change) => Changed("shadow: replace", variant, change);

    private static Attack Changed(string attackClass, string variant, Action<TestRevision> change) => new(
        attackClass,
        variant,
        () =>
        {
            using var revision = new TestRevision(Bases.SignedForm);
            change(revision);
            return revision.Write();
        },
        Verdict.Indeterminate,
        ReasonCodes.ChangesNotAnalysed);

    private static PdfDictionary With(TestRevision revision, int number, string key, PdfObject value)
    {
        PdfDictionary changed = revision.Take(new PdfReference(number, 0));
        changed[key] = value;
        return changed;
    }
}
