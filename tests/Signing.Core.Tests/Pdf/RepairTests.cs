using System.Diagnostics;
using System.Globalization;
using System.Text;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>What the scan of a damaged document finds, and what it costs.</summary>
public sealed class RepairTests
{
    private const string Catalog = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";
    private const string Embedded = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 3 0 R /Evil true >>\nendobj\n4 0 obj\n(embedded)\nendobj\ntrailer\n<< /Root 1 0 R >>\n";

    private static readonly PdfBudget Small = new() { MaxTime = TimeSpan.FromSeconds(30) };

    public static TheoryData<string, string> Definitions => new()
    {
        { "the later one", "5 0 obj\n(old)\nendobj\n5 0 obj\n(new)\nendobj\n" },
        { "the higher generation", "5 1 obj\n(new)\nendobj\n5 0 obj\n(old)\nendobj\n" },
        { "the later one without its end", "5 0 obj\n(old)\nendobj\n5 0 obj\n(new)\n6 0 obj\nnull\nendobj\n" },
        { "the whole one before one that is cut off", "5 0 obj\n(new)\nendobj\n5 0 obj\n(cut o" },
        { "an object after a later object stream's", ObjectStream("(old)") + "5 0 obj\n(new)\nendobj\n" },
        { "an object stream's after an object", "5 0 obj\n(old)\nendobj\n" + ObjectStream("(new)") },
        { "the later of two object streams'", ObjectStream("(old)") + ObjectStream("(new)", 9) },
        { "one behind much space", "5 0 obj\n(old)\nendobj\n5\n \n0 \t obj\n(new)\nendobj\n" },
        { "one glued to the end of the one before", "6 0 obj\nnull\nendobj5 0 obj\n(new)\nendobj\n" },
        { "one glued to an end-of-file marker", "5 0 obj\n(old)\nendobj\n%%EOF5 0 obj\n(new)\nendobj\n" },
        { "one behind a stream without end", "6 0 obj\n<< /Length 3 >>\nstream\nabcdefg\n5 0 obj\n(new)\nendobj\n" },
        { "one behind a keyword in a string", "6 0 obj\n<< /A (>>stream\n) /B (\n7 0 obj) >>\nendobj\n5 0 obj\n(new)\nendobj\n" },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Open_SeveralDefinitions_TheRightOneCounts(string _, string objects)
    {
        using PdfDocument document = PdfTesting.Open("%PDF-1.7\n" + Catalog + objects);

        Assert.True(document.IsRepaired);
        int generation = objects.StartsWith("5 1", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal("new", ((PdfString)document.Current.Resolve(new PdfReference(5, generation))).ToText());
    }

    [Theory]
    [InlineData("6 0 obj\n<< /Length {0} >>\nstream\n{1}\nendstream\nendobj\n")]
    [InlineData("7 0 obj\n{0}\nendobj\n6 0 obj\n<< /Length 7 0 R >>\nstream\n{1}\nendstream\nendobj\n")]
    [InlineData("6 0 obj\n<< /Length 7 0 R >>\nstream\n{1}\nendstream\nendobj\n7 0 obj\n{0}\nendobj\n")]
    public void Open_DocumentEmbeddedInAStream_ItsObjectsAreNotTaken(string stream)
    {
        using PdfDocument document = PdfTesting.Open(
            "%PDF-1.7\n" + Catalog + string.Format(CultureInfo.InvariantCulture, stream, Embedded.Length, Embedded));

        Assert.Null(document.Current.Catalog["Evil"]);
        Assert.IsType<PdfNull>(document.Current.GetObject(4));
        Assert.Equal(Embedded.Length, ((PdfStream)document.Current.GetObject(6)).Length);
    }

    public static TheoryData<string> Documents => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Open_DamagedFromAnySource_TheObjectsOfTheSoundDocument(string name)
    {
        byte[] sound = Samples.All[name].Build();
        byte[] damaged = [.. sound, .. Enumerable.Repeat((byte)'x', 2000)];
        using PdfDocument expected = PdfTesting.Open(sound);
        using var stream = new MemoryStream(damaged);
        using PdfSource windowed = PdfSource.FromStream(stream);
        using PdfDocument inMemory = PdfTesting.Open(damaged);
        using PdfDocument inFile = PdfDocument.Open(windowed);

        Assert.True(inMemory.IsRepaired && inFile.IsRepaired);
        Assert.Equal(inMemory.Current.Entries, inFile.Current.Entries);
        Assert.Equal(PdfPages.Count(expected.Current), PdfPages.Count(inFile.Current));
        foreach (CrossReferenceEntry entry in expected.Current.Entries.Where(static entry => entry.Kind != CrossReferenceKind.Free))
        {
            if (expected.Current.GetObject(entry.Number) is not PdfStream { Dictionary: var dictionary } || !dictionary.IsName("Type", "XRef"))
            {
                Assert.Equal(PdfTesting.Text(expected.Current, entry.Number), PdfTesting.Text(inFile.Current, entry.Number));
            }
        }
    }

    [Fact]
    public void Open_EncryptedAndDamaged_StaysClosed()
    {
        string text = "%PDF-1.7\n" + Catalog + "3 0 obj\n<< /Filter /Standard >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 3 0 R >>\nxref\ntrailer\n<< /Root 1 0 R >>\n";

        foreach (string damaged in (string[])[text, text.Replace("trailer\n", "", StringComparison.Ordinal)])
        {
            using PdfDocument document = PdfTesting.Open(damaged);

            Assert.True(document.IsRepaired);
            Assert.False(document.Security!.IsOpen);
        }
    }

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.Stream)]
    [InlineData(TestPdfForm.ObjectStreams)]
    [InlineData(TestPdfForm.Hybrid)]
    public async Task Write_OffsetsCountedFromTheFileStart_AreCountedFromTheHeader(TestPdfForm form)
    {
        byte[] damaged = new TestPdf(form) { Junk = "From: office\r\n\r\n", CountsFromStart = true }.Build();
        byte[] updated = Update(damaged);

        using PdfDocument document = PdfTesting.Open(updated);
        Assert.False(document.IsRepaired);
        Assert.Equal(1, PdfPages.Count(document.Current));
        Tool.Require("qpdf");
        using var folder = new Temporary();
        (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", folder.Write("a.pdf", updated));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData(TestPdfForm.Table, "Table")]
    [InlineData(TestPdfForm.Stream, "Table")]
    [InlineData(TestPdfForm.ObjectStreams, "Stream")]
    [InlineData(TestPdfForm.Hybrid, "Stream")]
    public void Write_Repaired_OneWholeSectionThatChainsToNothing(TestPdfForm form, string expected)
    {
        byte[] sound = new TestPdf(form) { TrailerExtra = "/Info << /Title (kept) >>" }.Put(40, "(far off)").Build();
        byte[] updated = Update(PdfTesting.Replace(sound, "startxref\n", "startxref\n9"));

        using PdfDocument before = PdfTesting.Open(sound);
        using PdfDocument document = PdfTesting.Open(updated);
        PdfRevision revision = Assert.Single(document.Revisions);
        Assert.Equal(expected, $"{revision.Form}");
        Assert.Null(document.Trailer["Prev"]);
        Assert.Equal("kept", ((PdfDictionary)document.Trailer["Info"]!)["Title"]!.ToString());
        Assert.Equal(((PdfArray)before.Trailer["ID"]!)[0].ToString(), ((PdfArray)document.Trailer["ID"]!)[0].ToString());
        CrossReferenceEntry[] entries = [.. revision.Entries];
        Assert.Equal(Enumerable.Range(0, entries.Length), entries.Select(static entry => entry.Number));
        Assert.Equal(entries.Length, ((PdfInteger)document.Trailer["Size"]!).Value);
        Assert.Equal((CrossReferenceKind.Free, 65535), (entries[0].Kind, entries[0].Generation));
        Assert.Equal(CrossReferenceKind.Free, entries[30].Kind);
        foreach (CrossReferenceEntry entry in before.Current.Entries.Where(static entry => entry.Kind != CrossReferenceKind.Free))
        {
            if (before.Current.GetObject(entry.Number) is not PdfStream stream || !stream.Dictionary.IsName("Type", "XRef"))
            {
                Assert.Equal(PdfTesting.Text(before.Current, entry.Number), PdfTesting.Text(document.Current, entry.Number));
            }
        }
    }

    [Fact]
    public void Write_NumberThatALostObjectHad_IsNotGivenAway()
    {
        using PdfDocument document = PdfTesting.Open("%PDF-1.7\n" + Catalog + "3 0 obj\n<< /Contents 77 0 R >>\nendobj\n");

        Assert.Equal(78, new PdfUpdate(document).Add(PdfNull.Instance).Number);
    }

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.Stream)]
    [InlineData(TestPdfForm.Hybrid)]
    public async Task Write_PageTreeOverwritten_GivesThePagesANewOne(TestPdfForm form)
    {
        byte[] damaged = [.. PdfTesting.Replace(new TestPdf(form, pages: 3).Build(), "\n2 0 obj", "\n2 0 xxx"), .. Enumerable.Repeat((byte)'x', 2000)];
        byte[] updated = Update(damaged);

        using PdfDocument document = PdfTesting.Open(updated);
        Assert.False(document.IsRepaired);
        Assert.Equal([3, 6, 8], PdfPages.All(document.Current).Select(static page => page.Reference!.Number));
        Tool.Require("qpdf");
        using var folder = new Temporary();
        (_, string output) = await Tool.RunAsync("qpdf", "--show-npages", folder.Write("updated.pdf", updated));
        Assert.Equal("3", output.Trim());
    }

    [Fact]
    public void Write_LostPageTreeOfANumberThatIsTakenAnew_KeepsBoth()
    {
        byte[] damaged = Encoding.Latin1.GetBytes(
            "%PDF-1.7\n" + ObjectStream("<< /Type /Catalog /Pages 9 0 R >>") + "6 0 obj\n<< /Type /Page >>\nendobj\ntrailer\n<< /Root 5 0 R >>\n");
        using PdfDocument document = PdfTesting.Open(damaged);
        var update = new PdfUpdate(document);
        PdfReference added = update.Add(new PdfDictionary { { "Mine", PdfBoolean.True } });
        byte[] updated = [.. damaged, .. update.Write().Bytes.Span];

        using PdfDocument mended = PdfTesting.Open(updated);
        Assert.Equal(9, added.Number);
        Assert.False(mended.IsRepaired);
        Assert.Equal(PdfBoolean.True, ((PdfDictionary)mended.Current.GetObject(9))["Mine"]);
        Assert.Equal(1, PdfPages.Count(mended.Current));
    }

    [Fact]
    public void RepairCheck_UpdateThatDoesNotReadAsMeant_IsTheDamage()
    {
        byte[] damaged = [.. TestPdf.Create(), .. Enumerable.Repeat((byte)'x', 2000)];
        using PdfDocument document = PdfTesting.Open(damaged);
        PdfUpdateResult update = new PdfUpdate(document).Write();

        SigningException error = Assert.Throws<SigningException>(() => Core.Creation.RepairCheck.Require(document, "Signature1", update, password: null));

        Assert.Equal((ErrorCodes.PdfDamaged, document.Damages[0].What), (error.Code, error.Facts["what"]));
    }

    [Fact]
    public void Read_DamageThatShowsOnlyAtWork_WorksAgainOnTheRepairedDocument()
    {
        byte[] damaged = PdfTesting.Replace(TestPdf.Create(), "\n3 0 obj", "\n3 0 0bj");
        using PdfSource source = PdfSource.FromMemory(damaged.Concat("3 0 obj\n<< /Type /Page >>\nendobj\n"u8.ToArray()).ToArray());
        var seen = new List<bool>();

        int pages = PdfDocument.Read(source, new PdfBudget(), TimeProvider.System, password: null, document =>
        {
            seen.Add(document.IsRepaired);
            return PdfPages.Count(document.Current);
        });

        Assert.Equal([false, true], seen);
        Assert.Equal(1, pages);
    }

    public static TheoryData<string> Hostile => [.. HostileFiles.Keys];

    private static readonly Dictionary<string, Func<int, string>> HostileFiles = new(StringComparer.Ordinal)
    {
        ["the word obj"] = static n => Repeat("obj ", n),
        ["the same object"] = static n => Repeat("1 0 obj ", n),
        ["numbers"] = static n => Repeat("1 ", n),
        ["one long number"] = static n => new string('1', n),
        ["objects in arrays"] = static n => Repeat("5 0 obj [", n),
        ["objects in dictionaries"] = static n => Repeat("5 0 obj << /A ", n),
        ["strings that do not end"] = static n => Repeat("5 0 obj (", n),
        ["streams that do not end"] = static n => Repeat("5 0 obj << >> stream\n", n),
        ["streams in streams"] = static n => Repeat("5 0 obj << /Length 9 >> stream\n", n / 2) + Repeat("endstream endobj\n", n / 2),
        ["streams in a dictionary"] = static n => "5 0 obj << /A (" + Repeat(">> stream\n", n),
        ["streams with lengths far ahead"] = static n => Repeat("5 0 obj << /Length 6 0 R >> stream\n1 0 obj endstream endobj\n", n) + "6 0 obj 99999 endobj",
        ["trailers"] = static n => Repeat("trailer << /A (", n),
        ["trailers of many roots"] = static n => string.Concat(Enumerable.Range(1, n / 30).Select(static i => $"trailer << /Root {i} 0 R >>\n")),
        ["catalogs"] = static n => string.Concat(Enumerable.Range(1, n / 60).Select(static i => $"{i + 9} 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n")),
        ["roots without a trailer"] = static n => Repeat("<< /Root ", n),
        ["ends"] = static n => Repeat("endobj endstream ", n),
        ["space before obj"] = static n => Repeat(new string(' ', 1000) + "obj", n / 1000),
        ["space in a stream"] = static n => "5 0 obj << >> stream\n" + Repeat(new string(' ', 1000) + "obj", n / 1000),
        ["object streams that cannot be read"] = static n => string.Concat(Enumerable.Range(5, n / 100).Select(static i => $"{i} 0 obj << /Type /ObjStm /N 9 /First 9 /Length 1 >> stream\nx\nendstream endobj\n")),
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Open_Hostile_EndsSoonInADocumentOrATypedError(string name)
    {
        string text = "%PDF-1.7\n" + Catalog.Replace("1 0 obj", "3 0 obj", StringComparison.Ordinal) + HostileFiles[name](4_000_000);
        long start = Stopwatch.GetTimestamp();
        try
        {
            using PdfDocument document = PdfTesting.Open(text, Small);
            _ = PdfPages.Count(document.Current);
        }
        catch (SigningException error)
        {
            Assert.Contains(error.Code, new[] { ErrorCodes.PdfDamaged, ErrorCodes.PdfBudget });
        }
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Assert.True(elapsed < TimeSpan.FromSeconds(15), $"{name}: {elapsed} for {text.Length} bytes");
    }

    [Fact]
    public void Open_MoreObjectsThanTheBudget_EndsInIt()
    {
        string text = "%PDF-1.7\n" + Catalog + string.Concat(Enumerable.Range(3, 2000).Select(static i => $"{i} 0 obj\nnull\nendobj\n"));

        SigningException error = Assert.Throws<SigningException>(() => PdfTesting.Open(text, new PdfBudget { MaxRepairedObjects = 2001 }));

        Assert.Equal((ErrorCodes.PdfBudget, "repairedObjects", "2001"), (error.Code, error.Facts["budget"], error.Facts["limit"]));
        PdfTesting.Open(text, new PdfBudget { MaxRepairedObjects = 2002 }).Dispose();
    }

    private static byte[] Update(byte[] damaged)
    {
        using PdfDocument document = PdfTesting.Open(damaged);
        Assert.True(document.IsRepaired);
        var update = new PdfUpdate(document);
        update.Replace(document.Current.CatalogReference, document.Current.Catalog);
        return [.. damaged, .. update.Write().Bytes.Span];
    }

    private static string ObjectStream(string value, int number = 8) =>
        $"{number} 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length {value.Length + 4} >>\nstream\n5 0 {value}\nendstream\nendobj\n";

    private static string Repeat(string text, int length) => new StringBuilder().Insert(0, text, Math.Max(1, length / text.Length)).ToString();
}
