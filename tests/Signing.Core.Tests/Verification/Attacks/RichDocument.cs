using System.Globalization;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>
/// A signed document with one of everything that a page is drawn from, or that a viewer acts upon. The resources are the form's, too, and
/// the two pages share a content. Its signature is in a field that was there: signing changed nothing else.
/// What shows also names a picture, a font and a graphics state that there are none of.
/// </summary>
internal static class RichDocument
{
    internal const int PageTree = 2;
    internal const int Node = 3;
    internal const int Page = 4;
    internal const int Resources = 5;
    internal const int Font = 6;
    internal const int Widths = 7;
    internal const int Content = 8;
    internal const int SharedContent = 9;
    internal const int Names = 10;
    internal const int Destinations = 11;
    internal const int FileSpecification = 12;
    internal const int Outlines = 13;
    internal const int OutlineItem = 14;
    internal const int OptionalContent = 15;
    internal const int OptionalGroup = 16;
    internal const int Metadata = 17;
    internal const int OpenAction = 18;
    internal const int Form = 19;
    internal const int Field = 20;
    internal const int PageLabels = 21;
    internal const int StructureRoot = 22;
    internal const int Link = 23;
    internal const int Annotations = 24;
    internal const int Appearance = 25;
    internal const int ToUnicode = 26;
    internal const int Image = 27;
    internal const int GraphicsState = 28;
    internal const int FontDescriptor = 29;
    internal const int SecondPage = 30;
    internal const int Length = 31;
    internal const int Script = 32;
    internal const int EmbeddedFile = 33;
    internal const int LinkAction = 34;
    internal const int StructureElement = 35;
    internal const int FontFile = 36;
    internal const int SignatureField = 37;

    private const string LengthToken = "@@";
    private const string Text = "/OC /OC1 BDC BT /F1 24 Tf 72 720 Td (0) Tj ET EMC";

    internal static byte[] Plain { get; } = Build();

    internal static byte[] Signed { get; } = new TestSignature().Apply(Plain);

    internal static byte[] Certified(int permission) => TestSignature.Certification(permission).Apply(Plain);

    private static byte[] Build() => Verify.Table(
        "<</Type/Catalog/Pages 2 0 R/Names 10 0 R/Outlines 13 0 R/OCProperties 15 0 R/Metadata 17 0 R/OpenAction 18 0 R/AcroForm 19 0 R"
            + "/PageLabels 21 0 R/StructTreeRoot 22 0 R/MarkInfo<</Marked true>>/Lang(en)/ViewerPreferences<</DisplayDocTitle true>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 2/Resources 5 0 R/MediaBox[0 0 612 792]>>",
        "<</Type/Pages/Parent 2 0 R/Kids[4 0 R 30 0 R]/Count 2/Rotate 0>>",
        "<</Type/Page/Parent 3 0 R/Contents[8 0 R 9 0 R]/Annots 24 0 R>>",
        "<</Font<</F1 6 0 R>>/XObject<</X1 27 0 R>>/ExtGState<</G1 28 0 R>>/Properties<</OC1 16 0 R>>>>",
        "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Own/FirstChar 48/LastChar 49/Widths 7 0 R/ToUnicode 26 0 R/FontDescriptor 29 0 R"
            + "/Encoding<</Type/Encoding/Differences[48/zero/one]>>>>",
        "[500 500]",
        Stream("", Text, "31 0 R"),
        Stream("", "q /G1 gs 9 0 0 9 72 100 cm /X1 Do Q /X9 Do /G9 gs BT /F9 24 Tf 72 720 Td (0) Tj ET"),
        "<</Dests 11 0 R/EmbeddedFiles<</Names[(a.txt)12 0 R]>>/JavaScript<</Names[(init)32 0 R]>>>>",
        "<</Names[(start)[4 0 R/Fit]]>>",
        "<</Type/Filespec/F(a.txt)/EF<</F 33 0 R>>>>",
        "<</Type/Outlines/First 14 0 R/Last 14 0 R/Count 1>>",
        "<</Title(One)/Parent 13 0 R/A 34 0 R>>",
        "<</OCGs[16 0 R]/D<</Order[16 0 R]/OFF[]>>>>",
        "<</Type/OCG/Name(Layer)>>",
        Stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"),
        "<</S/GoTo/D[4 0 R/Fit]>>",
        "<</Fields[20 0 R 37 0 R]/DA(/F1 12 Tf)/DR 5 0 R>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(1)/Rect[300 600 400 620]/F 4/P 4 0 R/AP<</N 25 0 R>>>>",
        "<</Nums[0<</S/D>>]>>",
        "<</Type/StructTreeRoot/K 35 0 R>>",
        "<</Type/Annot/Subtype/Link/Rect[72 500 172 520]/A 34 0 R/F 4>>",
        "[20 0 R 23 0 R 37 0 R]",
        Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources 5 0 R", "/Tx BMC BT /F1 12 Tf 2 6 Td (1) Tj ET EMC"),
        Stream("", "/CIDInit /ProcSet findresource begin 1 beginbfchar <30> <0030> endbfchar end"),
        Stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "0"),
        "<</Type/ExtGState/CA 1>>",
        "<</Type/FontDescriptor/FontName/AAAAAA+Own/Flags 4/FontFile2 36 0 R>>",
        "<</Type/Page/Parent 3 0 R/Contents 9 0 R>>",
        Text.Length.ToString(CultureInfo.InvariantCulture),
        "<</S/JavaScript/JS(var a = 1;)>>",
        Stream("/Type/EmbeddedFile", "the attachment"),
        "<</S/URI/URI(https://example.test/)>>",
        "<</Type/StructElem/S/P/P 22 0 R/Pg 4 0 R/K 0>>",
        Stream("", "0123456789"),
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 0 0]/F 132/P 4 0 R>>");

    private static string Stream(string entries, string data, string length = LengthToken) =>
        $"<<{entries}/Length {length}>>\nstream\n{data}\nendstream".Replace(LengthToken, data.Length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
