using System.Text;
using Signing.Core.Tests.Pdf;

namespace Signing.Fuzz.Seeds;

/// <summary>Documents of every kind, by construction; small, so that a change hits something.</summary>
internal static class PdfSeeds
{
    internal static IReadOnlyList<byte[]> All { get; } = [.. Plain().Concat(HostileSeeds.All).Concat(SignedSeeds.All).Concat(EncryptedSeeds.Make())];

    internal static IEnumerable<byte[]> Plain()
    {
        foreach (TestPdfForm form in Enum.GetValues<TestPdfForm>())
        {
            yield return new TestPdf(form) { Compresses = false }.Build();
            yield return new TestPdf(form, pages: 3) { ObjectsPerStream = 3 }.AddTextField("note").AddSignatureField("contract.seller.signature").Build();
            yield return new TestPdf(form, pages: 2) { IsLinearized = true, Compresses = false }.Build();
            yield return Revised(form, null).Build();
            yield return Revised(form, form == TestPdfForm.Table ? TestPdfForm.ObjectStreams : TestPdfForm.Table).Build();
            yield return new TestPdf(form) { Junk = "junk\r\n", HasId = false, Compresses = false }.AddSignatureField("a", "/Lock << /Type /SigFieldLock /Action /Include /Fields [(b)] /P 2 >>").Build();
        }
        yield return WithFilters();
    }

    private static TestPdf Revised(TestPdfForm form, TestPdfForm? later)
    {
        var pdf = new TestPdf(form) { Compresses = false };
        int goes = pdf.Add("<< >>", "goes"u8.ToArray());
        pdf.SetCatalog("PieceInfo", $"<< /A {goes} 0 R >>");
        pdf.BeginRevision(later).AddPage();
        pdf.BeginRevision().SetCatalog("PieceInfo", "<< >>").Free(goes).AddSignatureField("later", "/SV << /Filter /Adobe.PPKLite /Ff 1 /DigestMethod [/SHA256] >>");
        return pdf;
    }

    private static byte[] WithFilters()
    {
        var pdf = new TestPdf();
        foreach ((string filter, byte[] data) in FilterSeeds.All)
        {
            pdf.Add($"<< {filter} >>", data);
        }
        return pdf.Build();
    }

    internal static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
