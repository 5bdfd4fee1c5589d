using System.Globalization;
using System.Text;

namespace Signing.Core.Tests.Verification.Filling;

/// <summary>
/// A page with one field of each kind, each with the appearance that shows its value. Objects have fixed numbers: 5 is Helvetica, 6 the form, 7
/// its resources, 8 their fonts; fields have the numbers given here, their appearances the ones that follow.
/// </summary>
internal static class FormDocument
{
    internal const int Helvetica = 5;
    internal const int Form = 6;
    internal const int Fonts = 8;
    internal const int Note = 10;
    internal const int Amount = 12;
    internal const int Comb = 14;
    internal const int Lines = 16;
    internal const int Password = 18;
    internal const int Combo = 20;
    internal const int List = 22;
    internal const int Check = 24;
    internal const int CheckOn = 25;
    internal const int CheckOff = 26;
    internal const int Radio = 27;
    internal const int RadioA = 28;
    internal const int RadioB = 29;
    internal const int RadioOff = 32;
    internal const int Push = 33;
    internal const int Group = 35;
    internal const int Name = 36;
    internal const int Twice = 38;
    internal const int TwiceFirst = 39;
    internal const int TwiceSecond = 40;
    internal const int Formatted = 43;
    internal const int Bare = 45;
    internal const int Odd = 46;

    internal const string Resources = "/Resources << /Font << /Helv 5 0 R /ZaDb 9 0 R >> >>";
    internal const string Appearance = "/Type /XObject /Subtype /Form /BBox [0 0 200 20]";

    private const string Late = "BT /Helv 12 Tf (text) Tj /Late 12 Tf (text) Tj ET";

    /// <summary>The document, not signed.</summary>
    internal static byte[] Plain { get; } = Build(odd: "fine");

    /// <summary>The same with a field whose appearance never showed its value.</summary>
    internal static byte[] Contradictory { get; } = Build(odd: "else");

    /// <summary>The same with a page that draws with the form's fonts, one of which is not there.</summary>
    internal static byte[] Shared { get; } = Build(odd: "fine", resources: "<< /Font 8 0 R >>", content: Late);

    /// <summary>The same where the page has all of the form's resources.</summary>
    internal static byte[] AllShared { get; } = Build(odd: "fine", resources: "7 0 R", content: Late);

    internal static string Text(string shown) => $"/Tx BMC q BT 0 g /Helv 12 Tf 2 6 Td ({shown}) Tj ET Q EMC";

    private static byte[] Build(string odd, string resources = "<< /Font << /F1 5 0 R >> >>", string content = "BT /F1 24 Tf 72 720 Td (Page) Tj ET") => Verify.Table(
        "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >>",
        $"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources {resources} /Annots [10 0 R 12 0 R 14 0 R 16 0 R 18 0 R 20 0 R 22 0 R 24 0 R 28 0 R 29 0 R 33 0 R 36 0 R 39 0 R 40 0 R 43 0 R 45 0 R 46 0 R] >>",
        Stream("", content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Fields [10 0 R 12 0 R 14 0 R 16 0 R 18 0 R 20 0 R 22 0 R 24 0 R 27 0 R 33 0 R 35 0 R 38 0 R 43 0 R 45 0 R 46 0 R] /DA (/Helv 12 Tf 0 g) /DR 7 0 R >>",
        "<< /Font 8 0 R >>",
        "<< /Helv 5 0 R /ZaDb 9 0 R >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
        Field("note", 11, "/FT /Tx /V (small)"),
        Shown("small"),
        Field("amount", 13, "/FT /Tx /V (1) /Q 2 /MK << /BG [1 1 0.8] /BC [0 0 0] >> /BS << /W 1 /S /S >>"),
        Stream(Appearance + Resources, "1 1 0.8 rg 0 0 200 20 re f 0 G 1 w 0.5 0.5 199 19 re s /Tx BMC BT 0 g /Helv 12 Tf 190 6 Td (1) Tj ET EMC"),
        Field("comb", 15, "/FT /Tx /Ff 16777216 /MaxLen 4 /V (AB)"),
        Stream(Appearance + Resources, "50 0 m 50 20 l 100 0 m 100 20 l 150 0 m 150 20 l s BT 0 g /Helv 12 Tf 20 6 Td (A) Tj 50 0 Td (B) Tj ET"),
        Field("lines", 17, "/FT /Tx /Ff 4096 /V (one)"),
        Shown("one"),
        Field("password", 19, "/FT /Tx /Ff 8192 /V (abc)"),
        Shown("***"),
        Field("combo", 21, "/FT /Ch /Ff 131072 /Opt [[(vn) (Viet Nam)] [(fr) (France)] (other)] /V (vn)"),
        Shown("Viet Nam"),
        Field("list", 23, "/FT /Ch /Opt [[(1) (first)] [(2) (second)] (third)] /V (1)", height: 60),
        Stream("/Type /XObject /Subtype /Form /BBox [0 0 200 60]" + Resources, List1("1 41 198 14 re f")),
        Button("check", "/FT /Btn /AS /Off /V /Off /MK << /CA (4) >> /AP << /N << /Yes 25 0 R /Off 26 0 R >> >>", 16),
        Box("q BT 0 g /ZaDb 12 Tf 2 3 Td (4) Tj ET Q"),
        Box("q 0 G 1 w 0.5 0.5 15 15 re s Q"),
        "<< /T (radio) /FT /Btn /Ff 49152 /V /A /Kids [28 0 R 29 0 R] >>",
        Button(null, "/Parent 27 0 R /AS /A /AP << /N << /A 30 0 R /Off 32 0 R >> >>", 17),
        Button(null, "/Parent 27 0 R /AS /Off /AP << /N << /B 31 0 R /Off 32 0 R >> >>", 18),
        Box("BT 0 g /ZaDb 12 Tf 2 3 Td (l) Tj ET"),
        Box("BT 0 g /ZaDb 12 Tf 2 3 Td (l) Tj ET"),
        Box(""),
        Field("push", 34, "/FT /Btn /Ff 65536"),
        Shown("Press"),
        "<< /T (party) /Kids [36 0 R] >>",
        Field("name", 37, "/FT /Tx /V (small) /Parent 35 0 R"),
        Shown("small"),
        "<< /T (twice) /FT /Tx /V (small) /Kids [39 0 R 40 0 R] >>",
        Field(null, 41, "/Parent 38 0 R"),
        Field(null, 42, "/Parent 38 0 R"),
        Shown("small"),
        Shown("small"),
        Field("formatted", 44, "/FT /Tx /V (5) /AA << /F << /S /JavaScript /JS (AFNumber_Format\\(2, 0, 0, 0, \"$\", true\\);) >> >>"),
        Shown("$5.00"),
        Field("bare", null, "/FT /Tx"),
        Field("odd", 47, "/FT /Tx /V (fine)"),
        Shown(odd));

    /// <summary>A list with its three options, and what marks lines of it before they are drawn.</summary>
    internal static string List1(string marks) =>
        $"q 0.6 0.75686 0.8549 rg {marks} BT 0 g /Helv 12 Tf 2 44 Td (first) Tj 0 -16 Td (second) Tj 0 -16 Td (third) Tj ET Q";

    private static string Field(string? name, int? appearance, string entries, int height = 20)
    {
        string title = name is null ? "" : $"/T ({name})";
        string shown = appearance is null ? "" : string.Create(CultureInfo.InvariantCulture, $"/AP << /N {appearance} 0 R >>");
        return string.Create(CultureInfo.InvariantCulture, $"<< /Type /Annot /Subtype /Widget {title} /F 4 /P 3 0 R /Rect [100 {700 - height} 300 700] {entries} {shown} >>");
    }

    private static string Button(string? name, string entries, int row)
    {
        string title = name is null ? "" : $"/T ({name})";
        return string.Create(CultureInfo.InvariantCulture, $"<< /Type /Annot /Subtype /Widget {title} /F 4 /P 3 0 R /Rect [100 {row * 20} 116 {(row * 20) + 16}] {entries} >>");
    }

    private static string Shown(string text) => Stream(Appearance + Resources, Text(text));

    private static string Box(string content) => Stream("/Type /XObject /Subtype /Form /BBox [0 0 16 16]" + Resources, content);

    private static string Stream(string entries, string content) =>
        string.Create(CultureInfo.InvariantCulture, $"<< {entries} /Length {Encoding.Latin1.GetByteCount(content)} >>\nstream\n{content}\nendstream");
}
