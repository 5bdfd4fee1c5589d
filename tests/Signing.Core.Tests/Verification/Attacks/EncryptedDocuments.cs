using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf.Encryption;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>The main classes once more on documents that are encrypted, and open to everyone: the updates are encrypted like them.</summary>
internal static class EncryptedDocuments
{
    private const string Name = "encrypted";
    private const string Covering = "/Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [0 0 612 792] /AP << /N 60 0 R >>";

    private static readonly byte[] Overlay = Encoding.ASCII.GetBytes("0 0 612 792 re f");

    private static readonly byte[] Plain = new EncryptedPdf().Build(Bases.Form);

    private static readonly byte[] Signed = new TestSignature().Apply(Plain);

    /// <summary>What is signed in the encrypted form, and nothing done to it.</summary>
    internal static byte[] Sound => Signed;

    internal static IEnumerable<Attack> All =>
    [
        Changed("page content exchanged", static r => r.Put(5, "<< >>", Overlay)),
        Changed("page content exchanged for what is not encrypted", static r => r.Put(5, "<< /Filter [/Crypt] /DecodeParms [<< /Name /Identity >>] >>", Overlay)),
        Changed("page rotated", static r => r.Set(3, "Rotate", "180"), ReasonCodes.PageChanged),
        Changed("font exchanged", static r => r.Put(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")),
        Changed("form value exchanged", static r => r.Set(6, "V", "(large)")),
        Changed("an open action", static r => r.SetCatalog("OpenAction", "<< /S /JavaScript /JS (x) >>")),
        Changed("the signature's value removed", static r => r.Set(FieldNumber(r), "V", null), ReasonCodes.SignatureRemoved),
        Changed("the form removed", static r => r.SetCatalog("AcroForm", null), ReasonCodes.SignatureRemoved),
        new(Name, "table only", static () => Bases.Update(Signed, "", static _ => "5 1\n0000000000 00001 f \n", Trailer()), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "not encrypted any more", static () => Bases.Update(Signed, "", static _ => "0 0\n"), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "another first half of the identifier", static () => Bases.Update(
            Signed, "", static _ => "0 0\n", Trailer().Replace("/ID[<", "/ID[<FF", StringComparison.Ordinal)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "bytes behind the end", static () => Bases.Append(Signed, "5 0 obj\n<<>>\nendobj\n"), Verdict.Invalid, ReasonCodes.TrailingData),
        new(Name, "an annotation, P=1", static () => TestRevision.Apply(Certified(1), static r => r.Set(
            3, "Annots", $"[6 0 R {FieldNumber(r)} 0 R {r.Add($"<< /Type /Annot /Subtype /Stamp /Rect [0 0 612 792] /AP << /N {r.Add("<< /Subtype /Form /BBox [0 0 612 792] >>", Overlay)} >> >>")}]")),
            Verdict.Invalid, ReasonCodes.ChangeForbidden),
        new(Name, "a sneaky signature, P=2", static () => new TestSignature
        {
            Field = "Signature2", FieldEntries = Covering, Also = static r => r.Put(60, "<< /Subtype /Form /BBox [0 0 612 792] >>", Overlay),
        }.Apply(Certified(2)), Verdict.Invalid, ReasonCodes.SignatureCoversContent),
        new(Name, "a key twice in the page", static () => new TestSignature().Apply(
            new EncryptedPdf().Build(Bases.Form) is var built ? Twice(built) : []), Verdict.Indeterminate, ReasonCodes.AmbiguousStructure),
    ];

    private static byte[] Certified(int permission) => TestSignature.Certification(permission).Apply(Plain);

    private static int FieldNumber(TestRevision revision) => PdfForm.Read(revision.View).Find("Signature1")!.Reference!.Number;

    private static Attack Changed(string variant, Action<TestRevision> change, string code = ReasonCodes.ChangeForbidden) =>
        new(Name, variant, () => TestRevision.Apply(Signed, change), Verdict.Invalid, code);

    /// <summary>An update that writes the page again, its content named twice.</summary>
    private static byte[] Twice(byte[] document) => TestRevision.Apply(document, static r =>
    {
        PdfDictionary page = r.Take(new PdfReference(3, 0));
        // A real number keeps its text, so that a key can be written twice.
        page["Contents"] = new PdfReal("4 0 R/Contents 5 0 R");
        r.Update.Replace(new PdfReference(3, 0), page);
    });

    private static string Trailer()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(Signed));
        string id = string.Join("", ((PdfArray)opened.Trailer["ID"]!).Cast<PdfString>().Select(static part => $"<{Convert.ToHexString(part.Value)}>"));
        return $"/Size 90/Root 1 0 R/Encrypt {opened.Trailer["Encrypt"]}/ID[{id}]";
    }
}
