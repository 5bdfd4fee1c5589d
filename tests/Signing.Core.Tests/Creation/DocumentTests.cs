using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Documents;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>What holds of single documents; what holds of all is in <see cref="SoundDocumentTests"/>.</summary>
public sealed class DocumentTests(World world)
{
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

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.ObjectStreams)]
    public async Task Sign_SecondTime_LeavesTheFlagsOfTheFormAlone(TestPdfForm form)
    {
        byte[] once = await world.SignAsync(new TestPdf(form).AddSignatureField("one").AddSignatureField("two").Build(), options: new SignatureOptions { Field = "one" });

        byte[] twice = await world.SignAsync(once, options: new SignatureOptions { Field = "two" });

        Assert.Equal("field +sig", UpdateContents.Describe(once, twice));
    }

    [Fact]
    public async Task Sign_WithoutPages_MakesAFieldWithoutAPlace()
    {
        byte[] signed = await world.SignAsync(SoundDocuments.All["no pages"].Make());

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
}
