using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification;

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
        Removed("the value", static r => Edit(r, Field, "V", null)),
        Removed("the value, made null", static r => Edit(r, Field, "V", PdfNull.Instance)),
        Removed("the value, made another's", static r => Edit(r, Field, "V", new PdfReference(3, 0))),
        Removed("the kind of field", static r => Edit(r, Field, "FT", new PdfName("Tx"))),
        Removed("the field itself", static r => r.Put(Field, "null")),
        Removed("the signature dictionary", static r => r.Put(8, "null")),
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

    private static Attack Removed(string variant, Action<TestRevision> change) => new(
        "removal",
        variant,
        () =>
        {
            using var revision = new TestRevision(Bases.SignedForm);
            change(revision);
            return revision.Write();
        },
        Verdict.Invalid,
        ReasonCodes.SignatureRemoved);

    private static void Edit(TestRevision revision, int number, string key, PdfObject? value)
    {
        PdfDictionary changed = revision.Take(new PdfReference(number, 0));
        changed.Remove(key);
        if (value is not null)
        {
            changed[key] = value;
        }
        revision.Update.Replace(new PdfReference(number, 0), changed);
    }
}
