using System.Text;
using static Signing.Core.Tests.Verification.Filling.FormDocument;

namespace Signing.Core.Tests.Verification.Filling;

/// <summary>Fillings as viewers and libraries write them.</summary>
internal static class LegitimateFillings
{
    private const string ToUnicode =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /A def /CMapType 2 def " +
        "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <006C> <0002> <0061> endbfchar 1 beginbfrange <0003> <0003> [<0072>] endbfrange " +
        "1 beginbfrange <0010> <0015> <0062> endbfrange endcmap CMapName currentdict /CMap defineresource pop end end";

    internal static IEnumerable<LegitimateFilling> All =>
    [
        new("a new appearance", "note", static r => r.Fill(Note, "(large)", Text("large"))),
        new("an appearance in its place", "note", static r => r.FillInPlace(Note, "(large)", Text("large"))),
        new("an appearance in its place, of a field that stays", "note", static r => r.Put(Note + 1, $"<< {Appearance} {Resources} >>", Encoding.ASCII.GetBytes("q " + Text("small") + " Q"))),
        new("a text matrix", "note", static r => r.Fill(Note, "(large)", "q BT 1 0 0 1 2 6.548 Tm /Helv 12 Tf 0 g (large)Tj ET Q")),
        new("strings and kerning", "note", static r => r.Fill(Note, "(large)", "BT /Helv 12 Tf 0 g 2 6 Td [(la) -20 (rg) 30.5 <65>] TJ ET")),
        new("a clip and a date", "note", static r => r.Fill(Note, "(large)", "/Tx BMC q 1 1 198 18 re W n BT 2 6 Td /Helv 9 Tf 0 g (large) Tj ET Q EMC").Set(Note, ("M", "(D:20260101000000Z)"))),
        new("characteristics written anew", "note", static r => r.Fill(Note, "(large)", Text("large")).Set(Note, ("MK", "<< /BG [] >>"), ("BS", "<< /W 1 /S /S >>"), ("Ff", "0"), ("DA", "(/Helv 8 Tf 0 0 1 rg)"))),
        new("a form within the appearance", "note", static r => r.Fill(
            Note, "(large)", "q 1 0 0 1 0 0 cm /In Do Q", $"{Appearance} /Resources << /XObject << /In {r.Draw(Text("large"))} >> >>")),
        new("a value that stands elsewhere", "note", static r => r.Fill(Note, r.Add("(large)").ToString(), Text("large"))),
        new("a long value", "note", static r => r.Fill(Note, r.Add("<< >>", Encoding.ASCII.GetBytes("large")).ToString(), Text("large"))),
        new("a value in UTF-16", "note", static r => r.Fill(Note, "<FEFF20AC0020003500F6>", Text("\u0080 5\u00F6"))),
        new("letters by their names", "note", static r => r.Fill(
            Note, "<FEFF00E0030100310111>", "BT 0 g /X 12 Tf 2 6 Td (abcd) Tj ET",
            $"{Appearance} /Resources << /Font << /X << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [97 /agrave /uni0301 /one /dcroat] >> >> >> >>")),
        new("an embedded font", "note", static r => r.Fill(Note, "(large)", "BT 0 g /X 12 Tf 2 6 Td <000100020003> Tj <00150013> Tj ET", Embedded(r))),
        new("a font without a program, in Unicode", "note", static r => r.Fill(
            Note, "<FEFF1EDB0020006E>", "BT 0 g /X 12 Tf 2 6 Td <1EDB0020006E> Tj ET",
            $"{Appearance} /Resources << /Font << /X << /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /ToUnicode /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 >>] >> >> >>")),
        new("emptied", "note", static r => r.Fill(Note, "()", "/Tx BMC EMC")),
        new("emptied, without a value", "note", static r => r.Fill(Note, null, "")),
        new("filled for the first time", "bare", static r => r.Fill(Bare, "(large)", Text("large"))),
        new("no appearance, which viewers make", "note", static r => r.Set(Note, ("V", "(large)"), ("AP", null)).Set(Form, ("NeedAppearances", "true"))),
        new("rich text", "note", static r => r.Fill(Note, "(a < b)", Text("a < b")).Set(Note, ("RV", "(<?xml version=\"1.0\"?><body><p>a <b>&lt;</b> b</p></body>)"))),
        new("a longer text than there is room", "note", static r => r.Fill(Note, $"({Long})", Text(Long))),
        new("a border and a background", "amount", static r => r.Fill(Amount, "(25)", "1 1 0.8 rg 0 0 200 20 re f q 0 G 1 w 0.5 0.5 199 19 re s Q /Tx BMC q 2 2 196 16 re W n BT 0 g /Helv 12 Tf 180 6 Td (25) Tj ET Q EMC")),
        new("cells", "comb", static r => r.Fill(Comb, "(WXYZ)", "q 0 G 50 0 m 50 20 l s 100 0 m 100 20 l s 150 0 m 150 20 l s Q BT 0 g /Helv 12 Tf 20 6 Td (W) Tj 50 0 Td (X) Tj 50 0 Td (Y) Tj 50 0 Td (Z) Tj ET")),
        new("several lines", "lines", static r => r.Fill(Lines, "(one two\\rthree\\r\\rfour)", "BT 0 g /Helv 4 Tf 4 TL 2 14 Td (one two ) Tj T* (three) Tj T* () Tj (four) ' ET")),
        new("a password", "password", static r => r.Fill(Password, "(secret)", Text("******"))),
        new("a choice", "combo", static r => r.Fill(Combo, "(fr)", Text("France"))),
        new("a choice that is not offered", "combo", static r => r.Fill(Combo, "(Laos)", Text("Laos"))),
        new("a list", "list", static r => r.Fill(List, "(2)", List1("1 25 198 14 re f"), ListAppearance).Set(List, ("I", "[1]"))),
        new("several of a list", "list", static r => r.Fill(List, "[(1) (third)]", List1("1 41 198 14 re f 1 9 198 14 re f"), ListAppearance)),
        new("a check box", "check", static r => r.Set(Check, ("V", "/Yes"), ("AS", "/Yes"))),
        new("a check box, drawn anew", "check", static r => r.Set(Check, ("V", "/Yes"), ("AS", "/Yes"), ("AP", $"<< /N << /Yes {r.Draw("0 G 0.5 0.5 15 15 re s 2 2 m 14 14 l 2 14 m 14 2 l s", BoxAppearance)} /Off {r.Draw("1 g 0 0 16 16 re f 0 G 1 w 0.5 0.5 15 15 re s", BoxAppearance)} >> >>"))),
        new("a check box, its appearance off in its place", "check", static r => r.Put(CheckOff, $"<< {BoxAppearance} >>", Encoding.ASCII.GetBytes("0 G 1 1 14 14 re s"))),
        new("a radio button", "radio", static r => r.Set(Radio, ("V", "/B")).Set(RadioA, ("AS", "/Off")).Set(RadioB, ("AS", "/B"))),
        new("a radio button, none", "radio", static r => r.Set(Radio, ("V", null)).Set(RadioA, ("AS", "/Off"))),
        new("a field of a group", "party.name", static r => r.Fill(Name, "(large)", Text("large"))),
        new("a field of a group that has its value", "party.name", static r => r.Set(Group, ("V", "(large)")).Fill(Name, null, Text("large"))),
        new("two widgets", "twice", static r => r.Set(Twice, ("V", "(large)")).Set(TwiceFirst, ("AP", $"<< /N {r.Draw(Text("large"))} >>")).Put(42, $"<< {Appearance} {Resources} >>", Encoding.ASCII.GetBytes(Text("large")))),
        new("a formatted number", "formatted", static r => r.Fill(Formatted, "(-1234.5)", Text("-$1,234.50"))),
        new("a font added to the resources in their place", "note", static r => r.Set(Fonts, ("Late", "5 0 R")).Fill(Note, "(large)", Text("large"))),
        new("resources written anew", "note", static r => r.Set(Form, ("DR", "<< /Font << /ZaDb 9 0 R /Helv 5 0 R /Late << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> /ProcSet [/PDF /Text] >>")).Fill(Note, "(large)", Text("large"))),
        new("all resources shared with a page that knows nothing of the new name", "note", static r => r.Set(Fonts, ("New", "5 0 R")).Fill(Note, "(large)", Text("large")), AllShared),
        new("resources shared with a page that knows nothing of the new name", "note", static r => r.Set(Fonts, ("New", "5 0 R")).Fill(Note, "(large)", Text("large")), Shared),
    ];

    internal const string ListAppearance = "/Type /XObject /Subtype /Form /BBox [0 0 200 60]" + Resources;
    internal const string BoxAppearance = "/Type /XObject /Subtype /Form /BBox [0 0 16 16]" + Resources;

    private const string Long = "a long text that has no room in its field and is cut off at the edge";

    /// <summary>An appearance with a composite font: its program, which nobody reads here, and what its codes stand for.</summary>
    internal static string Embedded(TestRevision revision)
    {
        string program = revision.Add("<< >>", [0, 1, 0, 0]).ToString();
        string map = revision.Add("<< >>", Encoding.ASCII.GetBytes(ToUnicode)).ToString();
        string descriptor = $"<< /Type /FontDescriptor /FontName /ABCDEF+Any /Flags 4 /FontFile2 {program} >>";
        string descendant = $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Any /CIDToGIDMap /Identity /DW 500 /W [1 [250 500] 3 16 400] /FontDescriptor {descriptor} >>";
        return $"{Appearance} /Resources << /Font << /X << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Any /Encoding /Identity-H /ToUnicode {map} /DescendantFonts [{descendant}] >> >> >>";
    }
}
