using System.Text;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class PdfUpdateTests
{
    public static TheoryData<string> Documents => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Write_AnyDocument_IsOneMoreRevisionThatQpdfFindsClean(string name)
    {
        Tool.Require("qpdf");
        byte[] original = Samples.All[name].Build();

        byte[] updated = Update(original, static (update, document) =>
        {
            PdfReference reserved = update.Reserve();
            PdfReference added = update.Add(new PdfDictionary { { "Back", reserved } });
            update.Replace(reserved, new PdfStream(new PdfDictionary { { "Type", new PdfName("Odd name#(1)") } }, "some data"u8.ToArray()));
            PdfDictionary catalog = document.Current.Catalog.Clone();
            catalog["PieceInfo"] = added;
            update.Replace(document.Current.CatalogReference, catalog);
        });

        Assert.Equal(original, updated[..original.Length]);
        using PdfDocument before = PdfTesting.Open(original);
        using PdfDocument after = PdfTesting.Open(updated);
        Assert.Equal(before.Revisions.Count + 1, after.Revisions.Count);
        Assert.Equal(before.Revisions.Select(static r => r.EndOffset), after.Revisions.SkipLast(1).Select(static r => r.EndOffset));
        Assert.Equal(updated.Length, after.TailOffset);
        Assert.Equal(PdfPages.Count(before.Current), PdfPages.Count(after.Current));
        var piece = after.Current.Get<PdfDictionary>(after.Current.Catalog, "PieceInfo")!;
        Assert.Equal("/Odd name#(1)", after.Current.Get<PdfStream>(piece, "Back")!.Dictionary["Type"]!.ToString());
        Assert.Equal(before.Revisions[^1].Form == CrossReferenceForm.Stream ? CrossReferenceForm.Stream : CrossReferenceForm.Table, after.Revisions[^1].Form);
        using var folder = new Temporary();
        (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", folder.Write("a.pdf", updated));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Write_Twice_ChainsAndKeepsWhatTrailersHave()
    {
        foreach (TestPdfForm form in Enum.GetValues<TestPdfForm>())
        {
            byte[] original = new TestPdf(form) { TrailerExtra = "/Info 3 0 R /Company_Key (kept)" }.Build();
            byte[] once = Update(original, static (update, _) => update.Add(new PdfString([1])));
            byte[] twice = Update(once, static (update, _) => update.Add(new PdfString([2])));
            using PdfDocument document = PdfTesting.Open(twice);
            PdfDictionary[] trailers = [.. document.Revisions.Select(static r => r.Trailer)];

            Assert.Equal(document.Revisions[0].StartXref, ((PdfInteger)trailers[1]["Prev"]!).Value);
            Assert.Equal(document.Revisions[1].StartXref, ((PdfInteger)trailers[2]["Prev"]!).Value);
            Assert.Null(trailers[1]["XRefStm"]);
            Assert.All(trailers, static t => Assert.Equal(("1 0 R", "3 0 R", "kept"), (t["Root"]!.ToString(), t["Info"]!.ToString(), t["Company_Key"]!.ToString())));
            string[][] ids = [.. trailers.Select(static t => ((PdfArray)t["ID"]!).Select(static i => Convert.ToHexString(((PdfString)i).Value)).ToArray())];
            Assert.Single(ids.Select(static i => i[0]).Distinct());
            Assert.Equal(3, ids.Select(static i => i[1]).Distinct().Count());
            Assert.Equal(document.HighestNumberEnd, ((PdfInteger)trailers[2]["Size"]!).Value);
        }
    }

    [Fact]
    public void Write_EncryptThatLeadsNowhere_DoesNotLeadToANewObject()
    {
        byte[] original = new TestPdf { TrailerExtra = "/Encrypt 6 0 R" }.Build();

        byte[] updated = Update(original, static (update, _) => Assert.Equal(6, update.Add(new PdfDictionary()).Number));

        using PdfDocument document = PdfTesting.Open(updated);
        Assert.Null(document.Security);
        Assert.Null(document.Trailer["Encrypt"]);
    }

    [Fact]
    public void Write_SameInput_GivesTheSameBytes()
    {
        byte[] original = TestPdf.Create();

        Assert.Equal(
            Update(original, static (update, _) => update.Add(PdfString.FromText("x"))),
            Update(original, static (update, _) => update.Add(PdfString.FromText("x"))));
    }

    [Theory]
    [InlineData("%%EOF\n", "%%EOF\n9")]
    [InlineData("%%EOF\r", "%%EOF\r9")]
    [InlineData("%%EOF", "%%EOF\n9")]
    [InlineData("%%EOF\0", "%%EOF\0\n9")]
    public void Write_AnyLastByte_BeginsOnItsOwnLine(string end, string expected)
    {
        string text = Encoding.Latin1.GetString(new TestPdf().Put(8, "null").Build());
        byte[] original = Encoding.Latin1.GetBytes(text[..text.LastIndexOf("%%EOF", StringComparison.Ordinal)] + end);

        byte[] updated = Update(original, static (update, _) => update.Add(PdfNull.Instance));

        Assert.StartsWith(expected, Encoding.Latin1.GetString(updated)[text.LastIndexOf("%%EOF", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.Stream)]
    public void Write_HoleAndByteRange_AreWhereTheResultSays(TestPdfForm form)
    {
        byte[] original = TestPdf.Create(form);
        PdfUpdateResult result;
        PdfReference signature;
        using (PdfDocument document = PdfTesting.Open(original))
        {
            var update = new PdfUpdate(document);
            signature = update.Add(new PdfDictionary { { "ByteRange", new PdfByteRangeSlot() }, { "Contents", new PdfContentsHole(100) }, { "Type", new PdfName("Sig") } });
            result = update.Write();
        }
        byte[] updated = [.. original, .. result.Bytes.Span];

        Assert.Equal(original.Length, result.BaseLength);
        Assert.Equal(202, result.HoleLength);
        Assert.Equal($"<{new string('0', 200)}>", Encoding.ASCII.GetString(result.Bytes.Span.Slice(result.HoleStart, result.HoleLength)));
        using PdfDocument read = PdfTesting.Open(updated);
        var dictionary = (PdfDictionary)read.Current.Resolve(signature);
        long hole = original.Length + result.HoleStart;
        Assert.Equal((hole, hole + result.HoleLength), (dictionary["Contents"]!.Offset, dictionary["Contents"]!.EndOffset));
        Assert.Equal([0, hole, hole + result.HoleLength, updated.Length - hole - result.HoleLength], ((PdfArray)dictionary["ByteRange"]!).Select(static n => ((PdfInteger)n).Value));
        Assert.True(((PdfArray)dictionary["ByteRange"]!).EndOffset - dictionary["ByteRange"]!.Offset <= Core.Pdf.ObjectWriter.ByteRangeLength);
    }

    [Fact]
    public void Write_ObjectOfAnObjectStream_IsPlainAfterwards()
    {
        byte[] updated = Update(TestPdf.Create(TestPdfForm.ObjectStreams), static (update, document) => update.Replace(document.Current.CatalogReference, document.Current.Catalog));
        using PdfDocument document = PdfTesting.Open(updated);

        Assert.Equal(1, document.At(1).Find(1)!.Generation + 1);
        Assert.NotNull(document.At(1).Find(1)!.StreamNumber);
        Assert.Null(document.At(2).Find(1)!.StreamNumber);
        Assert.Equal(document.At(1).Catalog.ToString(), document.At(2).Catalog.ToString());
    }

    [Fact]
    public void Write_EveryObjectOfADocument_ReadsBackTheSame()
    {
        var pdf = new TestPdf();
        pdf.Add("[null true false 0 -1 2147483648 -.5 4. 123456789012345678901234567890 /A#20#23#2F#00 () (a\\(b\\)\\\\\\r\\n\\000\\377) <00FF> 3 0 R << /K#20 [] /N null >>]");
        pdf.Add("<< /Filter /ASCIIHexDecode >>", "414243>"u8.ToArray());
        byte[] original = pdf.Build();
        byte[] updated = Update(original, static (update, document) =>
        {
            foreach (CrossReferenceEntry entry in document.Current.Entries.Where(static e => e.Kind != CrossReferenceKind.Free))
            {
                PdfIndirectObject found = document.Current.Find(entry.Number)!;
                update.Replace(found.Reference, found.Value);
            }
        });
        using PdfDocument before = PdfTesting.Open(original);
        using PdfDocument after = PdfTesting.Open(updated);

        foreach (CrossReferenceEntry entry in before.Current.Entries)
        {
            PdfObject old = before.Current.GetObject(entry.Number);
            PdfObject now = after.Current.GetObject(entry.Number);
            if (old is PdfStream oldStream)
            {
                Assert.Equal(before.Current.Decode(oldStream), after.Current.Decode((PdfStream)now));
            }
            else
            {
                Assert.Equal(old.ToString(), now.ToString());
            }
        }
    }

    [Theory]
    [InlineData("/Size 2147483647", 5)]
    [InlineData("/Size 1", 5)]
    [InlineData("/Size 77", 77)]
    [InlineData("/Size -4", 5)]
    [InlineData("/Size /A", 5)]
    public void Reserve_WrongSize_TakesAFreeNumber(string size, int expected)
    {
        const string Head = "%PDF-1.7\n1 0 obj\n<< /Pages 2 0 R >>\nendobj\n";
        string text = $"{Head}xref\n0 5\n0000000000 65535 f \n0000000009 00000 n \n{new string('0', 10)} 00000 f \n{new string('0', 10)} 00000 f \n{new string('0', 10)} 00000 f \ntrailer\n<< {size} /Root 1 0 R >>\nstartxref\n{Head.Length}\n%%EOF\n";
        using PdfDocument document = PdfTesting.Open(text);

        Assert.Equal(expected, new PdfUpdate(document).Reserve().Number);
    }

    [Fact]
    public void Reserve_HighestNumberTaken_TakesThoseThatNoEntryNames()
    {
        using PdfDocument document = PdfTesting.Open(new TestPdf().Put(1000, "null").Put(8_388_607, "null").Build());

        Assert.Equal(1001, new PdfUpdate(document).Reserve().Number);
    }

    [Fact]
    public void Write_NumbersBelowTheHighest_KeepsTheSizeAndTheOrderOfTheSection()
    {
        byte[] original = new TestPdf(TestPdfForm.Stream).Put(8_388_606, "(far)").Build();

        byte[] updated = Update(original, static (update, document) =>
        {
            update.Add(PdfString.FromAscii("near"));
            update.Replace(new PdfReference(8_388_606, 0), PdfString.FromAscii("changed"));
        });

        using PdfDocument document = PdfTesting.Open(updated);
        Assert.Equal("near", PdfTesting.Text(document.Current, 6));
        Assert.Equal("changed", PdfTesting.Text(document.Current, 8_388_606));
        Assert.Equal(8_388_608, ((PdfInteger)document.Trailer["Size"]!).Value);
        Assert.Equal([6, 7, 8_388_606], document.Revisions[^1].Entries.Select(static entry => entry.Number));
    }

    [Fact]
    public void Reserve_EveryNumberNamed_EndsInTheBudget()
    {
        // The stream beside the table names every number that there may be; its rows are read by nobody.
        byte[] bytes = new TestPdfText().Basics()
            .Stream(6, "/Type /XRef /W [0 1 0] /Index [0 8388608] /Size 8388608", "")
            .Table("0 6\n0000000000 65535 f \n{1} 00000 n \n{2} 00000 n \n{3} 00000 n \n{4} 00000 n \n{5} 00000 n \n", "/Size 6 /XRefStm {6}")
            .End().Build();
        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.Equal("objectNumber", Assert.Throws<SigningException>(() => new PdfUpdate(document).Reserve()).Facts["budget"]);
    }

    private static byte[] Update(byte[] original, Action<PdfUpdate, PdfDocument> change)
    {
        using PdfDocument document = PdfTesting.Open(original);
        var update = new PdfUpdate(document);
        change(update, document);
        return [.. original, .. update.Write().Bytes.Span];
    }
}
