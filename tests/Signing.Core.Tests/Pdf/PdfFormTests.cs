using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class PdfFormTests
{
    [Fact]
    public void Read_NoForm_IsEmpty()
    {
        using PdfDocument document = PdfTesting.Open(TestPdf.Create());

        PdfForm form = PdfForm.Read(document.Current);

        Assert.Null(form.Dictionary);
        Assert.Null(form.Reference);
        Assert.Empty(form.Fields);
    }

    [Fact]
    public void Read_NestedFields_HaveFullNames()
    {
        TestPdf pdf = new TestPdf().AddTextField("top").AddSignatureField("contract.seller.signature").AddSignatureField("contract.buyer.signature").AddTextField("contract.note");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        PdfForm form = PdfForm.Read(document.Current);

        Assert.Equal(["top", "contract.seller.signature", "contract.buyer.signature", "contract.note"], form.Fields.Select(static f => f.FullName));
        Assert.Equal(["contract.seller", "contract.buyer", "contract"], form.Groups.Select(static f => f.FullName));
        PdfField field = form.Find("contract.buyer.signature")!;
        Assert.Equal(("Sig", pdf.FieldNumber("contract.buyer.signature")), (field.Type, field.Reference!.Number));
        Assert.Equal("contract.buyer", field.Parent!.FullName);
        Assert.Equal(field.Reference, Assert.Single(field.Widgets).Reference);
        Assert.Equal(pdf.FieldNumber("contract"), form.FindGroup("contract")!.Reference!.Number);
        Assert.Null(form.Find("contract"));
    }

    [Fact]
    public void Read_PartialNameWithDots_IsPartOfTheFullName()
    {
        TestPdf pdf = new TestPdf().Put(10, "<< /Fields [<< /T (a.b) /Kids [<< /T (c) /FT /Sig >>] >>] >>").SetCatalog("AcroForm", "10 0 R");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        Assert.Equal("a.b.c", Assert.Single(PdfForm.Read(document.Current).Fields).FullName);
    }

    [Fact]
    public void Read_UnicodeName_IsText()
    {
        TestPdf pdf = new TestPdf().SetCatalog("AcroForm", "<< /Fields [<< /T <FEFF004B00FD> /FT /Sig >>] >>");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        PdfForm form = PdfForm.Read(document.Current);

        Assert.Equal("K\u00FD", Assert.Single(form.Fields).FullName);
        Assert.NotNull(form.Dictionary);
        Assert.Null(form.Reference);
    }

    [Fact]
    public void Read_FieldsBelow_InheritTypeValueAndFlags()
    {
        TestPdf pdf = new TestPdf()
            .SetCatalog("AcroForm", "<< /Fields [10 0 R] /XFA (form) >>")
            .Put(10, "<< /T (a) /FT /Sig /V 12 0 R /Ff 3 /Kids [11 0 R 13 0 R] >>")
            .Put(11, "<< /T (b) /Parent 10 0 R /Kids [14 0 R << /Subtype /Widget >>] >>")
            .Put(12, "<< /Type /Sig >>")
            .Put(13, "<< /T (c) /FT /Tx /V (x) /Ff 0 >>")
            .Put(14, "<< /Subtype /Widget /Parent 11 0 R >>");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        PdfForm form = PdfForm.Read(document.Current);
        PdfField b = form.Find("a.b")!;
        PdfField c = form.Find("a.c")!;

        Assert.True(PdfForm.HasXfa(document.Current));
        Assert.Equal(("Sig", 3L, 12), (b.Type, b.Flags, b.ValueReference!.Number));
        Assert.Equal("<</Type /Sig>>", b.Value!.ToString());
        Assert.Equal([14, null], b.Widgets.Select(static w => w.Reference?.Number));
        Assert.Equal(("Tx", 0L, "x"), (c.Type, c.Flags, c.Value!.ToString()));
        Assert.Null(c.ValueReference);
    }

    [Fact]
    public void Read_Loops_End()
    {
        TestPdf pdf = new TestPdf()
            .SetCatalog("AcroForm", "<< /Fields [10 0 R 10 0 R 11 0 R 99 0 R null 7] >>")
            .Put(10, "<< /T (a) /Parent 10 0 R /Kids [10 0 R 11 0 R] >>")
            .Put(11, "<< /T (b) /FT /Sig /Kids [10 0 R] >>");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        PdfForm form = PdfForm.Read(document.Current);

        Assert.Equal(["a.b"], form.Fields.Select(static f => f.FullName));
    }

    [Fact]
    public void Read_DeepFields_EndInTheBudget()
    {
        var pdf = new TestPdf();
        pdf.SetCatalog("AcroForm", "<< /Fields [1000 0 R] >>");
        for (int i = 0; i < 600; i++)
        {
            pdf.Put(1000 + i, $"<< /T (x) /Kids [{1001 + i} 0 R] >>");
        }
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        SigningException error = Assert.Throws<SigningException>(() => PdfForm.Read(document.Current));

        Assert.Equal((ErrorCodes.PdfBudget, "depth"), (error.Code, error.Facts["budget"]));
    }
}
