using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using Xunit;

namespace Signing.Core.Tests.Verification.Reports;

/// <summary>The page in a real browser: no complaint, nothing fetched, and on A4 what it should say.</summary>
public sealed class ReportBrowserTests(World world)
{
    private const double A4Width = 595;
    private const double A4Height = 842;

    [Theory]
    [InlineData("valid", "vi", "Chữ ký số hợp lệ")]
    [InlineData("valid", "en", "The signature is valid")]
    [InlineData("altered", "vi", "Chữ ký số không hợp lệ")]
    [InlineData("an unknown authority", "en", "The signature could not be proven valid")]
    [InlineData("unsigned", "vi", "Tài liệu không có chữ ký số")]
    [InlineData("unreadable", "en", "The document could not be read")]
    [InlineData("many", "vi", "Tất cả 6 chữ ký số đều hợp lệ")]
    [InlineData("hostile names", "en", "<script>alert(1)</script>")]
    public async Task Page_InABrowser_NoComplaintNoRequestAllPrinted(string name, string language, string says)
    {
        string browser = Browser.Require();
        (VerificationReport report, _) = await ReportSamples.JudgeAsync(world, name, language);
        using var folder = new Temporary();

        BrowserView view = await Browser.OpenAsync(browser, folder, ReportHtml.Serialize(report, language));

        Assert.Empty(view.Console);
        Assert.Empty(view.Requests);
        using PdfDocument print = PdfDocument.Open(view.Print);
        string text = "";
        foreach (Page page in print.GetPages())
        {
            Assert.InRange(page.Width, A4Width - 2, A4Width + 2);
            Assert.InRange(page.Height, A4Height - 2, A4Height + 2);
            Assert.NotEmpty(page.Letters);
            text += string.Concat(page.GetWords().Select(static word => word.Text));
        }
        // Kerning and line ends decide where words begin: compared without any space.
        Assert.Contains(says.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        Assert.Contains(report.Document.Sha256, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_PageThatFetchesAndFails_IsNoticed()
    {
        string browser = Browser.Require();
        using var folder = new Temporary();

        BrowserView view = await Browser.OpenAsync(browser, folder, "<!DOCTYPE html><img src='http://127.0.0.1:9/x.png'><script>console.error('bad')</script>"u8.ToArray());

        Assert.NotEmpty(view.Console);
        Assert.Contains("http://127.0.0.1:9/x.png", view.Requests);
    }
}
