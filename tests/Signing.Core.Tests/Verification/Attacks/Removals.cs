using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Removal: a later revision drops a signature, or all but the newest; it is listed all the same.</summary>
internal static class Removals
{
    private const int Catalog = 1;
    private const int Form = 7;
    private const int Field = 9;

    internal static IEnumerable<Attack> All =>
    [
        Removed("the field from the form", static r => r.Put(Form, "<< /Fields [6 0 R] /SigFlags 3 >>")),
        Removed("all fields", static r => r.Put(Form, "<< /Fields [] >>")),
        Removed("the form", static r => r.Put(Catalog, "<< /Type /Catalog /Pages 2 0 R >>")),
        Removed("the form, by another catalog", static r => r.Put(Form, "null")),
        Removed("the value", static r => r.Set(Field, "V", null)),
        Removed("the value, made null", static r => r.Set(Field, "V", "null")),
        Removed("the value, made another's", static r => r.Set(Field, "V", "3 0 R")),
        Removed("the kind of field", static r => r.Set(Field, "FT", "/Tx")),
        Removed("the field itself", static r => r.Put(Field, "null")),
        Removed("the signature dictionary", static r => r.Put(8, "null")),
        Removed("the value, made an empty dictionary", static r => r.Put(8, "<< >>")),
        Removed("the field's number, for something else", static r => r.Put(Field, "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>")),
        Removed("the form, for another without it", static r => r.SetCatalog("AcroForm", "<< /Fields [6 0 R] >>")),
        Removed("the field, hidden below another", static r => r.Put(Form, $"<< /Fields [6 0 R {r.Add("<< /T (x) /Kids [] >>")}] /SigFlags 3 >>")),
        new("removal", "the signature dictionary, freed", static () => Bases.Update(
            Bases.SignedForm, "", static _ => "8 1\n0000000000 00001 f \n"), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        new("removal", "the field, freed", static () => Bases.Update(
            Bases.SignedForm, "", static _ => "9 1\n0000000000 00001 f \n"), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        new("removal", "a certification, by a signature after it", static () => new TestSignature
        {
            Field = "Signature2",
            Also = static r => r.SetCatalog("Perms", null).Put(Form, "<< /Fields [11 0 R] /SigFlags 3 >>"),
        }.Apply(Bases.Certified(2)), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        new("removal", "the value, by another signature", () => new TestSignature().Apply(Bases.SignedForm), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        new("removal", "all but a new one", () => new TestSignature
        {
            Field = "Signature2",
            Also = static r =>
            {
                PdfDictionary form = r.Take(new PdfReference(Form, 0));
                form["Fields"] = new PdfArray(((PdfArray)form["Fields"]!)[^1]);
                r.Update.Replace(new PdfReference(Form, 0), form);
            },
        }.Apply(Bases.SignedForm), Verdict.Invalid, ReasonCodes.SignatureRemoved),
    ];

    private static Attack Removed(string variant, Action<TestRevision> change) =>
        new("removal", variant, () => TestRevision.Apply(Bases.SignedForm, change), Verdict.Invalid, ReasonCodes.SignatureRemoved);
}
