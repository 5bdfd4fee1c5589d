using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class PdfPagesTests
{
    [Fact]
    public void All_FlatTree_IsInOrder()
    {
        using PdfDocument document = PdfTesting.Open(TestPdf.Create(pages: 12));

        Assert.Equal(12, PdfPages.Count(document.Current));
        Assert.Equal(Enumerable.Range(0, 12), PdfPages.All(document.Current).Select(static p => p.Index));
        Assert.Equal(TestPdf.FirstPage, PdfPages.Get(document.Current, 0)!.Reference!.Number);
        Assert.Null(PdfPages.Get(document.Current, 12));
    }

    [Fact]
    public void Get_Page_InheritsFromTheNearest()
    {
        TestPdf pdf = new TestPdf()
            .Put(TestPdf.PageTree, "<< /Type /Pages /Count 2 /Kids [10 0 R 12 0 R] /MediaBox [0 0 1 1] /Rotate 90 /Resources << /A 1 >> >>")
            .Put(10, "<< /Type /Pages /Count 1 /Kids [11 0 R] /Parent 2 0 R /MediaBox 13 0 R >>")
            .Put(11, "<< /Type /Page /Parent 10 0 R /Rotate -90 /Parent 12 0 R >>")
            .Put(12, "<< /Type /Page /Parent 2 0 R /CropBox [0 0 9 9] /Rotate 45 >>")
            .Put(13, "[0 0 2 2]");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        PdfPage first = PdfPages.Get(document.Current, 0)!;
        PdfPage second = PdfPages.Get(document.Current, 1)!;

        Assert.Equal(("[0 0 2 2]", 270, "<</A 1>>"), (first.MediaBox!.ToString(), first.Rotate, first.Resources!.ToString()));
        Assert.Null(first.CropBox);
        Assert.Equal(("[0 0 1 1]", "[0 0 9 9]", 0), (second.MediaBox!.ToString(), second.CropBox!.ToString(), second.Rotate));
    }

    [Theory]
    [InlineData("<< /Type /Pages /Kids [2 0 R] >>")]
    [InlineData("<< /Type /Pages /Kids [10 0 R 10 0 R] >>")]
    [InlineData("<< /Type /Pages /Kids [11 0 R] >>")]
    public void All_Loop_IsDamaged(string tree)
    {
        TestPdf pdf = new TestPdf()
            .Put(TestPdf.PageTree, tree)
            .Put(10, "<< /Type /Pages /Kids [3 0 R] >>")
            .Put(11, "<< /Type /Pages /Kids [12 0 R] >>")
            .Put(12, "<< /Type /Pages /Kids [11 0 R] >>");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => PdfPages.Count(document.Current)).Code);
    }

    [Fact]
    public void All_DirectKids_EndInTheDepthBudget()
    {
        string kids = string.Concat(Enumerable.Repeat("<< /Kids [", 60)) + string.Concat(Enumerable.Repeat("] >>", 60));
        using PdfDocument document = PdfTesting.Open(new TestPdf().Put(TestPdf.PageTree, kids).Build(), new PdfBudget { MaxDepth = 130 });
        using PdfDocument tight = PdfTesting.Open(new TestPdf().Put(TestPdf.PageTree, "<< /Kids [10 0 R] >>").Put(10, "<< /Kids [11 0 R] >>").Put(11, "<< /Kids [12 0 R] >>").Put(12, "<< /Kids [] >>").Build(), new PdfBudget { MaxDepth = 2 });

        Assert.Equal(0, PdfPages.Count(document.Current));
        Assert.Equal("depth", Assert.Throws<SigningException>(() => PdfPages.Count(tight.Current)).Facts["budget"]);
    }

    [Fact]
    public void All_WrongCountMissingKidsAndStrangers_StillGivesThePages()
    {
        TestPdf pdf = new TestPdf(pages: 2).Put(TestPdf.PageTree, "<< /Type /Pages /Count 99 /Kids [3 0 R null 99 0 R (x) 3 0 R << /Type /Page >>] >>");
        using PdfDocument document = PdfTesting.Open(pdf.Build());

        Assert.Equal([3, 3, null], PdfPages.All(document.Current).Select(static p => p.Reference?.Number));
    }

    [Fact]
    public void All_NoPageTree_IsDamaged()
    {
        using PdfDocument document = PdfTesting.Open(new TestPdf().Put(TestPdf.PageTree, "null").Build());

        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => PdfPages.Count(document.Current)).Code);
    }
}
