using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>
/// Evil annotation: one whose appearance covers what was certified. At P = 3 the standard permits it, so that all one can do is say so,
/// for each of them; at P = 1 and 2 nothing permits it.
/// </summary>
internal static class EvilAnnotations
{
    private const string Common = "/Rect [0 0 612 792] /F 4 /Contents (Looks fine.) /T (Somebody) /M (D:20260101000000Z)";

    private static readonly byte[] Ink = Encoding.ASCII.GetBytes("1 g 0 0 612 792 re f 0 g BT /F1 24 Tf 72 720 Td (pay 9 dong) Tj ET");

    private static readonly Dictionary<string, string> Permitted = new()
    {
        ["FreeText"] = $"/Subtype /FreeText /DA (/F1 12 Tf) {Common}",
        ["Stamp"] = $"/Subtype /Stamp {Common}",
        ["Square"] = $"/Subtype /Square {Common}",
        ["Circle"] = $"/Subtype /Circle {Common}",
        ["Line"] = $"/Subtype /Line /L [0 0 9 9] {Common}",
        ["Polygon"] = $"/Subtype /Polygon /Vertices [0 0 9 9 9 0] {Common}",
        ["Ink"] = $"/Subtype /Ink /InkList [[0 0 9 9]] {Common}",
        ["Highlight"] = $"/Subtype /Highlight /QuadPoints [0 0 9 0 0 9 9 9] {Common}",
        ["Text"] = $"/Subtype /Text {Common}",
        ["Caret"] = $"/Subtype /Caret {Common}",
        ["without Contents, T and M"] = "/Subtype /Stamp /Rect [0 0 612 792] /F 4",
        ["locked, read-only, no zoom"] = "/Subtype /Stamp /Rect [0 0 612 792] /F 732",
        ["without flags"] = "/Subtype /Square /Rect [0 0 612 792]",
        ["without a type"] = $"/Subtype /Stamp {Common}",
    };

    /// <summary>What is no mark-up at any P: it runs, plays, changes the page, or is nothing that a reader would show as an annotation.</summary>
    private static readonly Dictionary<string, string> Never = new()
    {
        ["Widget that no field has"] = "/Subtype /Widget /Rect [0 0 612 792] /F 4",
        ["Widget of a text field, not in the form"] = "/Subtype /Widget /FT /Tx /T (x) /V (9) /Rect [0 0 612 792] /F 4",
        ["Screen that plays"] = "/Subtype /Screen /Rect [0 0 612 792] /A << /S /Rendition /OP 0 >>",
        ["Link that runs a script"] = "/Subtype /Link /Rect [0 0 612 792] /A << /S /JavaScript /JS (x) >>",
        ["Stamp that runs a script"] = $"/Subtype /Stamp {Common} /AA << /PO << /S /JavaScript /JS (x) >> >>",
        ["of a subtype that nobody knows"] = $"/Subtype /Unheard {Common}",
        ["without a subtype"] = "/Rect [0 0 612 792] /F 4",
    };

    internal static IEnumerable<Attack> All =>
    [
        .. from permission in (int[])[1, 2]
           from variant in Permitted.Concat(Never)
           select Forbidden(permission, variant.Key, variant.Value),
        .. from variant in Permitted select Told(variant.Key, r => Annotate(r, Covering(r, variant.Value))),
        .. from variant in Never select Forbidden(3, variant.Key, variant.Value),
        Told("Redact", static r => Annotate(r, Covering(r, $"/Subtype /Redact {Common}"))),
        Told("two of them", static r => Annotate(r, Covering(r, Permitted["Stamp"]), Covering(r, Permitted["Ink"]))),
        Forbidden(3, "that stands in the page itself, and a content of the page's", static r => Annotate(r, Covering(r, Permitted["Stamp"])).Put(5, "<< >>", Ink)),
        Forbidden(3, "whose appearance is written over the page's content", static r =>
            Annotate(r, r.Add($"<< /Type /Annot {Permitted["Stamp"]} /AP << /N 5 0 R >> >>")).Put(5, "<< /Subtype /Form /BBox [0 0 612 792] >>", Ink)),
        Forbidden(3, "beneath the others", static r =>
        {
            PdfReference evil = Covering(r, Permitted["Stamp"]);
            PdfDictionary page = r.Take(new PdfReference(3, 0));
            r.Set(new PdfReference(3, 0), "Annots", new PdfArray((List<PdfObject>)[evil, .. ((PdfArray)page["Annots"]!).Reverse()]));
        }),
        Forbidden(3, "in place of a field's widget", static r =>
            r.Set(new PdfReference(3, 0), "Annots", new PdfArray(Covering(r, Permitted["Stamp"]), ((PdfArray)r.Take(new PdfReference(3, 0))["Annots"]!)[^1]))),
        Forbidden(3, "that takes a field's object", static r => r.Put(6, $"<< /Type /Annot {Permitted["Stamp"]} >>")),
    ];

    private static Attack Forbidden(int permission, string variant, string entries) => Forbidden(permission, variant, r => Annotate(r, Covering(r, entries)));

    private static Attack Forbidden(int permission, string variant, Action<TestRevision> change) => new(
        $"evil annotation, P={permission}", variant, () => TestRevision.Apply(Bases.Certified(permission), change), Verdict.Invalid, ReasonCodes.ChangeForbidden);

    private static Attack Told(string variant, Action<TestRevision> change) => new(
        "evil annotation, P=3", variant, () => TestRevision.Apply(Bases.Certified(3), change), Verdict.Valid, ReasonCodes.AnnotationAfterSignature) { Permitted = ChangeLevel.Annotations };

    private static PdfReference Covering(TestRevision revision, string entries) => revision.Add(
        $"<< {(entries == Permitted["without a type"] ? "" : "/Type /Annot")} {entries} /AP << /N {revision.Add("<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> >>", Ink)} >> >>");

    private static TestRevision Annotate(TestRevision revision, params PdfReference[] added)
    {
        var page = new PdfReference(3, 0);
        return revision.Set(page, "Annots", new PdfArray((List<PdfObject>)[.. (PdfArray)revision.Take(page)["Annots"]!, .. added]));
    }
}
