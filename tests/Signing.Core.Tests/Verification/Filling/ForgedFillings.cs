using System.Text;
using Signing.Core.Verification.Reports;
using static Signing.Core.Tests.Verification.Filling.FormDocument;

namespace Signing.Core.Tests.Verification.Filling;

/// <summary>What passes for filling, and is not.</summary>
internal static class ForgedFillings
{
    private const string Cross = "2 2 m 14 14 l 2 14 m 14 2 l s";

    internal static IEnumerable<ForgedFilling> All => [.. Texts, .. Hidden, .. Drawn, .. Choices, .. Buttons, .. Entries, .. Resourced];

    /// <summary>The appearance says something else than the value.</summary>
    private static IEnumerable<ForgedFilling> Texts =>
    [
        Differs("the value stays, a new appearance", static r => r.Fill(Note, "(small)", Text("large"))),
        Differs("the value stays, another appearance in its place", static r => r.Put(Note + 1, $"<< {Appearance} {Resources} >>", Bytes(Text("large")))),
        Differs("the appearance stays", static r => r.Set(Note, ("V", "(large)"))),
        Differs("the appearance stays, viewers are to make it anew", static r => r.Set(Note, ("V", "(large)")).Set(Form, ("NeedAppearances", "true"))),
        Differs("the appearance is dropped", static r => r.Set(Note, ("AP", null))),
        Differs("the appearance is empty", static r => r.Fill(Note, "(large)", "/Tx BMC EMC")),
        Differs("one letter", static r => r.Fill(Note, "(large 1)", Text("large 7"))),
        Differs("the appearance of another field", static r => r.Set(Note, ("V", "(large)"), ("AP", "<< /N 13 0 R >>"))),
        Differs("one of two widgets", static r => r.Set(Twice, ("V", "(large)")).Set(TwiceFirst, ("AP", $"<< /N {r.Draw(Text("large"))} >>"))),
        Differs("the value of its group", static r => r.Set(Group, ("V", "(large)")).Set(Name, ("V", null))),
        Differs("a form within the appearance", static r => r.Fill(Note, "(small)", "/In Do", $"{Appearance} /Resources << /XObject << /In {r.Draw(Text("large"))} >> >>")),
        Differs("letters by other names", static r => r.Fill(
            Note, "(small)", Text("small"), $"{Appearance} /Resources << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [115 /t] >> >> >> >>")),
        Differs("a value of another kind", static r => r.Fill(Note, "42", Text("42"))),
        Differs("a password that is shown", static r => r.Fill(Password, "(secret)", Text("secret"))),
        Differs("rich text that says something else", static r => r.Fill(Note, "(large)", Text("large")).Set(Note, ("RV", "(<body><p>small</p></body>)"))),
        Differs("what it shows while it is clicked", static r => r.Set(Note, ("AP", $"<< /N 11 0 R /D {r.Draw(Text("large"))} >>"))),
        Unknown("a number that is formatted to another", static r => r.Fill(Formatted, "(1234.5)", Text("$12,345.00"))),
        Unknown("a number whose sign is dropped", static r => r.Fill(Formatted, "(-5)", Text("$5.00"))),
        Unknown("an embedded font for a value that stays", static r => r.Fill(Note, "(small)", "BT 0 g /X 12 Tf 2 6 Td <000100020003> Tj <00150013> Tj ET", LegitimateFillings.Embedded(r))),
        Unknown("a font of drawings", static r => r.Fill(Note, "(large)", Text("large"), $"{Appearance} /Resources << /Font << /Helv << /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << >> /Encoding << /Differences [97 /a] >> >> >> >>")),
        Unknown("a font whose program and map disagree", static r => r.Fill(Note, "(a)", Text("a"), Lying(r))),
        Unknown("a font that is not there", static r => r.Fill(Note, "(large)", "BT /None 12 Tf 2 6 Td (large) Tj ET")),
        Differs("fields that never showed their value, made anew", static r => r.Set(Form, ("NeedAppearances", "true"))) with { Document = Contradictory },
    ];

    /// <summary>The value is written, and not seen.</summary>
    private static IEnumerable<ForgedFilling> Hidden =>
    [
        Differs("invisible text", static r => r.Fill(Note, "(large)", "BT 3 Tr /Helv 12 Tf 2 6 Td (large) Tj ET")),
        Differs("invisible text under other text", static r => r.Fill(Note, "(large)", "BT 3 Tr /Helv 12 Tf 2 6 Td (large) Tj 0 Tr (small) Tj ET")),
        Differs("white text", static r => r.Fill(Note, "(large)", "BT 1 g /Helv 12 Tf 2 6 Td (large) Tj ET")),
        Forbidden("white text, and white by default", static r => r.Fill(Note, "(large)", "BT 1 g /Helv 12 Tf 2 6 Td (large) Tj ET").Set(Note, ("DA", "(/Helv 12 Tf 1 g)"))),
        Differs("white text, and white for all", static r => r.Fill(Note, "(large)", "BT 1 g /Helv 12 Tf 2 6 Td (large) Tj ET").Set(Form, ("DA", "(/Helv 12 Tf 1 g)"))),
        Differs("text in the colour of its background", static r => r.Fill(Amount, "(25)", "1 1 0.8 rg 0 0 200 20 re f BT /Helv 12 Tf 180 6 Td (25) Tj ET")),
        Differs("tiny text", static r => r.Fill(Note, "(large)", "BT 0 g /Helv 0.1 Tf 2 6 Td (large) Tj ET")),
        Differs("no room to show it", static r => r.Fill(Note, "(large)", Text("large"), $"/Type /XObject /Subtype /Form /BBox [0 0 0 0] {Resources}")),
        Unknown("out of sight", static r => r.Fill(Note, "(large)", "BT 0 g /Helv 12 Tf 2 600 Td (large) Tj ET")),
        Unknown("out of sight at the side", static r => r.Fill(Note, "(large)", "BT 0 g /Helv 12 Tf -200 6 Td (large) Tj ET")),
        Unknown("the end out of sight", static r => r.Fill(Note, "(100 000)", "BT 0 g /Helv 12 Tf 2 6 Td (100) Tj 400 0 Td (000) Tj ET")),
        Unknown("the end out of sight, by kerning", static r => r.Fill(Note, "(100 000)", "BT 0 g /Helv 12 Tf 2 6 Td [(100) -40000 (000)] TJ ET")),
        Differs("cut away", static r => r.Fill(Note, "(large)", "q 0 0 0 0 re W n BT 0 g /Helv 12 Tf 2 6 Td (large) Tj ET Q")),
        Unknown("cut along a triangle", static r => r.Fill(Note, "(large)", "q 0 0 m 1 1 l 2 0 l h W n BT 0 g /Helv 12 Tf 2 6 Td (large) Tj ET Q")),
        Differs("covered", static r => r.Fill(Note, "(large)", $"{Text("large")} 1 g 0 0 150 18 re f")),
        Differs("covered in the colour of its background", static r => r.Fill(Amount, "(25)", "BT /Helv 12 Tf 180 6 Td (25) Tj ET 1 1 0.8 rg 0 0 200 20 re f")),
        Unknown("out of order", static r => r.Fill(Note, "(12)", "BT 0 g /Helv 12 Tf 40 6 Td (1) Tj -20 0 Td (2) Tj ET")),
        Unknown("out of order, by kerning", static r => r.Fill(Note, "(12)", "BT 0 g /Helv 12 Tf 40 6 Td [(1) 2000 (2)] TJ ET")),
        Unknown("out of order, from below", static r => r.Fill(Lines, "(1 2)", "BT 0 g /Helv 6 Tf 2 2 Td (1) Tj 0 10 Td (2) Tj ET")),
        Unknown("backwards", static r => r.Fill(Note, "(12)", "BT 0 g -20 Tc /Helv 12 Tf 40 6 Td (12) Tj ET")),
        Unknown("mirrored", static r => r.Fill(Note, "(12)", "BT 0 g -100 Tz /Helv 12 Tf 40 6 Td (12) Tj ET")),
        Unknown("upside down", static r => r.Fill(Note, "(6)", "BT 0 g /Helv 12 Tf -1 0 0 -1 40 16 Tm (6) Tj ET")),
        Unknown("upside down, by its matrix", static r => r.Fill(Note, "(6)", Text("6"), $"{Appearance} /Matrix [-1 0 0 -1 200 20] {Resources}")),
        Unknown("made small by its box", static r => r.Fill(Note, "(large)", Text("large"), $"/Type /XObject /Subtype /Form /BBox [0 0 20000 2000] {Resources}")),
        Unknown("transparent", static r => r.Fill(Note, "(large)", $"/G gs {Text("large")}", $"{Appearance} /Resources << /Font << /Helv 5 0 R >> /ExtGState << /G << /ca 0 >> >> >>")),
        Unknown("optional content", static r => r.Fill(Note, "(large)", $"/OC /Any BDC {Text("large")} EMC")),
        Unknown("an appearance that is optional", static r => r.Fill(Note, "(large)", Text("large"), $"{Appearance} {Resources} /OC << /Type /OCG /Name (x) >>")),
    ];

    /// <summary>The value is written, and something more is drawn.</summary>
    private static IEnumerable<ForgedFilling> Drawn =>
    [
        Differs("an image", static r => r.Fill(Note, "(small)", "/Im Do", $"{Appearance} /Resources << /XObject << /Im {r.Add("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray >>", [0])} >> >>")),
        Differs("an image beside the value", static r => r.Fill(Note, "(large)", $"{Text("large")} q 200 0 0 20 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")),
        Differs("a shading", static r => r.Fill(Note, "(large)", $"/Sh sh {Text("large")}")),
        Differs("a background that it does not have", static r => r.Fill(Note, "( )", "1 g 0 0 200 20 re f")),
        Differs("a background of another colour", static r => r.Fill(Amount, "(25)", "0 g 0 0 200 20 re f BT 1 g /Helv 12 Tf 180 6 Td (25) Tj ET")),
        Unknown("letters drawn with lines", static r => r.Fill(Note, "(1)", $"{Text("1")} 2 15 m 8 15 l 4 6 l S")),
        Unknown("letters drawn with areas", static r => r.Fill(Note, "(1)", $"12 6 2 8 re f {Text("1")}")),
        Unknown("cells in a field without any", static r => r.Fill(Note, "(1)", $"100 0 m 100 20 l S {Text("1")}")),
        Unknown("a wide border", static r => r.Fill(Note, "(1)", $"30 w 0 0 200 20 re S {Text("1")}")),
        Unknown("an operator that nobody knows", static r => r.Fill(Note, "(large)", $"{Text("large")} sign")),
        Unknown("an appearance that cannot be read", static r => r.Fill(Note, "(large)", $"{Text("large")} (")),
        Unknown("forms within forms without end", static r =>
        {
            r.Put(60, $"<< {Appearance} /Resources << /XObject << /In 60 0 R >> >> >>", Bytes("/In Do /In Do"));
            r.Set(Note, ("V", "(large)"), ("AP", "<< /N 60 0 R >>"));
        }),
        Forbidden("data that is elsewhere", static r => r.Fill(Note, "(large)", Text("large"), $"{Appearance} {Resources} /F (elsewhere)")),
    ];

    private static IEnumerable<ForgedFilling> Choices =>
    [
        Differs("what is exported is shown", static r => r.Fill(Combo, "(fr)", Text("fr"))),
        Differs("another choice is shown", static r => r.Fill(Combo, "(fr)", Text("Viet Nam"))),
        Differs("another line is marked", static r => r.Fill(List, "(2)", List1("1 9 198 14 re f"), LegitimateFillings.ListAppearance)),
        Differs("no line is marked", static r => r.Fill(List, "(2)", List1(""), LegitimateFillings.ListAppearance)),
        Differs("a line more is marked", static r => r.Fill(List, "(2)", List1("1 25 198 14 re f 1 9 198 14 re f"), LegitimateFillings.ListAppearance)),
        Differs("another option", static r => r.Fill(List, "(2)", List1("1 25 198 14 re f").Replace("third", "fourth", StringComparison.Ordinal), LegitimateFillings.ListAppearance)),
        Differs("indices that say something else", static r => r.Fill(List, "(2)", List1("1 25 198 14 re f"), LegitimateFillings.ListAppearance).Set(List, ("I", "[2]"))),
    ];

    private static IEnumerable<ForgedFilling> Buttons =>
    [
        Differs("a value that is not shown", static r => r.Set(Check, ("V", "/Yes"))),
        Differs("a state that is not the value", static r => r.Set(Check, ("AS", "/Yes"))),
        Differs("a state that does not exist", static r => r.Set(Check, ("V", "/Maybe"), ("AS", "/Maybe"))),
        Differs("a state that is added", static r => r.Set(Check, ("V", "/Maybe"), ("AS", "/Maybe"), ("AP", "<< /N << /Yes 25 0 R /Off 26 0 R /Maybe 25 0 R >> >>"))),
        Differs("off gets a glyph", static r => r.Put(CheckOff, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("BT 0 g /ZaDb 12 Tf 2 3 Td (4) Tj ET"))),
        Differs("off gets a cross", static r => r.Put(CheckOff, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes(Cross))),
        Differs("off gets black", static r => r.Put(CheckOff, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("0 g 0 0 16 16 re f"))),
        Differs("off gets an image", static r => r.Put(CheckOff, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"))),
        Differs("off leads to on", static r => r.Set(Check, ("AP", "<< /N << /Yes 25 0 R /Off 25 0 R >> >>"))),
        Differs("on loses its mark", static r => r.Set(Check, ("V", "/Yes"), ("AS", "/Yes")).Put(CheckOn, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("0.5 0.5 15 15 re s"))),
        Differs("on has a space for a mark", static r => r.Set(Check, ("V", "/Yes"), ("AS", "/Yes")).Put(CheckOn, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("BT /ZaDb 12 Tf 2 3 Td ( ) Tj ET"))),
        Unknown("on shows a sentence", static r => r.Set(Check, ("V", "/Yes"), ("AS", "/Yes")).Put(CheckOn, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("BT /Helv 3 Tf 2 3 Td (not agreed) Tj ET"))),
        Differs("a state that is a string", static r => r.Set(Check, ("V", "(Yes)"), ("AS", "/Yes"))),
        Forbidden("off that buttons share is written over", static r => r.Put(RadioOff, $"<< {LegitimateFillings.BoxAppearance} >>", Bytes("0 G 0.5 0.5 15 15 re s"))),
        Differs("two radio buttons on", static r => r.Set(RadioB, ("AS", "/B"))),
        Differs("no radio button on", static r => r.Set(RadioA, ("AS", "/Off"))),
        Differs("a push button", static r => r.Set(Push, ("AP", $"<< /N {r.Draw(Text("Accept"))} >>"))),
        Differs("a push button in its place", static r => r.Put(Push + 1, $"<< {Appearance} {Resources} >>", Bytes(Text("Accept")))),
    ];

    /// <summary>What filling leaves as it is.</summary>
    private static IEnumerable<ForgedFilling> Entries =>
    [
        .. from entry in ((string, string?)[])[
               ("Rect", "[0 0 600 800]"), ("Ff", "1"), ("MaxLen", "9"), ("A", "<< /S /JavaScript /JS (x) >>"), ("AA", "<< /K << /S /JavaScript /JS (x) >> >>"), ("OC", "<< /Type /OCG /Name (x) >>"),
               ("F", "6"), ("F", "32"), ("MK", "<< /BG [1] >>"), ("MK", "<< /R 90 >>"), ("Q", "2"), ("TU", "(other)"), ("DV", "(large)"), ("BS", "<< /W 20 >>"), ("DA", "(/Helv 12 Tf 3 Tr)"),
               ("DA", "(/Helv 12 Tf 600 0 Td)"), ("T", "(other)"), ("FT", "/Ch"), ("Subtype", "/Stamp"), ("P", "2 0 R"), ("Parent", "35 0 R"), ("AS", "/On"), ("Unheard", "true")]
           select Forbidden($"/{entry.Item1} {entry.Item2}", r => r.Fill(Note, "(large)", Text("large")).Set(Note, entry)),
        Forbidden("/Opt", static r => r.Fill(Combo, "(fr)", Text("China")).Set(Combo, ("Opt", "[[(vn) (Viet Nam)] [(fr) (China)]]"))),
        Forbidden("/Kids", static r => r.Set(Twice, ("Kids", "[39 0 R]"))),
        Forbidden("/Kids in another order", static r => r.Set(Twice, ("Kids", "[40 0 R 39 0 R]"))),
        Forbidden("an entry twice", static r =>
        {
            r.Fill(Note, "(large)", Text("large")).Set(Note, ("TM", "(large)"));
            r.Edit = static text => text.Replace("/TM", "/V ", StringComparison.Ordinal);
        }),
        Forbidden("the form's default appearance", static r => r.Set(Form, ("DA", "(/Helv 99 Tf)"))),
        Forbidden("a part in XFA", static r => r.Set(Form, ("XFA", r.Add("<< >>", Bytes("<xdp/>")).ToString()))),
        Forbidden("the group's name", static r => r.Set(Group, ("T", "(other)"))),
    ];

    private static IEnumerable<ForgedFilling> Resourced =>
    [
        Forbidden("a font exchanged", static r => r.Put(Helvetica, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>")),
        Forbidden("a name leads to another font", static r => r.Set(Fonts, ("Helv", "9 0 R"))),
        Forbidden("a name is dropped", static r => r.Set(Fonts, ("Helv", null))),
        Forbidden("resources dropped", static r => r.Set(Form, ("DR", null))),
        Forbidden("resources written anew with another font", static r => r.Set(Form, ("DR", "<< /Font << /Helv 9 0 R /ZaDb 9 0 R >> >>"))),
        Forbidden("a name that a page uses in vain", static r => r.Set(Fonts, ("Late", "5 0 R"))) with { Document = Shared },
        Forbidden("a name that a page with all resources uses in vain", static r => r.Set(Fonts, ("Late", "5 0 R"))) with { Document = AllShared },
        Forbidden("a kind of resources that a page with all of them uses in vain", static r => r.Set(7, ("ColorSpace", "<< /Late /DeviceRGB >>"))) with { Document = AllShared },
        Forbidden("a page's content as an appearance, written over", static r => r.Put(4, $"<< {Appearance} {Resources} >>", Bytes(Text("small"))).Set(Note, ("AP", "<< /N 4 0 R >>"))),
    ];

    private static ForgedFilling Differs(string name, Action<TestRevision> change) => new(name, Verdict.Invalid, ReasonCodes.AppearanceMismatch, change);

    private static ForgedFilling Unknown(string name, Action<TestRevision> change) => new(name, Verdict.Indeterminate, ReasonCodes.ChangesNotAnalysed, change);

    private static ForgedFilling Forbidden(string name, Action<TestRevision> change) => new(name, Verdict.Invalid, ReasonCodes.ChangeForbidden, change);

    private static byte[] Bytes(string content) => Encoding.Latin1.GetBytes(content);

    /// <summary>A font whose encoding says one thing and whose map says another.</summary>
    private static string Lying(TestRevision revision)
    {
        string map = revision.Add("<< >>", Bytes("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <0062> endbfchar")).ToString();
        string program = revision.Add("<< >>", [0, 1, 0, 0]).ToString();
        return $"{Appearance} /Resources << /Font << /Helv << /Type /Font /Subtype /TrueType /BaseFont /Any /Encoding /WinAnsiEncoding /ToUnicode {map} /FontDescriptor << /Type /FontDescriptor /FontFile2 {program} >> >> >> >>";
    }
}
