using System.Globalization;
using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Two readers, two documents: a further sound signature brings a second reading of what was signed before.</summary>
internal static class SecondReadings
{
    private const string Name = "two readers, after signing";
    private const string Evil = "\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\n";

    private static readonly byte[] Plain = new TestSignature().Apply(SignedAmbiguities.Plain);

    internal static IEnumerable<Attack> All =>
    [
        Further("an object that no table names", static () => Bases.Append(Plain, Evil), null, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("an object in a comment", static () => Bases.Append(Plain, "\n% 3 0 obj <</Type/Page>> endobj\n"), null, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("the same key twice in the catalog", static () => Plain, static revision =>
        {
            PdfDictionary catalog = revision.Take(new PdfReference(1, 0));
            // A real number keeps its text, so that a key can be written twice.
            catalog["Pages"] = new PdfReal("3 0 R/Pages 2 0 R");
            revision.Update.Replace(new PdfReference(1, 0), catalog);
        }, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("the same key twice in the field", static () => Plain, static revision =>
        {
            PdfReference added = ((PdfArray)((PdfDictionary)revision.Take(new PdfReference(1, 0))["AcroForm"]!)["Fields"]!).OfType<PdfReference>().Last();
            PdfDictionary doubled = revision.Take(added);
            doubled["F"] = new PdfReal("4/Rect[0 0 9 9]");
            revision.Update.Replace(added, doubled);
        }, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("the same key twice in the trailer", static () => Plain, static revision => Rewrite(revision, "trailer\n<<", "trailer\n<</Root 3 0 R"), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("two rows for one object", static () => Plain, static revision => revision.Edit = static text =>
            Shadows.Rows(text, Bases.Row(2, Bases.Text(Plain).IndexOf("2 0 obj", StringComparison.Ordinal)) + Bases.Row(2, Bases.Text(Plain).IndexOf("3 0 obj", StringComparison.Ordinal))), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("an object freed", static () => Plain, static revision => revision.Edit = static text =>
            Shadows.Rows(text, "4 1\n0000000000 00001 f \n"), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("an object of a new generation", static () => Plain, static revision => revision.Update.Replace(
            new PdfReference(2, 1), revision.View.GetObject(2)), Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("a text between table and trailer", static () => Plain, static revision => Rewrite(revision, "trailer\n", "trailer % 3 0 obj\n")),
        Further("a text behind the trailer", static () => Plain, static revision => Rewrite(revision, "startxref", "% 3 0 obj\nstartxref")),
        Further("a hybrid update that frees the content for new readers", static () => Plain, static revision =>
        {
            PdfReference hidden = revision.Add("<< /Type /XRef /W [1 1 1] /Index [4 1] /Size 90 >>", [0, 0, 0]);
            revision.Edit = text => text.Replace("trailer\n<<", string.Create(
                CultureInfo.InvariantCulture, $"trailer\n<</XRefStm {Plain.Length + text.IndexOf($"{hidden.Number} 0 obj", StringComparison.Ordinal)}"), StringComparison.Ordinal);
        }, Verdict.Invalid, ReasonCodes.ChangeForbidden),
        Further("the other content, at the same number, as a new object", static () => Plain, static revision => revision.Put(4, "<< >>", "BT (pay 9 dong) Tj ET"u8.ToArray()), Verdict.Invalid, ReasonCodes.ChangeForbidden),
    ];

    private static Attack Further(
        string variant, Func<byte[]> document, Action<TestRevision>? also, Verdict verdict = Verdict.Indeterminate, string code = ReasonCodes.ChangesNotAnalysed) =>
        new(Name, variant, () => new TestSignature { Field = "Signature2", Also = also }.Apply(document()), verdict, code);

    private static void Rewrite(TestRevision revision, string old, string replacement) => revision.Edit = text =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, replacement, StringComparison.Ordinal) : throw new ArgumentException($"There is no '{old}'.");
}
