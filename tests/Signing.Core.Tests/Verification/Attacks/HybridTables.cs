using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Hybrid files, which are two documents: readers of PDF 1.4 see the one without what <c>/XRefStm</c> names.</summary>
internal static class HybridTables
{
    private const string Name = "hybrid tables";
    private const string Evil = "5 0 obj\n<</Length 21>>\nstream\nBT (pay 9 dong) Tj ET\nendstream\nendobj\n";

    private static readonly byte[] Signed = new TestSignature().Apply(new TestPdf(TestPdfForm.Hybrid).AddTextField("note").Build());

    internal static IEnumerable<Attack> All =>
    [
        Changed("a hidden object replaced", static r => r.Put(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")),
        Changed("an object that is not hidden replaced", static r => r.Put(5, "<< >>", "BT (pay 9 dong) Tj ET"u8.ToArray())),
        Changed("a hidden field replaced", static r => r.Set(6, "V", "(9)")),
        Changed("the hidden objects' stream replaced", static r => r.Put(Container(), "<< /Type /ObjStm /N 0 /First 0 >>", [])),
        Update("a hidden object freed", "", static _ => "4 1\n0000000000 00001 f \n", hidden: null, code: ReasonCodes.SignatureRemoved),
        Update("the table shows old readers another content", Evil, static at => Bases.Row(5, at), static text => (5, Place(text, "5 0 obj"))),
        Update("the table hides the content from old readers", "", static _ => "5 1\n0000000000 00000 f \n", static text => (5, Place(text, "5 0 obj"))),
        Update("the stream shows new readers another content", Evil, static _ => "5 1\n0000000000 00000 f \n", static _ => (5, Signed.Length)),
        new(Name, "a plain file made hybrid", static () => SignedAmbiguities.Hybrid(new TestSignature().Apply(Verify.Table(
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            "<</Length 21>>\nstream\nBT (pay 1 dong) Tj ET\nendstream"))), Verdict.Invalid, ReasonCodes.ChangeForbidden),
    ];

    private static Attack Changed(string variant, Action<TestRevision> change) =>
        new(Name, variant, () => TestRevision.Apply(Signed, change), Verdict.Invalid, ReasonCodes.ChangeForbidden);

    /// <param name="variant">What is particular about it.</param>
    /// <param name="objects">What the update writes.</param>
    /// <param name="rows">Its table.</param>
    /// <param name="hidden">The one entry of its <c>/XRefStm</c>; null for the file's own.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="code">The code.</param>
    private static Attack Update(
        string variant, string objects, Func<int, string> rows, Func<string, (int Number, int Offset)>? hidden, Verdict verdict = Verdict.Invalid, string code = ReasonCodes.ChangeForbidden) => new(
        Name,
        variant,
        () =>
        {
            int at = Signed.Length + objects.Length;
            string stream = hidden?.Invoke(Bases.Text(Signed)) is var (number, offset)
                ? string.Create(CultureInfo.InvariantCulture, $"70 0 obj\n<</Type/XRef/W[1 2 1]/Index[{number} 1]/Size 90/Length 4>>\nstream\n\u0001{(char)(offset >> 8)}{(char)(offset & 255)}\0\nendstream\nendobj\n")
                : "";
            int named = stream.Length > 0 ? at : OldHidden();
            return Bases.Update(Signed, objects + stream, start => rows(start) + (stream.Length > 0 ? Bases.Row(70, at) : ""), $"/Size 90/Root 1 0 R/XRefStm {named}{Id()}");
        },
        verdict,
        code);

    private static int Place(string text, string head) => text.IndexOf("\n" + head, StringComparison.Ordinal) + 1;

    private static int Container()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(Signed));
        return opened.Current.TryGet(4, out CrossReferenceEntry entry) ? entry.StreamNumber : 0;
    }

    private static int OldHidden()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(Signed));
        return (int)((PdfInteger)opened.Revisions[0].Trailer["XRefStm"]!).Value;
    }

    private static string Id()
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(Signed));
        return opened.Trailer["ID"] is PdfArray id ? $"/ID[{string.Join("", id.Cast<PdfString>().Select(static part => $"<{Convert.ToHexString(part.Value)}>"))}]" : "";
    }
}
