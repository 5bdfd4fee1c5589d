using System.Globalization;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>Incremental saving: the signed bytes stay, and what follows replaces what is shown, in updates sound and broken.</summary>
internal static class Incremental
{
    private const string Name = "incremental saving";
    private const string Evil = "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\n";

    internal static IEnumerable<Attack> All =>
    [
        Changed("a sound update of the page", static d => Bases.Update(d, Evil, static at => Bases.Row(3, at)), code: ReasonCodes.PageChanged),
        Changed("a sound update of the catalog", static d => Bases.Update(
            d, "1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction 3 0 R>>\nendobj\n", static at => Bases.Row(1, at)), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        Changed("another catalog", static d => Bases.Update(
            d, "80 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n", static at => Bases.Row(80, at), "/Size 90/Root 80 0 R"), Verdict.Invalid, ReasonCodes.SignatureRemoved),
        Changed("no entries", static d => Bases.Update(d, Evil, static _ => "0 0\n")),
        Changed("the page as it was before the signature", static d => Bases.Update(
            d, "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n", static at => Bases.Row(3, at))),
        Changed("no endobj", static d => Bases.Update(
            d, Evil.Replace("endobj\n", "", StringComparison.Ordinal), static at => Bases.Row(3, at)), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Changed("no %%EOF", static d => Bases.Update(d, Evil, static at => Bases.Row(3, at), closing: "startxref\n{0}\n"), code: ReasonCodes.PageChanged),
        Changed("no Root", static d => Bases.Update(d, Evil, static at => Bases.Row(3, at), "/Size 90"), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Changed("another Info", static d => Bases.Update(
            d, "80 0 obj\n<</Title(Other)>>\nendobj\n", static at => Bases.Row(80, at), "/Size 90/Root 1 0 R/Info 80 0 R"), Verdict.Valid, ReasonCodes.MetadataChanged) with { Permitted = ChangeLevel.FormFilling },
        Changed("another Info that is the page", static d => Bases.Update(d, "", static _ => "0 0\n", "/Size 90/Root 1 0 R/Info 3 0 R")),
        Changed("objects only", static d => Bases.Append(d, Evil), Verdict.Invalid, ReasonCodes.TrailingData),
        Changed("objects and a trailer", static d => Bases.Append(d, Evil + "trailer\n<</Size 90/Root 1 0 R>>\n"), Verdict.Invalid, ReasonCodes.TrailingData),
        Changed("objects and the old startxref", static d => Bases.Append(d, $"{Evil}startxref\n{Bases.StartXref(d)}\n%%EOF\n"), Verdict.Invalid, ReasonCodes.TrailingData),
        Changed("a comment", static d => Bases.Append(d, "% harmless\n"), Verdict.Invalid, ReasonCodes.TrailingData),
        Changed("a second %%EOF", static d => Bases.Append(d, "%%EOF\n"), Verdict.Invalid, ReasonCodes.TrailingData),
        Changed("startxref beside the table", static d => Bases.Append(
            d, $"{Evil}startxref\n{int.Parse(Bases.StartXref(d), CultureInfo.InvariantCulture) + 2}\n%%EOF\n"), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Changed("startxref to nowhere", static d => Bases.Append(d, $"{Evil}startxref\n99999999\n%%EOF\n"), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Changed("much that nothing closes", static d => Bases.Append(d, new string('x', 5000)), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Changed("a Prev that skips the signed revision", SkipSigned, Verdict.Unsigned, ReasonCodes.NoSignature),
        Changed("a Prev that runs in a circle", static d => Bases.Append(d, $"xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev {d.Length}>>\nstartxref\n{d.Length}\n%%EOF\n"), Verdict.Indeterminate, ReasonCodes.DocumentRepaired),
        Changed("a copy of the signature with another reason", CopySignature, Verdict.Invalid, ReasonCodes.SignatureRemoved),
        Changed("a copy of the signature in a field of its own", CopyField, code: ReasonCodes.FieldSignatureBroken),
    ];

    private static Attack Changed(string variant, Func<byte[], byte[]> change, Verdict verdict = Verdict.Invalid, string code = ReasonCodes.ChangeForbidden) =>
        new(Name, variant, () => change(Bases.Signed), verdict, code);

    private static byte[] SkipSigned(byte[] document)
    {
        string first = Bases.StartXref(Verify.SmallTable);
        return Bases.Append(document, $"xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev {first}>>\nstartxref\n{document.Length}\n%%EOF\n");
    }

    private static byte[] CopySignature(byte[] document)
    {
        string text = Bases.Text(document);
        int start = text.IndexOf("4 0 obj", StringComparison.Ordinal);
        string copy = text[start..(text.IndexOf("endobj", start, StringComparison.Ordinal) + 7)].Replace("/M", "/Reason(paid)/M", StringComparison.Ordinal);
        return Bases.Update(document, copy.Replace("/Type", "/Reason(paid)/Type", StringComparison.Ordinal), static at => Bases.Row(4, at));
    }

    private static byte[] CopyField(byte[] document)
    {
        string text = Bases.Text(document);
        int start = text.IndexOf("5 0 obj", StringComparison.Ordinal);
        string field = text[start..(text.IndexOf("endobj", start, StringComparison.Ordinal) + 7)]
            .Replace("5 0 obj", "80 0 obj", StringComparison.Ordinal).Replace("Signature1", "Signature2", StringComparison.Ordinal);
        return Bases.Update(
            document, field + "1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 80 0 R]/SigFlags 3>>>>\nendobj\n",
            at => Bases.Row(1, at + field.Length) + Bases.Row(80, at));
    }
}
