using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Documents of every make, signed twice by different keys.</summary>
public sealed class DocumentTests(World world)
{
    private const int FirstPage = 3;

    private static readonly Dictionary<string, Func<TestPdf>> Makes = new()
    {
        ["table"] = () => new TestPdf(TestPdfForm.Table, pages: 3),
        ["table, linearized"] = () => new TestPdf(TestPdfForm.Table, pages: 3) { IsLinearized = true },
        ["stream"] = () => new TestPdf(TestPdfForm.Stream, pages: 3),
        ["stream, linearized"] = () => new TestPdf(TestPdfForm.Stream, pages: 3) { IsLinearized = true },
        ["object streams"] = () => new TestPdf(TestPdfForm.ObjectStreams, pages: 3),
        ["object streams, small"] = () => new TestPdf(TestPdfForm.ObjectStreams, pages: 5) { ObjectsPerStream = 3 },
        ["hybrid"] = () => new TestPdf(TestPdfForm.Hybrid, pages: 3),
        ["junk before the header"] = () => new TestPdf { Junk = "HTTP/1.1 200 OK\r\n\r\n" },
        ["no ID"] = () => new TestPdf { HasId = false },
        ["many revisions"] = () => Revised(TestPdfForm.Table, 30),
        ["many revisions, streams"] = () => Revised(TestPdfForm.ObjectStreams, 30),
        ["revisions of other forms"] = () => new TestPdf().BeginRevision(TestPdfForm.ObjectStreams).AddPage().BeginRevision(TestPdfForm.Table).AddTextField("note"),
        ["AcroForm direct"] = () => new TestPdf().SetCatalog("AcroForm", "<< /Fields [] >>"),
        ["AcroForm direct, Fields indirect"] = () => new TestPdf().With("[]", out int fields).SetCatalog("AcroForm", $"<< /Fields {fields} 0 R >>"),
        ["AcroForm indirect"] = () => new TestPdf().With("<< /Fields [] /SigFlags 0 >>", out int form).SetCatalog("AcroForm", $"{form} 0 R"),
        ["AcroForm indirect, Fields indirect"] = () => new TestPdf().With("[]", out int fields).With($"<< /Fields {fields} 0 R >>", out int form).SetCatalog("AcroForm", $"{form} 0 R"),
        ["AcroForm indirect, no Fields"] = () => new TestPdf().With("<< /DA (/Helv 0 Tf) >>", out int form).SetCatalog("AcroForm", $"{form} 0 R"),
        ["AcroForm null"] = () => new TestPdf().SetCatalog("AcroForm", "null"),
        ["AcroForm dangling"] = () => new TestPdf().SetCatalog("AcroForm", "999 0 R"),
        ["AcroForm in an object stream"] = () => new TestPdf(TestPdfForm.ObjectStreams).AddTextField("a.b.note"),
        ["Annots direct"] = () => WithAnnotations(new TestPdf(), static link => $"[{link} 0 R]"),
        ["Annots direct, null among them"] = () => WithAnnotations(new TestPdf(), static link => $"[null {link} 0 R]"),
        ["Annots indirect"] = () => WithIndirectAnnotations(new TestPdf()),
        ["Annots indirect, object streams"] = () => WithIndirectAnnotations(new TestPdf(TestPdfForm.ObjectStreams)),
        ["Annots empty"] = () => WithAnnotations(new TestPdf(), static _ => "[]"),
        ["fields of the names that new ones have"] = () => new TestPdf().AddTextField("Signature1").AddTextField("Signature2.inner"),
        ["no pages"] = () => new TestPdf().Put(2, "<< /Type /Pages /Count 0 /Kids [] >>"),
        ["1.0"] = () => new TestPdf { Version = "1.0" },
        ["1.1"] = () => new TestPdf { Version = "1.1" },
        ["1.2"] = () => new TestPdf { Version = "1.2" },
        ["1.3"] = () => new TestPdf { Version = "1.3" },
        ["1.4"] = () => new TestPdf { Version = "1.4" },
        ["1.5"] = () => new TestPdf(TestPdfForm.Stream) { Version = "1.5" },
        ["1.6"] = () => new TestPdf(TestPdfForm.ObjectStreams) { Version = "1.6" },
        ["2.0"] = () => new TestPdf(TestPdfForm.ObjectStreams) { Version = "2.0" },
    };

    public static TheoryData<string> Names => [.. Makes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sign_TwiceByDifferentKeys_BothValid(string name)
    {
        byte[] document = Makes[name]().Build();

        byte[] once = await world.SignAsync(document, world.Official);
        byte[] twice = await world.SignAsync(once, world.OfficialEc);

        Assert.True(once.AsSpan().StartsWith(document));
        Assert.True(twice.AsSpan().StartsWith(once));
        VerificationReport report = await world.VerifyAsync(twice);
        Assert.All(report.Signatures.SelectMany(static s => s.Reasons), static reason => Assert.Equal(ReasonCodes.NoTimestamp, reason.Code));
        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal([ChangeLevel.FormFilling, ChangeLevel.None], report.Signatures.Select(static s => s.Changes.Level));
        await Judges.AcceptAsync(twice, signatures: 2);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("%%EOF\n")]
    [InlineData("\n%%EOF\n")]
    public async Task Sign_EndCutOff_Valid(string end)
    {
        byte[] document = TestPdf.Create()[..^end.Length];

        byte[] signed = await world.SignAsync(document);

        Assert.True(signed.AsSpan().StartsWith(document));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Theory]
    [InlineData("\0\0\0")]
    [InlineData("\r\n \r\n")]
    public async Task Sign_BlankTail_Valid(string tail)
    {
        byte[] document = [.. TestPdf.Create(), .. System.Text.Encoding.ASCII.GetBytes(tail)];

        byte[] signed = await world.SignAsync(document);

        Assert.True(signed.AsSpan().StartsWith(document));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Fact]
    public async Task Sign_ThirtyTimes_AllValid()
    {
        byte[] document = TestPdf.Create(TestPdfForm.ObjectStreams);
        for (int i = 0; i < 30; i++)
        {
            document = await world.SignAsync(document, i % 2 == 0 ? world.Agency : world.OfficialEc);
        }

        VerificationReport report = await world.VerifyAsync(document);

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.Equal(Enumerable.Range(1, 30).Select(static i => $"Signature{i}"), report.Signatures.Select(static s => s.Field));
        await Judges.AcceptAsync(document, signatures: 30);
    }

    public static TheoryData<string, string> Objects => new()
    {
        // A new field takes its signature, itself, the page, and what knows of the form.
        { "table", "catalog page +sig +field" },
        { "AcroForm direct", "catalog page +sig +field" },
        { "AcroForm direct, Fields indirect", "catalog page fields +sig +field" },
        { "AcroForm indirect", "page form +sig +field" },
        { "AcroForm indirect, Fields indirect", "page fields form +sig +field" },
        { "Annots indirect", "catalog annots +sig +field" },
        { "no pages", "catalog +sig +field" },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Sign_NewField_RewritesWhatKnowsOfItAndNothingElse(string name, string expected)
    {
        byte[] document = Makes[name]().Build();

        byte[] signed = await world.SignAsync(document);

        Assert.Equal(expected.Split(' ').Order(), Changes(document, signed).Order());
    }

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.ObjectStreams)]
    public async Task Sign_SecondTime_LeavesTheFlagsOfTheFormAlone(TestPdfForm form)
    {
        byte[] once = await world.SignAsync(new TestPdf(form).AddSignatureField("one").AddSignatureField("two").Build(), options: new SignatureOptions { Field = "one" });

        byte[] twice = await world.SignAsync(once, options: new SignatureOptions { Field = "two" });

        Assert.Equal(["+sig", "field"], Changes(once, twice).Order());
    }

    [Fact]
    public async Task Sign_WithoutPages_MakesAFieldWithoutAPlace()
    {
        byte[] signed = await world.SignAsync(Makes["no pages"]().Build());

        using PdfDocument document = PdfTesting.Open(signed);
        PdfField field = Assert.Single(PdfForm.Read(document.Current).Fields);
        Assert.Null(field.Dictionary["P"]);
    }

    [Fact]
    public async Task Sign_ReasonLocationContact_ReadBackAsGiven()
    {
        var options = new SignatureOptions
        {
            Reason = "Phê duyệt quyết định số 12/QĐ-UBND (đã sửa)",
            Location = "Thừa Thiên Huế",
            ContactInfo = @"văn thư\nkhông xuống dòng; (mở ngoặc",
        };

        byte[] signed = await world.SignAsync(TestPdf.Create(), options: options);

        using PdfDocument document = PdfTesting.Open(signed);
        var signature = (PdfDictionary)Assert.Single(PdfForm.Read(document.Current).Fields).Value!;
        Assert.Equal(options.Reason, ((PdfString)signature["Reason"]!).ToText());
        Assert.Equal(options.Location, ((PdfString)signature["Location"]!).ToText());
        Assert.Equal(options.ContactInfo, ((PdfString)signature["ContactInfo"]!).ToText());
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    private static TestPdf Revised(TestPdfForm form, int revisions)
    {
        var pdf = new TestPdf(form);
        for (int i = 0; i < revisions; i++)
        {
            pdf.BeginRevision().AddPage();
        }
        return pdf;
    }

    private static TestPdf WithAnnotations(TestPdf pdf, Func<int, string> annotations)
    {
        pdf.With("<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /Border [0 0 0] >>", out int link);
        return pdf.Put(FirstPage, $"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Annots {annotations(link)} >>");
    }

    private static TestPdf WithIndirectAnnotations(TestPdf pdf)
    {
        pdf.With("<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /Border [0 0 0] >>", out int link).With($"[{link} 0 R]", out int list);
        return pdf.Put(FirstPage, $"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Annots {list} 0 R >>");
    }

    /// <summary>What the last revision holds, by what it is in the document before; new objects with a plus.</summary>
    private static IEnumerable<string> Changes(byte[] before, byte[] after)
    {
        using PdfDocument old = PdfTesting.Open(before);
        using PdfDocument document = PdfTesting.Open(after);
        Assert.Equal(old.Revisions.Count + 1, document.Revisions.Count);
        PdfView view = document.Current;
        var names = new Dictionary<int, string> { [view.CatalogReference.Number] = "catalog", [FirstPage] = "page" };
        Name(old.Current.Catalog["AcroForm"], "form");
        Name((old.Current.Resolve(old.Current.Catalog["AcroForm"]) as PdfDictionary)?["Fields"], "fields");
        Name((old.Current.GetObject(FirstPage) as PdfDictionary)?["Annots"], "annots");
        foreach (PdfField field in PdfForm.Read(view).Fields)
        {
            Name(field.Reference, "field");
            Name(field.ValueReference, "sig");
        }
        return
        [
            .. document.Revisions[^1].Entries.Select(static entry => entry.Number)
                .Where(number => view.GetObject(number) is not PdfStream)
                .Select(number => (old.Current.TryGet(number, out _) ? "" : "+") + names.GetValueOrDefault(number, $"object {number}")),
        ];

        void Name(PdfObject? reference, string name)
        {
            if (reference is PdfReference { Number: var number })
            {
                names[number] = name;
            }
        }
    }
}
