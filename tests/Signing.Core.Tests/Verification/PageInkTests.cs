using System.Globalization;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Changes;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>What a page shows in a rectangle of its user space.</summary>
public sealed class PageInkTests
{
    private const string Inside = "105 105 10 10 re";
    private const string Font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

    /// <summary>Whether something shows in [100 100 200 150]: content, and resources.</summary>
    private static readonly Dictionary<string, (bool Shows, string Content, string Resources)> Contents = new(StringComparer.Ordinal)
    {
        ["nothing"] = (false, "", ""),
        ["a filled rectangle"] = (true, $"{Inside} f", ""),
        ["a filled rectangle, by another name"] = (true, $"{Inside} F", ""),
        ["a filled rectangle beside"] = (false, "0 0 100 100 re f", ""),
        ["a filled rectangle around"] = (true, "0 0 600 700 re f", ""),
        ["a white rectangle, gray"] = (false, $"1 g {Inside} f", ""),
        ["a white page, RGB"] = (false, "1 1 1 rg 0 0 612 792 re f", ""),
        ["a white rectangle, CMYK"] = (false, $"0 0 0 0 k {Inside} f", ""),
        ["a white rectangle of a named space"] = (false, $"/C cs 1 1 1 sc {Inside} f", "/ColorSpace << /C [/ICCBased 4 0 R] >>"),
        ["a colour space sets black"] = (true, $"1 g /DeviceGray cs {Inside} f", ""),
        ["a spot colour"] = (true, $"/C cs 1 scn {Inside} f", "/ColorSpace << /C [/Separation /Spot /DeviceGray 5 0 R] >>"),
        ["a pattern"] = (true, $"/Pattern cs /P scn {Inside} f", ""),
        ["white that inverts"] = (true, $"/G gs 1 g {Inside} f", "/ExtGState << /G << /BM /Difference >> >>"),
        ["white is restored to black"] = (true, $"q 1 g Q {Inside} f", ""),
        ["a page's background in colour"] = (true, "0.9 1 1 rg 0 0 612 792 re f", ""),
        ["a frame of lines around"] = (false, "50 50 500 600 re S", ""),
        ["a frame of lines within"] = (true, $"{Inside} S", ""),
        ["a line through"] = (true, "0 120 m 600 120 l S", ""),
        ["a line through, white"] = (false, "1 G 0 120 m 600 120 l S", ""),
        ["a line past"] = (false, "0 90 m 600 90 l S", ""),
        ["a thick line past"] = (true, "15 w 0 90 m 600 90 l S", ""),
        ["a thick line past, by parameters"] = (true, "/G gs 0 90 m 600 90 l S", "/ExtGState << /G << /LW 15 >> >>"),
        ["a slanted line past"] = (false, "0 250 m 200 400 l 250 0 m 400 200 l S", ""),
        ["a slanted line through"] = (true, "0 0 m 300 250 l S", ""),
        ["a curve through"] = (true, "50 100 m 50 150 250 150 250 100 c S", ""),
        ["a curve past"] = (false, "50 155 m 100 250 200 250 250 155 c S", ""),
        ["a closed path"] = (true, "150 50 m 150 90 l 150 300 l s", ""),
        ["a frame as two rectangles, even-odd"] = (false, "50 50 400 400 re 60 60 380 380 re f*", ""),
        ["a frame as two rectangles, nonzero"] = (true, "50 50 400 400 re 60 60 380 380 re f", ""),
        ["a frame as two rectangles of opposite directions"] = (false, "50 50 400 400 re 60 60 m 60 440 l 440 440 l 440 60 l h f", ""),
        ["a path that is not painted"] = (false, $"{Inside} n", ""),
        ["moved away"] = (false, $"1 0 0 1 300 0 cm {Inside} f", ""),
        ["moved there"] = (true, "q 1 0 0 1 100 100 cm 2 0 0 2 0 0 cm 5 5 5 5 re f Q", ""),
        ["moved and back"] = (true, $"q 1 0 0 1 300 0 cm Q {Inside} f", ""),
        ["clipped away"] = (false, "0 0 50 50 re W n 0 0 600 700 re f", ""),
        ["clipped, and restored"] = (true, "q 0 0 50 50 re W n Q 0 0 600 700 re f", ""),
        ["text"] = (true, "BT /F 12 Tf 90 110 Td (Hello) Tj ET", Font),
        ["text above"] = (false, "BT /F 12 Tf 90 160 Td (Hello) Tj ET", Font),
        ["text that ends before"] = (false, "BT /F 12 Tf 20 110 Td (Hello) Tj ET", Font),
        ["text that goes on"] = (true, "BT /F 12 Tf 20 110 Td (Hello Hello Hello) Tj ET", Font),
        ["text with widths"] = (false, "BT /F 12 Tf 20 110 Td (AAAAAAAAAA) Tj ET", "/Font << /F << /Subtype /TrueType /FirstChar 65 /Widths [500] >> >>"),
        ["text with larger widths"] = (true, "BT /F 12 Tf 20 110 Td (AAAAAAAAAA) Tj ET", "/Font << /F << /Subtype /TrueType /FirstChar 65 /Widths [1000] >> >>"),
        ["spaces"] = (false, "BT /F 12 Tf 120 110 Td (   ) Tj ET", Font),
        ["spaces that a font redefines"] = (true, "BT /F 12 Tf 120 110 Td (   ) Tj ET", "/Font << /F << /Subtype /TrueType /FirstChar 32 /Widths [500] /Encoding << /Differences [32 /A] >> >> >>"),
        ["text that is not painted"] = (false, "BT 3 Tr /F 12 Tf 120 110 Td (Hello) Tj ET", Font),
        ["text in white"] = (false, "1 g BT /F 12 Tf 120 110 Td (Hello) Tj ET", Font),
        ["text by its matrix"] = (true, "BT /F 1 Tf 12 0 0 12 120 110 Tm (Hello) Tj ET", Font),
        ["text turned upwards"] = (true, "BT /F 12 Tf 0 1 -1 0 150 20 Tm (Hello Hello Hello) Tj ET", Font),
        ["text with adjustments"] = (true, "BT /F 12 Tf 20 110 Td [(H) -10000 (i)] TJ ET", Font),
        ["text on the next line"] = (true, "BT /F 12 Tf 40 TL 120 160 Td (Hello) ' ET", Font),
        ["text two lines on"] = (true, "BT /F 12 Tf 120 220 Td 0 -50 TD T* (Hello) Tj ET", Font),
        ["text with spacing"] = (true, "BT /F 12 Tf 20 110 Td 0 40 (Hello) \" ET", Font),
        ["text of a composite font"] = (true, "BT /F 12 Tf 20 110 Td <000100010001000100010001> Tj ET", "/Font << /F << /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [1 [1300]] >>] >> >>"),
        ["text of a narrow composite font"] = (false, "BT /F 12 Tf 20 110 Td <000100010001000100010001> Tj ET", "/Font << /F << /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [0 9 500] >>] >> >>"),
        ["text that runs down"] = (true, "BT /F 12 Tf 150 200 Td <000100010001000100010001> Tj ET", "/Font << /F << /Subtype /Type0 /Encoding /Identity-V /DescendantFonts [<< >>] >> >>"),
        ["text of a drawn font, in white"] = (true, "1 g BT /F 12 Tf 120 110 Td (A) Tj ET", "/Font << /F << /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 0 0 0] /FirstChar 65 /Widths [1000] >> >>"),
        ["text without a font"] = (true, "BT 12 0 0 12 120 110 Tm /F 1 Tf (Hello) Tj ET", ""),
        ["a picture"] = (true, "q 612 0 0 792 0 0 cm /I Do Q", "/XObject << /I 6 0 R >>"),
        ["a picture beside"] = (false, "q 90 0 0 90 0 0 cm /I Do Q", "/XObject << /I 6 0 R >>"),
        ["a stencil in white"] = (false, "1 g q 612 0 0 792 0 0 cm /I Do Q", "/XObject << /I 7 0 R >>"),
        ["a picture in the content"] = (true, "q 90 0 0 90 100 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", ""),
        ["a picture in the content beside"] = (false, "q 90 0 0 90 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", ""),
        ["a shading"] = (true, "/S sh", ""),
        ["a shading clipped away"] = (false, "0 0 50 50 re W n /S sh", ""),
        ["a form"] = (true, "/X Do", "/XObject << /X 8 0 R >>"),
        ["a form moved away"] = (false, "1 0 0 1 400 0 cm /X Do", "/XObject << /X 8 0 R >>"),
        ["a form with less than it draws"] = (false, "/X Do", "/XObject << /X 9 0 R >>"),
        ["a form with a matrix"] = (true, "/X Do", "/XObject << /X 10 0 R >>"),
        ["a form in a form"] = (true, "/X Do", "/XObject << /X 11 0 R >>"),
        ["a form in itself"] = (true, "/X Do", "/XObject << /X 12 0 R >>"),
        ["a form does not change what follows"] = (true, $"/X Do {Inside} f", "/XObject << /X 13 0 R >>"),
        ["a name that means nothing"] = (false, "/X Do /F 12 Tf /G gs", ""),
        ["numbers beyond all"] = (true, "1" + new string('0', 308) + " 0 0 1 0 0 cm 9 9 9 9 re f", ""),
        ["what cannot be read"] = (true, "<< /A ", ""),
    };

    public static TheoryData<string> Names => [.. Contents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsIn_Content_AsItShows(string name)
    {
        (bool shows, string content, string resources) = Contents[name];
        byte[] document = Page(content, resources);

        Assert.Equal(shows, IsIn(document, "[100 100 200 150]"));
        Assert.Equal(shows, IsIn(document, "[200 150 100 100]"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("<< /Subtype /Stamp /Rect [100 100 110 110] >>", true)]
    [InlineData("<< /Subtype /Stamp /Rect [110 110 100 100] >>", true)]
    [InlineData("<< /Subtype /Stamp /Rect [0 0 90 90] >>", false)]
    [InlineData("<< /Subtype /Stamp /Rect [100 100 200 150] /AP << /N 8 0 R >> >>", true)]
    [InlineData("<< /Subtype /Stamp /Rect [0 0 200 200] /AP << /N 14 0 R >> >>", false)]
    [InlineData("<< /Subtype /Stamp /Rect [100 100 200 200] /AP << /N 14 0 R >> >>", true)]
    [InlineData("<< /Subtype /Widget /Rect [100 100 200 150] /AS /On /AP << /N << /On 8 0 R >> >> >>", true)]
    [InlineData("<< /Subtype /Widget /Rect [100 100 200 150] /AS /Off /AP << /N << /On 8 0 R >> >> >>", false)]
    [InlineData("<< /Subtype /Widget /FT /Sig /Rect [100 100 200 150] >>", false)]
    [InlineData("<< /Subtype /Widget /FT /Tx /Rect [100 100 200 150] /V (x) >>", true)]
    [InlineData("<< /Subtype /Widget /FT /Sig /Rect [100 100 200 150] /MK << /BC [1 0 0] >> >>", true)]
    [InlineData("<< /Subtype /Popup /Rect [100 100 200 150] >>", false)]
    [InlineData("<< /Subtype /Link /Rect [100 100 200 150] /Border [0 0 0] >>", false)]
    [InlineData("<< /Subtype /Link /Rect [100 100 200 150] >>", true)]
    public void IsIn_Annotation_AsItShows(string annotation, bool shows) => Assert.Equal(shows, IsIn(Page("", "", $"/Annots [{annotation}]"), "[100 100 200 150]"));

    [Theory]
    [InlineData("/Rotate 90")]
    [InlineData("/UserUnit 10")]
    [InlineData("/MediaBox [0 0 9 9]")]
    public void IsIn_PageShownInAnotherWay_SameUserSpace(string entries)
    {
        byte[] document = Page($"{Inside} f", "", entries);

        Assert.True(IsIn(document, "[100 100 200 150]"));
        Assert.False(IsIn(document, "[200 100 300 150]"));
    }

    [Fact]
    public void IsIn_SeveralStreams_AreOne() =>
        Assert.True(IsIn(Page("q 1 0 0 1 100 100 cm", "", "/Contents [5 0 R 15 0 R]"), "[100 100 200 150]"));

    [Fact]
    public void IsIn_MuchContent_CountsAsContent() => Assert.True(IsIn(Page(new string(' ', 5 << 20), ""), "[100 100 200 150]"));

    [Theory]
    [InlineData("[72 700 300 750]", true)]
    [InlineData("[300 100 500 200]", false)]
    public void Judge_VisibleSignature_CoversContentUnderCertificationOnly(string rectangle, bool covers)
    {
        var further = new TestSignature
        {
            Field = "Signature2",
            FieldEntries = $"/Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect {rectangle} /AP << /N 60 0 R >>",
            Also = static revision => revision.Put(60, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", "0 0 9 9 re f"u8.ToArray()),
        };

        foreach (int permission in LaterChange.Permissions)
        {
            SignatureReport first = Verify.Judge(further.Apply(LaterChange.Sign(TestPdf.Create(), permission))).Signatures[0];

            Assert.Equal(covers, first.Changes.Findings.Any(static finding => finding.Code == ReasonCodes.SignatureCoversContent));
            Assert.Equal(permission == 1 || (covers && permission > 0) ? Verdict.Invalid : Verdict.Valid, first.Verdict);
        }
    }

    private static bool IsIn(byte[] document, string rectangle)
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document));
        return PageInk.IsIn(opened.Current, PdfPages.Get(opened.Current, 0)!.Dictionary, (PdfArray)TestRevision.Parse(rectangle));
    }

    private static byte[] Page(string content, string resources, string entries = "")
    {
        string contents = entries.Contains("/Contents", StringComparison.Ordinal) ? "" : "/Contents 5 0 R";
        const string Form = "<< /Type /XObject /Subtype /Form";
        return new TestPdf()
            .Put(3, $"<< /Type /Page /Parent 2 0 R {contents} /Resources << {resources} >> {entries} >>")
            .Put(4, "<< /N 3 >>", [])
            .Put(5, "<< >>", Encoding.Latin1.GetBytes(content))
            .Put(6, "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray >>", "x"u8.ToArray())
            .Put(7, "<< /Type /XObject /Subtype /Image /ImageMask true /Width 1 /Height 1 >>", "x"u8.ToArray())
            .Put(8, $"{Form} /BBox [0 0 600 700] >>", Draw(Inside))
            .Put(9, $"{Form} /BBox [0 0 50 50] >>", Draw(Inside))
            .Put(10, $"{Form} /BBox [0 0 50 50] /Matrix [1 0 0 1 100 100] >>", Draw("0 0 50 50 re"))
            .Put(11, $"{Form} /BBox [0 0 600 700] /Resources << /XObject << /X 8 0 R >> >> >>", "/X Do"u8.ToArray())
            .Put(12, $"{Form} /BBox [0 0 600 700] /Resources << /XObject << /X 12 0 R >> >> >>", "/X Do"u8.ToArray())
            .Put(13, $"{Form} /BBox [0 0 50 50] >>", "q q 1 g Q 1 g 9 0 0 9 400 400 cm Q Q Q"u8.ToArray())
            .Put(14, $"{Form} /BBox [0 0 10 10] >>", "0 0 2 2 re f"u8.ToArray())
            .Put(15, "<< >>", Draw("0 0 9 9 re"))
            .Build();
    }

    private static byte[] Draw(string path) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{path} f"));
}
