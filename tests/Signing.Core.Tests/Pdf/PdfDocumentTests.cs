using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class PdfDocumentTests
{
    public static TheoryData<string> Documents => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Open_AnyDocument_ReadsEverythingInEveryRevision(string name)
    {
        TestPdfLayout layout = Samples.All[name].BuildLayout();

        PdfTesting.ReadAll(layout.Bytes);

        using PdfDocument document = PdfTesting.Open(layout.Bytes);
        Assert.Equal(layout.EndOffsets, document.Revisions.Select(static r => r.EndOffset));
        Assert.Equal(layout.StartXrefs, document.Revisions.Select(static r => r.StartXref));
        Assert.Equal([0, .. layout.EndOffsets.SkipLast(1)], document.Revisions.Select(static r => r.StartOffset));
        Assert.Equal(Enumerable.Range(1, layout.EndOffsets.Count), document.Revisions.Select(static r => r.Number));
        Assert.False(document.HasTrailingData);
        Assert.Equal(layout.Bytes.Length, document.TailOffset);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Find_AnyObject_KnowsWhereItStands(string name)
    {
        TestPdfLayout layout = Samples.All[name].BuildLayout();
        using PdfDocument document = PdfTesting.Open(layout.Bytes);

        foreach (((int revision, int number), long offset) in layout.Offsets)
        {
            PdfIndirectObject found = document.At(revision).Find(number)!;
            Assert.Equal((number, offset), (found.Number, found.Offset));
            Assert.Equal("endobj"u8, layout.Bytes.AsSpan((int)found.EndOffset - 6, 6));
            Assert.True(document.Revisions[revision - 1].TryGet(number, out CrossReferenceEntry entry));
            Assert.Equal(offset, entry.Offset);
        }
    }

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.Stream)]
    [InlineData(TestPdfForm.ObjectStreams)]
    [InlineData(TestPdfForm.Hybrid)]
    public void Find_AnyForm_GivesTheSameObjects(TestPdfForm form)
    {
        using PdfDocument table = PdfTesting.Open(Content(TestPdfForm.Table).Build());
        using PdfDocument other = PdfTesting.Open(Content(form).Build());

        for (int number = 1; number < Content(form).NextNumber; number++)
        {
            PdfObject expected = table.Current.GetObject(number);
            PdfObject actual = other.Current.GetObject(number);
            Assert.Equal((expected as PdfStream)?.Dictionary.ToString() ?? expected.ToString(), (actual as PdfStream)?.Dictionary.ToString() ?? actual.ToString());
        }

        static TestPdf Content(TestPdfForm form) => new TestPdf(form, pages: 4) { ObjectsPerStream = 5 }.AddSignatureField("a.b").AddTextField("a.c");
    }

    [Fact]
    public void At_EachRevision_ShowsTheDocumentAsItWas()
    {
        foreach (TestPdfForm form in Enum.GetValues<TestPdfForm>())
        {
            var pdf = new TestPdf(form);
            int changed = pdf.Add("(first)");
            int freed = pdf.Add("(here)");
            pdf.BeginRevision().Put(changed, "(second)").Free(freed);
            pdf.BeginRevision().Put(changed, "(third)");
            int added = pdf.Add("(new)");
            using PdfDocument document = PdfTesting.Open(pdf.Build());

            Assert.Equal(["first", "second", "third"], Enumerable.Range(1, 3).Select(r => PdfTesting.Text(document.At(r), changed)));
            Assert.Equal(["here", "null", "null"], Enumerable.Range(1, 3).Select(r => PdfTesting.Text(document.At(r), freed)));
            Assert.Equal(["null", "null", "new"], Enumerable.Range(1, 3).Select(r => PdfTesting.Text(document.At(r), added)));
            int[] second = [.. document.Revisions[1].Entries.Select(static e => e.Number).Where(n => n < pdf.NextNumber)];
            Assert.Equal([changed, freed], second);
            Assert.Equal(CrossReferenceKind.Free, document.Revisions[1].Entries.Single(e => e.Number == freed).Kind);
        }
    }

    [Fact]
    public void AtWithoutHidden_HybridFile_DoesNotSeeWhatTheTableCallsFree()
    {
        TestPdf pdf = new TestPdf(TestPdfForm.Hybrid).With("(hidden)", out int hidden);
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        Assert.Equal("hidden", PdfTesting.Text(document.Current, hidden));
        Assert.Equal("null", PdfTesting.Text(document.AtWithoutHidden(1), hidden));
        Assert.Equal(CrossReferenceForm.Hybrid, document.Revisions[0].Form);
        Assert.Equal(1, PdfPages.Count(document.AtWithoutHidden(1)));
    }

    [Fact]
    public void Revisions_Linearized_AreOne()
    {
        foreach (TestPdfForm form in (TestPdfForm[])[TestPdfForm.Table, TestPdfForm.Stream])
        {
            using PdfDocument document = PdfTesting.Open(new TestPdf(form, pages: 3) { IsLinearized = true }.Build());

            PdfRevision only = Assert.Single(document.Revisions);
            Assert.Equal(2, only.SectionCount);
            Assert.Equal(3, PdfPages.Count(document.Current));
        }
    }

    [Fact]
    public void Revisions_UpdateWithoutItsOwnEnd_BelongsToTheNext()
    {
        TestPdfLayout layout = new TestPdf().BeginRevision().AddPage().BeginRevision().AddPage().BuildLayout();
        byte[] bytes = layout.Bytes;
        // The second revision's closing is spoilt.
        int closing = bytes.AsSpan(0, (int)layout.EndOffsets[1]).LastIndexOf("startxref"u8);
        "garbageee"u8.CopyTo(bytes.AsSpan(closing));

        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.Equal([layout.EndOffsets[0], layout.EndOffsets[2]], document.Revisions.Select(static r => r.EndOffset));
        Assert.Equal([1, 2], document.Revisions.Select(static r => r.SectionCount));
    }

    [Fact]
    public void Revisions_StartXrefLeadsToAnOldSection_EndsThereAndTheRestIsTail()
    {
        TestPdfLayout layout = new TestPdf().BuildLayout();
        byte[] attack = [.. layout.Bytes, .. System.Text.Encoding.ASCII.GetBytes($"1 0 obj\n<< >>\nendobj\nstartxref\n{layout.StartXrefs[0]}\n%%EOF\n")];

        using PdfDocument document = PdfTesting.Open(attack);

        Assert.Equal(layout.EndOffsets, document.Revisions.Select(static r => r.EndOffset));
        Assert.True(document.HasTrailingData);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\n", false)]
    [InlineData("\0\0 \r\n\t\f", false)]
    [InlineData("%", true)]
    [InlineData(" x ", true)]
    public void HasTrailingData_Tail_IsAnythingButWhiteSpace(string tail, bool expected)
    {
        TestPdfLayout layout = new TestPdf().BuildLayout();

        using PdfDocument document = PdfTesting.Open([.. layout.Bytes, .. System.Text.Encoding.Latin1.GetBytes(tail)]);

        Assert.Equal(layout.Bytes.Length, document.TailOffset);
        Assert.Equal(expected, document.HasTrailingData);
    }

    [Fact]
    public void Open_LongTailOfNul_IsStillFound()
    {
        byte[] bytes = [.. TestPdf.Create(), .. new byte[1_000_000]];

        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.False(document.HasTrailingData);
    }

    [Theory]
    [InlineData("1.4", "", "1.4")]
    [InlineData("1.4", "/1.7", "1.7")]
    [InlineData("1.7", "/1.4", "1.7")]
    [InlineData("2.0", "", "2.0")]
    public void Version_HeaderAndCatalog_TheLaterCounts(string header, string catalog, string expected)
    {
        var pdf = new TestPdf { Version = header };
        if (catalog.Length > 0)
        {
            pdf.SetCatalog("Version", catalog);
        }
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        Assert.Equal(expected, document.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF")]
    [InlineData("PDF-1.7")]
    public void Open_NoPdf_SaysSo(string content) =>
        Assert.Equal(ErrorCodes.PdfNotPdf, Assert.Throws<SigningException>(() => PdfTesting.Open(content)).Code);

    [Theory]
    [InlineData("%PDF-\n%PDF-x\n", 13, "1.7")]
    [InlineData("junk ", 5, "1.7")]
    [InlineData("", 0, "1.7")]
    public void HeaderOffset_SeveralMarks_IsTheFirstWithAVersion(string junk, long offset, string version)
    {
        using PdfDocument document = PdfTesting.Open(new TestPdf { Junk = junk }.Build());

        Assert.Equal((offset, version), (document.HeaderOffset, document.Version));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1023, true)]
    [InlineData(1024, false)]
    public void Open_JunkBeforeTheHeader_IsPassedOverUpTo1024Bytes(int length, bool isRead)
    {
        byte[] bytes = new TestPdf { Junk = new string('x', length) }.Build();

        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.Equal(isRead, !document.IsRepaired);
        Assert.Equal(1, PdfPages.Count(document.Current));
    }

    [Fact]
    public void Open_Zeros_IsNoPdf() =>
        Assert.Equal(ErrorCodes.PdfNotPdf, Assert.Throws<SigningException>(() => PdfTesting.Open(new byte[10_000_000])).Code);

    [Fact]
    public void Open_EncryptedByWhatIsNoEncryptionDictionary_StaysClosed()
    {
        using PdfDocument document = PdfTesting.Open(new TestPdf { TrailerExtra = "/Encrypt 4 0 R" }.Build());

        Assert.False(document.Security!.IsOpen);
        Assert.Equal(ErrorCodes.PdfEncrypted, Assert.Throws<SigningException>(document.Security.RequireOpen).Code);
    }

    [Fact]
    public void Find_OtherGeneration_IsNoObject()
    {
        using PdfDocument document = PdfTesting.Open(TestPdf.Create());

        Assert.IsType<PdfNull>(document.Current.Resolve(new PdfReference(3, 1)));
        Assert.IsType<PdfDictionary>(document.Current.Resolve(new PdfReference(3, 0)));
    }

    [Fact]
    public void Find_IndirectLengthThatALaterRevisionChanges_EachRevisionHasItsOwn()
    {
        var pdf = new TestPdf();
        int length = pdf.Add("5");
        int stream = pdf.NextNumber;
        pdf.Put(stream, $"<< /Length {length} 0 R >>", "12345\nendstream endobj 678"u8.ToArray());
        pdf.BeginRevision().Put(length, "26");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        long[] lengths = [.. new[] { 1, 2, 1 }.Select(r => ((PdfStream)document.At(r).GetObject(stream)).Length)];

        Assert.Equal([5, 26, 5], lengths);
    }
}
