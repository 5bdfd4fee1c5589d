using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>
/// Sneaky signature: a field with a widget that covers what was certified; its value is the attacker's own signature, a broken one, or none.
/// </summary>
internal static class SneakySignatures
{
    private const string Covering = "/Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [0 0 612 792]";
    private const string Invisible = "/Type /Annot /Subtype /Widget /FT /Sig /F 132 /Rect [0 0 0 0]";
    private const string Box = "/Subtype /Form /BBox [0 0 612 792]";

    private static readonly byte[] Ink = Encoding.ASCII.GetBytes("1 g 0 0 612 792 re f");

    private static readonly TestSignature Further = new() { Field = "Signature2" };

    internal static IEnumerable<Attack> All => ((int[])[1, 2, 3]).SelectMany(Sneak).Concat(Broken);

    /// <summary>Where nothing is certified a further signature may stand on anything; but it has to be one.</summary>
    private static IEnumerable<Attack> Broken =>
    [
        Seen("over other bytes", Drawn with { Cms = static _ => TestSignature.Sign([1], Cms.TestKey.P256) }),
        Seen("that is no CMS", Drawn with { Cms = static _ => [0x30, 0] }),
        Seen("whose value is another's", Drawn with { Cms = static content => TestSignature.Sign([.. content, 0], Cms.TestKey.P256) }),
        Seen("in a corner with nothing in it", Drawn with { FieldEntries = "/Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [500 10 600 60] /AP << /N 60 0 R >>", Cms = static _ => TestSignature.Sign([1], Cms.TestKey.P256) }),
        Seen("that is a time-stamp over other bytes", TestSignature.Timestamp("Signature2") with { FieldEntries = Drawn.FieldEntries, Also = Drawn.Also, Cms = static _ => Cms.Samples.Stamp([1]) }),
        Seen("in a form that cannot be checked", Drawn with { Head = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.x509.rsa_sha1" }) with { Verdict = Verdict.Indeterminate, Code = ReasonCodes.ChangesNotAnalysed },
    ];

    private static Attack Seen(string variant, TestSignature signature) =>
        new("a broken signature that is seen", variant, () => signature.Apply(Bases.SignedForm), Verdict.Invalid, ReasonCodes.FieldSignatureBroken);

    private static IEnumerable<Attack> Sneak(int permission)
    {
        // Where nothing is permitted, each of them is told as that first.
        return
        [
            Signed("an appearance that covers the text", "/AP << /N 60 0 R >>", Box, ReasonCodes.SignatureCoversContent),
            Signed("an appearance that is a picture", "/AP << /N 60 0 R >>", "/Subtype /Image /Width 1 /Height 1", ReasonCodes.SignatureCoversContent),
            Signed("an appearance that is a form within a form", "/AP << /N 60 0 R >>", $"{Box} /Resources << /XObject << /A 5 0 R >> >>", ReasonCodes.SignatureCoversContent),
            Signed("an appearance for when it is clicked", "/AP << /D 60 0 R >>", Box, ReasonCodes.SignatureCoversContent),
            Signed("an appearance with states", "/AS /On /AP << /N << /On 60 0 R >> >>", Box, ReasonCodes.ChangeForbidden),
            Signed("an appearance that is the page's font", "/AP << /N 4 0 R >>", Box, ReasonCodes.SignatureCoversContent),
            Signed("an appearance that is the page's content", "/AP << /N 5 0 R >>", Box, ReasonCodes.SignatureCoversContent),
            Signed("an appearance whose data is elsewhere", "/AP << /N 60 0 R >>", $"{Box} /F (elsewhere)", ReasonCodes.ChangeForbidden),
            Signed("a border and background that viewers draw", "/MK << /BG [1] /BC [0] >>", Box, ReasonCodes.SignatureCoversContent),
            Signed("a rectangle with its corners exchanged", "/Rect [612 792 0 0] /AP << /N 60 0 R >>", Box, ReasonCodes.SignatureCoversContent),
            Signed("an optional content", "/OC 5 0 R /AP << /N 60 0 R >>", Box, ReasonCodes.ChangeForbidden),
            Of("no type of annotation", Further with { FieldEntries = "/FT /Sig /Rect [0 0 612 792]" }, ReasonCodes.ChangeForbidden),
            Of("another subtype", Further with { FieldEntries = "/Type /Annot /Subtype /FreeText /FT /Sig /Rect [0 0 0 0]" }, ReasonCodes.ChangeForbidden),
            Of("an action", Further with { FieldEntries = $"{Invisible} /A << /S /JavaScript /JS (x) >>" }, ReasonCodes.ChangeForbidden),
            Of("actions on events", Further with { FieldEntries = $"{Invisible} /AA << /PO << /S /JavaScript /JS (x) >> >>" }, ReasonCodes.ChangeForbidden),
            Of("the name of another field", Further with { Name = "Signature1" }, ReasonCodes.ChangeForbidden),
            Of("a name that seems to be below another's", Further with { Name = "note.x" }, ReasonCodes.ChangeForbidden),
            Of("a dictionary with keys of an action", Further with { Entries = "/S /JavaScript /JS (x)" }, ReasonCodes.FieldSignatureBroken),
            Of("in place of the text field", Further with { Field = "note" }, ReasonCodes.ChangeForbidden),
            Change("no value, and an appearance", r => AddField(r, $"{Covering} /AP << /N {Draw(r)} >>"), ReasonCodes.UnsignedFieldDraws),
            Change("no value, and a background", r => AddField(r, $"{Covering} /MK << /BG [1] >>"), ReasonCodes.UnsignedFieldDraws),
            Change("no value, not in the form", r => Annotate(r, r.Add($"<< {Covering} /T (Signature2) /AP << /N {Draw(r)} >> >>")), ReasonCodes.ChangeForbidden),
            Change("no value, in the form and on no page", r => AddField(r, $"{Covering} /P 3 0 R /AP << /N {Draw(r)} >>", isListed: false), ReasonCodes.UnsignedFieldDraws),
            Change("the value of another field", r => AddField(r, $"{Covering} /V 8 0 R"), ReasonCodes.FieldSignatureBroken),
            Change("a value that stands in the field itself", r => AddField(r, $"{Covering} /V << /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00> /ByteRange [0 1 2 3] >>"), ReasonCodes.ContentsInvalid),
            Change("a value without ByteRange", r => AddField(r, $"{Covering} /V {r.Add("<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <3000> >>")}"), ReasonCodes.ByteRangeInvalid),
            Change("a value without a SubFilter", r => AddField(r, $"{Covering} /V {r.Add("<< /Type /Sig /Contents <3000> /ByteRange [0 100 200 100] >>")}"), ReasonCodes.ByteRangeInvalid),
            Change("a value without a type", r => AddField(r, $"{Covering} /V {r.Add("<< /Contents <3000> /ByteRange [0 100 200 100] >>")}"), ReasonCodes.FieldSignatureBroken),
            Change("a value that is no dictionary", r => AddField(r, $"{Covering} /V (signed)"), ReasonCodes.SignatureMalformed),
            Of("a sound signature, not in the form", Further with { IsInForm = false, FieldEntries = $"{Covering} /AP << /N 60 0 R >>", Also = r => r.Put(60, $"<< {Box} >>", Ink) }, ReasonCodes.ChangeForbidden),
            Of("a broken signature", Drawn with { Cms = static _ => [0x30, 0] }, ReasonCodes.CmsMalformed),
            Of("a signature over other bytes", Drawn with { Cms = static _ => TestSignature.Sign([1], Cms.TestKey.P256) }, ReasonCodes.DigestMismatch),
            Of("a signature without a SubFilter", Drawn with { Head = "/Type /Sig /Filter /Adobe.PPKLite" }, ReasonCodes.SubFilterUnsupported),
            Of("a time-stamp that covers the text", TestSignature.Timestamp("Signature2") with { FieldEntries = Drawn.FieldEntries, Also = Drawn.Also }, ReasonCodes.SignatureCoversContent),
            Of("a broken signature that is not seen", Further with { Cms = static _ => TestSignature.Sign([1], Cms.TestKey.P256) }, ReasonCodes.DigestMismatch)
                with { HarmsOnlyItself = permission > 1 },
        ];

        Attack Signed(string variant, string entries, string appearance, string code) => Of(
            variant,
            Further with
            {
                FieldEntries = $"{(entries.Contains("/Rect", StringComparison.Ordinal) ? Covering.Replace("/Rect [0 0 612 792]", "", StringComparison.Ordinal) : Covering)} {entries}",
                Also = revision => revision.Put(60, $"<< {appearance} >>", Ink),
            },
            code);

        Attack Of(string variant, TestSignature signature, string code) => Attack(variant, () => signature.Apply(Bases.Certified(permission)), code);

        Attack Change(string variant, Action<TestRevision> change, string code) => Attack(variant, () => TestRevision.Apply(Bases.Certified(permission), change), code);

        Attack Attack(string variant, Func<byte[]> build, string code) => new($"sneaky signature, P={permission}", variant, build, Verdict.Invalid, code);
    }

    private static TestSignature Drawn => Further with { FieldEntries = $"{Covering} /AP << /N 60 0 R >>", Also = static r => r.Put(60, $"<< {Box} >>", Ink) };

    private static PdfReference Draw(TestRevision revision) => revision.Add($"<< {Box} >>", Ink);

    private static void AddField(TestRevision revision, string entries, bool isListed = true)
    {
        PdfReference added = revision.Add($"<< {entries} /T (Signature2) >>");
        var form = (PdfReference)revision.View.Catalog["AcroForm"]!;
        revision.Set(form, "Fields", new PdfArray((List<PdfObject>)[.. (PdfArray)revision.Take(form)["Fields"]!, added]));
        if (isListed)
        {
            Annotate(revision, added);
        }
    }

    private static void Annotate(TestRevision revision, PdfReference added)
    {
        var page = new PdfReference(3, 0);
        revision.Set(page, "Annots", new PdfArray((List<PdfObject>)[.. (PdfArray)revision.Take(page)["Annots"]!, added]));
    }
}
