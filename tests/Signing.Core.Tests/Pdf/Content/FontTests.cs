using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Content.Fonts;
using Xunit;

namespace Signing.Core.Tests.Pdf.Content;

public sealed class FontTests
{
    private const string Program = "/FontDescriptor << /FontFile2 9 0 R >>";

    [Theory]
    [InlineData("/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding", "41 80 E0 95", "A \u20AC \u00E0 \u2022")]
    [InlineData("/Subtype /TrueType /BaseFont /Arial /Encoding /MacRomanEncoding", "41 80 DB DE", "A \u00C4 \u00A4 \uFB01")]
    [InlineData("/Subtype /Type1 /BaseFont /Helvetica", "41 27 60 A9 B0 E1", "A \u2019 \u2018 ' ? \u00C6")]
    [InlineData("/Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /PDFDocEncoding /Differences [65 /Euro /uni20AB /u1F600 /a.alt 200 /nothing] >>", "41 42 43 44 45 18 C8", "\u20AC \u20AB \U0001F600 a E \u02D8 ?")]
    [InlineData("/Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [97 /Ohornacute /ohornacute /Abrevedotbelow /ytilde /dcroat /oe /zcaron] >>", "61 62 63 64 65 66 67", "\u1EDA \u1EDB \u1EB6 \u1EF9 \u0111 \u0153 \u017E")]
    [InlineData("/Subtype /Type1 /BaseFont /ZapfDingbats", "34 20", "? \u0020")]
    [InlineData("/Subtype /TrueType /BaseFont /ABCDEF+X " + Program, "41", "?")]
    [InlineData("/Subtype /TrueType /BaseFont /ABCDEF+X /FontDescriptor << /Flags 32 /FontFile2 9 0 R >>", "41", "A")]
    [InlineData("/Subtype /TrueType /BaseFont /ABCDEF+X /ToUnicode 10 0 R " + Program, "41 42 43", "x y ?")]
    [InlineData("/Subtype /TrueType /BaseFont /ABCDEF+X /Encoding /WinAnsiEncoding /ToUnicode 10 0 R " + Program, "41 43 78", "? C x")]
    public void Read_SimpleFont_WhatItsCodesStandFor(string font, string codes, string expected) => Assert.Equal(expected, Read(font, codes));

    [Theory]
    [InlineData("/Encoding /Identity-H /ToUnicode 11 0 R", Program, "0001 0002 0010 0012 0020 0021 0030", "a fi b d X YZ ?")]
    [InlineData("/Encoding /Identity-H /ToUnicode 11 0 R", "", "0001", null)]
    [InlineData("/Encoding /Identity-H /ToUnicode /Identity-H", "", "0041", "A")]
    [InlineData("/Encoding /UniJIS-UTF16-H", "", "3042", "\u3042")]
    [InlineData("/Encoding /90ms-RKSJ-H", "", "3042", null)]
    [InlineData("/Encoding /Identity-H", Program, "0041", null)]
    public void Read_CompositeFont_WhatItsCodesStandFor(string font, string descendant, string codes, string? expected) =>
        Assert.Equal(expected, Read($"/Subtype /Type0 {font} /DescendantFonts [<< /Subtype /CIDFontType2 {descendant} >>]", codes));

    [Fact]
    public void Read_TypeThree_Nothing() => Assert.Null(Read("/Subtype /Type3 /Encoding << /Differences [65 /A] >>", "41"));

    [Theory]
    [InlineData("/Subtype /Type1 /BaseFont /X /FirstChar 65 /Widths [250 500]", "41 42 43", new[] { 0.25, 0.5, 0 })]
    [InlineData("/Subtype /Type0 /Encoding /Identity-H /ToUnicode /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 /DW 700 /W [1 [100 200] 5 9 300] >>]", "0001 0002 0003 0007 000A", new[] { 0.1, 0.2, 0.7, 0.3, 0.7 })]
    public void Read_Font_WidthsInUnitsOfItsSize(string font, string codes, double[] expected) =>
        Assert.Equal(expected, Find(font)!.Read(Bytes(codes)).Select(static glyph => glyph.Width));

    private static string? Read(string font, string codes) =>
        Find(font) is { } found ? string.Join(' ', found.Read(Bytes(codes)).Select(static glyph => glyph.Text ?? "?")) : null;

    private static TextFont? Find(string font)
    {
        byte[] document = new TestPdf()
            .Put(10, "<< >>", Encoding.ASCII.GetBytes("1 beginbfchar <41> <0078> <42> <0079> endbfchar"))
            .Put(11, "<< >>", Encoding.ASCII.GetBytes("2 beginbfchar <0001> <0061> <0002> <00660069> endbfchar 2 beginbfrange <0010> <0012> <0062> <0020> <0021> [<0058> <0059005A>] endbfrange"))
            .Put(12, $"<< /Type /Font {font} >>")
            .Build();
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document));
        return new FontReader(opened.Current).Find(new PdfReference(12, 0));
    }

    private static byte[] Bytes(string codes) => Convert.FromHexString(codes.Replace(" ", "", StringComparison.Ordinal));
}
