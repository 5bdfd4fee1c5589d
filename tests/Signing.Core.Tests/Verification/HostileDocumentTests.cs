using System.Globalization;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Documents that would make a verification do much for little.</summary>
public sealed class HostileDocumentTests
{
    [Theory]
    [InlineData("an object that nobody knows")]
    [InlineData("the catalog")]
    [InlineData("a field")]
    public void Verify_FourTimesTheRevisions_CostsFourTimesAsMuch(string touched)
    {
        byte[] signed = new TestSignature().Apply(new TestPdf().AddTextField("note").Build());
        byte[] few = Revise(signed, 150, touched);
        byte[] many = Revise(signed, 600, touched);
        _ = Verify.Judge(few);

        long costOfFew = Cost(few, 152);
        long costOfMany = Cost(many, 602);

        // The cost of what does not grow is in both; a quadratic one would be sixteen times.
        Assert.InRange((double)costOfMany / costOfFew, 1, 5);
    }

    [Fact]
    public void Scan_RevisionsThatTouchNothingOfTheForm_ReadItOnce()
    {
        var pdf = new TestPdf();
        for (int i = 0; i < 300; i++)
        {
            pdf.AddTextField($"f{i}");
        }
        byte[] signed = new TestSignature().Apply(pdf.Build());

        long withForm = Cost(Revise(signed, 400, "the catalog"), 402) - Cost(signed, 2);
        byte[] plain = new TestSignature().Apply(new TestPdf().AddTextField("note").Build());
        long without = Cost(Revise(plain, 400, "the catalog"), 402) - Cost(plain, 2);

        Assert.InRange((double)withForm / without, 0, 3);
    }

    [Fact]
    public void Verify_FormThatChangesByItsContainer_IsReadAgain()
    {
        // The field's own entry stays; another object stream takes the number of the one that holds it.
        byte[] empty = Contained("<</FT/Sig/T(s)>>", null);
        byte[] filled = Contained("<</FT/Sig/T(s)>>", "<</FT/Sig/T(s)/V<</Contents<00>>>>>");

        Assert.Empty(Verify.Judge(empty).Signatures);
        SignatureReport signature = Assert.Single(Verify.Judge(filled).Signatures);
        Assert.Equal((3, Verdict.Invalid), (signature.Revision, signature.Verdict));
    }

    [Fact]
    public void Verify_ManySignaturesThatShareALongLock_EndInTheBudget()
    {
        string names = string.Concat(Enumerable.Range(0, 5000).Select(static i => $"(n{i})"));
        string[] fields = [.. Enumerable.Range(0, 100).Select(static i => $"<</FT/Sig/T(s{i})/Lock 3 0 R/V<</Contents<00>/N {i}>>>>")];
        byte[] document = Verify.Table(
        [
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + string.Join(' ', Enumerable.Range(4, 100).Select(static i => $"{i} 0 R")) + "]>>>>",
            "<</Type/Pages/Kids[]/Count 0>>",
            $"<</Action/Include/Fields[{names}]>>",
            .. fields,
        ]);

        Assert.Equal("lockedFields", BudgetOf(document));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/Encrypt<</Filter/Other>>")]
    public void Verify_ManySignaturesThatCoverTheRestOfALargeFile_EndInTheBudget(string encryption)
    {
        const int Count = 40;
        var head = new StringBuilder("%PDF-1.7\n");
        var rows = new StringBuilder();
        string contents = Convert.ToHexString(TestSignature.Sign([1], TestKey.P256));
        const int Length = 2_000_000;
        for (int i = 0; i < Count; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{head.Length:D10} 00000 n \n");
            string open = $"{i + 3} 0 obj\n<</FT/Sig/T(s{i})/V<</SubFilter/ETSI.CAdES.detached/Contents ";
            int hole = head.Length + open.Length;
            int behind = hole + contents.Length + 2;
            head.Append(CultureInfo.InvariantCulture, $"{open}<{contents}>/ByteRange[0 {hole} {behind} {Length - behind}]>>>>\nendobj\n");
        }
        string first = $"{head.Length:D10} 00000 n \n";
        head.Append("1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + string.Join(' ', Enumerable.Range(3, Count).Select(static i => $"{i} 0 R")) + "]>>>>\nendobj\n");
        string second = $"{head.Length:D10} 00000 n \n";
        head.Append("2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n%").Append('x', 1_900_000).Append('\n');
        int section = head.Length;
        string tail = $"xref\n0 {Count + 3}\n0000000000 65535 f \n{first}{second}{rows}trailer\n<</Size {Count + 3}/Root 1 0 R{encryption}>>\nstartxref\n{section}\n%%EOF\n";
        byte[] document = Encoding.Latin1.GetBytes((head + tail).PadRight(Length, ' '));

        Assert.Equal("digests", BudgetOf(document));
    }

    [Fact]
    public void Verify_StoreThatNamesOneProofAThousandTimes_ReadsItOnce()
    {
        var pdf = new TestPdf();
        int proof = pdf.Add("<< >>", new byte[500_000]);
        pdf.SetCatalog("DSS", $"<< /CRLs [{string.Concat(Enumerable.Repeat($"{proof} 0 R ", 900))}] >>");
        byte[] document = new TestSignature().Apply(pdf.Build());
        _ = Verify.Judge(document);

        long before = GC.GetAllocatedBytesForCurrentThread();
        VerificationReport report = Verify.Judge(document);

        Assert.Single(report.Signatures);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
    }

    private static long Cost(byte[] document, int revisions)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        VerificationReport report = Verify.Judge(document);
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(revisions, report.Document.Revisions);
        Assert.Single(report.Signatures);
        return cost;
    }

    private static string BudgetOf(byte[] document)
    {
        Evidence evidence = Verify.Collect(document);
        FactEvidence unreadable = Assert.IsType<FactEvidence>(evidence.Data.Document.Unreadable);
        Assert.Equal(ReasonCodes.BudgetExhausted, unreadable.Code);
        return unreadable.Facts["budget"];
    }

    /// <summary>Appends revisions that each write one object.</summary>
    private static byte[] Revise(byte[] document, int count, string touched)
    {
        using PdfDocument pdf = PdfTesting.Open(document);
        PdfField note = PdfForm.Read(pdf.Current).Fields[0];
        (int number, string body) = touched switch
        {
            "the catalog" => (pdf.Current.CatalogReference.Number, pdf.Current.Catalog.ToString()[..^2] + "/Lang (x)>>"),
            "a field" => (note.Reference!.Number, note.Dictionary.ToString().Replace("/T note", "/T (note)", StringComparison.Ordinal).Replace("/DA /F1 12 Tf", "", StringComparison.Ordinal)),
            _ => (5000, "<< >>"),
        };
        long previous = pdf.Revisions[^1].StartXref;
        var text = new StringBuilder(Encoding.Latin1.GetString(document));
        for (int i = 0; i < count; i++)
        {
            int place = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
            int section = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"xref\n{number} 1\n{place:D10} 00000 n \ntrailer\n<< /Size 6000 /Root 1 0 R /Prev {previous} >>\nstartxref\n{section}\n%%EOF\n");
            previous = section;
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A form whose only field stands in object stream 20; then that stream again, under the same number.</summary>
    private static byte[] Contained(string field, string? later)
    {
        var pdf = new TestPdf(TestPdfForm.Stream) { Compresses = false };
        pdf.SetCatalog("AcroForm", "<</Fields[30 0 R]>>").Put(20, "<</Type/ObjStm/N 1/First 5>>", Encoding.ASCII.GetBytes("30 0 " + field));
        TestPdfLayout layout = pdf.BuildLayout();
        // A section of its own says that object 30 is the first of stream 20.
        string named = Section(layout.Bytes.Length, layout.StartXrefs[0], 30, [2, 20, 0], "");
        byte[] document = [.. layout.Bytes, .. Encoding.Latin1.GetBytes(named)];
        if (later is null)
        {
            return document;
        }
        string stream = $"20 0 obj\n<</Type/ObjStm/N 1/First 5/Length {later.Length + 5}>>\nstream\n30 0 {later}\nendstream\nendobj\n";
        return [.. document, .. Encoding.Latin1.GetBytes(stream + Section(document.Length + stream.Length, layout.Bytes.Length, 20, [1, (byte)(document.Length >> 8), (byte)document.Length], "/W[1 2 0]"))];
    }

    private static string Section(int at, long previous, int number, byte[] row, string widths) =>
        $"40 0 obj\n<</Type/XRef{(widths.Length == 0 ? "/W[1 1 1]" : widths)}/Index[{number} 1]/Size 50/Root 1 0 R/Prev {previous}/Length 3>>\nstream\n{Encoding.Latin1.GetString(row)}\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n";
}
