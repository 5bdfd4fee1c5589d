using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification;

/// <summary>Attacks on certified documents: evil annotations, sneaky signatures, permissions that are loosened afterwards.</summary>
internal static class Certified
{
    private const string VisibleField = "/Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [0 0 600 700]";

    internal static IEnumerable<Attack> All =>
    [
        .. from permission in (int[])[1, 2, 3]
           from subtype in (string[])["FreeText", "Stamp", "Redact", "Square", "Ink", "Unheard"]
           select new Attack($"evil annotation, P={permission}", subtype, () => Annotate(permission, subtype), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        .. from permission in (int[])[2, 3]
           from attack in Sneaky(permission)
           select attack,
        new("certification", "a further signature where none is permitted", () => Further.Apply(Bases.Certified(1)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("certification", "a further signature in an empty field where none is permitted", () => Further.Apply(
            TestSignature.Certification(1).Apply(new Tests.Pdf.TestPdf().AddSignatureField("Signature2").Build())), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("certification", "P loosened in an update", () => Change(Bases.Certified(1), static r => r.Put(
            8, "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>] >>")), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        new("certification", "dropped from Perms", () => Change(Bases.Certified(2), static r =>
        {
            PdfDictionary catalog = r.Take(new PdfReference(1, 0));
            catalog.Remove("Perms");
            r.Update.Replace(new PdfReference(1, 0), catalog);
        }), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new("certification", "a second one", () => (TestSignature.Certification(3) with { Field = "Signature2" }).Apply(Bases.Certified(2)), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new("certification", "one after an approval", () => (TestSignature.Certification(3) with { Field = "Signature2" }).Apply(Bases.SignedForm), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed),
        new("field lock", "all fields", () => Further.Apply(TestSignature.FieldMdp("/Action /All").Apply(Bases.Form)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "this field", () => Further.Apply(TestSignature.FieldMdp("/Action /Include /Fields [(Signature2)]").Apply(Bases.Form)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "all but others", () => Further.Apply(TestSignature.FieldMdp("/Action /Exclude /Fields [(note)]").Apply(Bases.Form)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "an unknown action", () => Further.Apply(TestSignature.FieldMdp("/Action /Perhaps").Apply(Bases.Form)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "a lock that the signature does not repeat", () => Further.Apply(
            new TestSignature().Apply(new Tests.Pdf.TestPdf().AddSignatureField("Signature1", "/Lock << /Type /SigFieldLock /Action /All >>").Build())), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new("field lock", "a lock that permits nothing", () => Further.Apply(
            new TestSignature().Apply(new Tests.Pdf.TestPdf().AddSignatureField("Signature1", "/Lock << /Type /SigFieldLock /Action /Include /Fields [] /P 1 >>").Build())), Verdict.Invalid, ReasonCodes.ChangeForbidden),
    ];

    private static TestSignature Further { get; } = new() { Field = "Signature2" };

    private static IEnumerable<Attack> Sneaky(int permission)
    {
        string name = $"sneaky signature, P={permission}";
        yield return Unknown("a visible field with a sound signature", static () => Further with { FieldEntries = VisibleField });
        yield return Unknown("a visible field without a type of annotation", static () => Further with { FieldEntries = "/FT /Sig /Rect [0 0 600 700]" });
        yield return Unknown("an appearance", static () => Further with { FieldEntries = Further.FieldEntries + " /AP << /N 4 0 R >>" });
        foreach ((string variant, string entries, string form, string data) in (IEnumerable<(string, string, string, string)>)[
            ("an appearance that draws", "/AP << /N 60 0 R >>", "/Subtype /Form /BBox [0 0 600 700]", "0 0 600 700 re f"),
            ("an appearance that is a picture", "/AP << /N 60 0 R >>", "/Subtype /Image /Width 1 /Height 1", ""),
            ("an appearance with resources", "/AP << /N 60 0 R >>", "/Subtype /Form /BBox [0 0 0 0] /Resources << /XObject << /A 4 0 R >> >>", ""),
            ("an appearance whose data is elsewhere", "/AP << /N 60 0 R >>", "/Subtype /Form /BBox [0 0 0 0] /F (elsewhere)", ""),
            ("an appearance for when it is clicked, too", "/AP << /N 60 0 R /D 60 0 R >>", "/Subtype /Form /BBox [0 0 0 0]", ""),
            ("an appearance that was there", "/AP << /N 5 0 R >>", "/Subtype /Form /BBox [0 0 0 0]", ""),
        ])
        {
            yield return Unknown(variant, () => Further with { FieldEntries = $"{Further.FieldEntries} {entries}", Also = revision => revision.Put(60, $"<< {form} >>", Encoding.ASCII.GetBytes(data)) });
        }
        yield return Unknown("another subtype", static () => Further with { FieldEntries = "/Type /Annot /Subtype /FreeText /FT /Sig /Rect [0 0 0 0]" });
        yield return Unknown("an action", static () => Further with { FieldEntries = Further.FieldEntries + " /A << /S /JavaScript /JS (x) >>" });
        yield return Unknown("not in the form", static () => Further with { IsInForm = false });
        yield return Unknown("the name of another field", static () => Further with { Name = "Signature1" });
        yield return Unknown("a dictionary with keys of an action", static () => Further with { Entries = "/S /JavaScript /JS (x)" });
        yield return new Attack(name, "no value", () => Change(Bases.Certified(permission), r => AddEmpty(r, "")), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed);
        yield return new Attack(name, "a value without ByteRange", () => Change(Bases.Certified(permission), r => AddEmpty(r, "/V << /Type /Sig /Contents <00> >>")), Verdict.Invalid, ReasonCodes.ContentsInvalid);
        yield return new Attack(name, "the value of another field", () => Change(Bases.Certified(permission), r => AddEmpty(r, "/V 8 0 R")), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed);
        yield return new Attack(
            name, "a broken signature", () => (Further with { FieldEntries = VisibleField, Cms = static _ => [0x30, 0] }).Apply(Bases.Certified(permission)), Verdict.Invalid, ReasonCodes.CmsMalformed);

        Attack Unknown(string variant, Func<TestSignature> signature) =>
            new(name, variant, () => signature().Apply(Bases.Certified(permission)), Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed);
    }

    private static byte[] Change(byte[] document, Action<TestRevision> change)
    {
        using var revision = new TestRevision(document);
        change(revision);
        return revision.Write();
    }

    private static byte[] Annotate(int permission, string subtype) => Change(Bases.Certified(permission), revision =>
    {
        PdfReference evil = revision.Add($"<< /Type /Annot /Subtype /{subtype} /Rect [0 0 600 700] /F 4 >>");
        PdfDictionary page = revision.Take(new PdfReference(3, 0));
        PdfArray annotations = ((PdfArray)page["Annots"]!).Clone();
        annotations.Add(evil);
        page["Annots"] = annotations;
        revision.Update.Replace(new PdfReference(3, 0), page);
    });

    private static void AddEmpty(TestRevision revision, string value)
    {
        PdfReference added = revision.Add($"<< {VisibleField} /T (Signature2) /P 3 0 R {value} >>");
        var reference = (PdfReference)revision.View.Catalog["AcroForm"]!;
        PdfDictionary form = revision.Take(reference);
        PdfArray fields = ((PdfArray)form["Fields"]!).Clone();
        fields.Add(added);
        form["Fields"] = fields;
        revision.Update.Replace(reference, form);
    }
}
