using Signing.Core.Tests.Pdf;
using static Signing.Core.Tests.Documents.SoundDocuments;

namespace Signing.Core.Tests.Documents;

/// <summary>Forms and fields (ISO 32000-2, 12.7).</summary>
internal static class SoundForms
{
    private const string Empty = "/Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /P 3 0 R";

    internal static readonly Dictionary<string, SoundDocument> All = new()
    {
        ["form null"] = Of(static () => Form("null")),
        ["form missing object"] = Of(static () => Form("99 0 R")),
        ["form empty"] = Of(static () => Form("<< >>")),
        ["form direct"] = Of(static () => Form("<< /Fields [] >>")),
        ["form direct, Fields indirect"] = Of(static () => Form("<< /Fields 6 0 R >>").Put(6, "[]")) with { Touches = "catalog page fields", TouchesLater = "page fields" },
        ["form direct, Fields missing object"] = Of(static () => Form("<< /Fields 99 0 R >>")),
        ["form indirect"] = Of(static () => Form("6 0 R").Put(6, "<< /Fields [] /SigFlags 0 >>")) with { Touches = "page form" },
        ["form indirect, Fields indirect"] = Of(static () => Form("6 0 R").Put(6, "<< /Fields 7 0 R >>").Put(7, "[]")) with { Touches = "page form fields", TouchesLater = "page fields" },
        ["form indirect, no Fields"] = Of(static () => Form("6 0 R").Put(6, "<< /DA (/Helv 0 Tf) /DR << >> >>")) with { Touches = "page form" },
        ["form indirect, Fields null object"] = Of(static () => Form("6 0 R").Put(6, "<< /Fields 7 0 R >>").Put(7, "null")) with { Touches = "page form" },
        ["form in an object stream"] = Of(static () => new TestPdf(TestPdfForm.ObjectStreams).AddTextField("a.b.note").AddSignatureField("a.sign")) with
        {
            Touches = "page form", Field = "a.sign", FieldTouches = "form",
        },
        ["Fields with null and missing ones"] = Of(static () => Form("<< /Fields [null 99 0 R] >>")),
        ["SigFlags 1"] = Of(static () => Form("<< /Fields [] /SigFlags 1 >>")),
        ["SigFlags 3, Fields indirect"] = Of(static () => Form("<< /Fields 6 0 R /SigFlags 3 >>").Put(6, "[]")) with { Touches = "page fields" },
        ["SigFlags in an object of its own"] = Of(static () => Form("<< /Fields 6 0 R /SigFlags 7 0 R >>").Put(6, "[]").Put(7, "3")) with { Touches = "page fields" },
        ["NeedAppearances"] = Of(static () => Form("<< /Fields [] /NeedAppearances true >>")),
        ["names that new fields have"] = Of(static () => new TestPdf().AddTextField("Signature1").AddTextField("Signature2.inner")) with { Touches = "page form" },
        ["a field whose own name has full stops"] = OneField("/FT /Sig /T (a.b.c)", "a.b.c"),
        ["a field with a name in UTF-16"] = OneField("/FT /Sig /T <FEFF00440061006E00671EA5007500200111>", "Dangấu đ"),
        ["a field with a name in UTF-8"] = OneField("/FT /Sig /T <EFBBBF4B79CC81>", "Kyx\u0301".Replace("x", "", StringComparison.Ordinal)),
        ["a field with an empty name"] = Of(static () => Field($"<< {Empty} /FT /Tx /T () >>")) with { Touches = "page form" },
        ["a field without a name"] = Of(static () => Field($"<< {Empty} /FT /Tx >>")) with { Touches = "page form" },
        ["a field that inherits its type"] = Of(static () => Field("<< /T (seller) /FT /Sig /Ff 1 /Kids [8 0 R 9 0 R] >>")
            .Put(8, $"<< {Empty} /T (first) /Parent 7 0 R >>").Put(9, $"<< {Empty} /T (second) /Parent 7 0 R /V null >>")) with
        {
            Touches = "page form", Field = "seller.second", FieldTouches = "form",
        },
        ["a field and its widget, split"] = Of(static () => Field("<< /T (seller) /FT /Sig /Kids [8 0 R] >>").Put(8, $"<< {Empty} /Parent 7 0 R >>")) with
        {
            Touches = "page form", Field = "seller", FieldTouches = "form", IsSplit = true,
        },
        ["a field with two widgets"] = Of(static () => Field("<< /T (seller) /FT /Sig /Kids [8 0 R 9 0 R] >>")
            .Put(8, $"<< {Empty} /Parent 7 0 R >>").Put(9, $"<< {Empty} /Parent 7 0 R >>")) with
        {
            Touches = "page form", Field = "seller", FieldTouches = "form", IsSplit = true,
        },
        ["a field whose value is the null object"] = Of(static () => Field($"<< {Empty} /FT /Sig /T (seller) /V 8 0 R >>").Put(8, "null")) with
        {
            Touches = "page form", Field = "seller", FieldTouches = "form",
        },
        ["a field whose name and type are objects of their own"] = Of(static () => Field($"<< {Empty} /FT 8 0 R /T 9 0 R >>").Put(8, "/Sig").Put(9, "(seller)")) with
        {
            Touches = "page form", Field = "seller", FieldTouches = "form",
        },
        ["a tree of fields, 60 deep"] = Of(Deep) with { Touches = "page form", Field = string.Join('.', Enumerable.Repeat("x", 60)), FieldTouches = "form" },
        ["values and flags inherited"] = Of(static () => Field("<< /T (group) /FT /Tx /Ff 4096 /V (all) /Kids [8 0 R] >>")
            .Put(8, $"<< {Empty} /T (one) /Parent 7 0 R >>")) with { Touches = "page form" },
        ["XFA, static"] = Of(static () => Form("<< /Fields [] /XFA [(template) 6 0 R (datasets) 7 0 R] >>")
            .Put(6, "<< >>", "<template/>"u8.ToArray()).Put(7, "<< >>", "<data/>"u8.ToArray())) with { Notes = "XFA_KEPT" },
        ["XFA, dynamic"] = Of(static () => Form("6 0 R").Put(6, "<< /Fields [] /XFA 7 0 R >>").Put(7, "<< >>", "<xdp/>"u8.ToArray())
            .SetCatalog("NeedsRendering", "true").SetCatalog("Extensions", "<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> >>")) with
        {
            Touches = "page form", Notes = "XFA_KEPT",
        },
    };

    private static TestPdf Form(string form) => new TestPdf().SetCatalog("AcroForm", form);

    /// <summary>Object 6 is the form, object 7 its one field.</summary>
    private static TestPdf Field(string field) => new TestPdf().SetCatalog("AcroForm", "6 0 R").Put(6, "<< /Fields [7 0 R] >>").Put(7, field);

    private static SoundDocument OneField(string entries, string name) =>
        Of(() => Field($"<< {Empty} {entries} >>")) with { Touches = "page form", Field = name, FieldTouches = "form" };

    private static TestPdf Deep()
    {
        TestPdf pdf = new TestPdf().SetCatalog("AcroForm", "6 0 R").Put(6, "<< /Fields [7 0 R] >>");
        for (int i = 0; i < 60; i++)
        {
            string parent = i == 0 ? "" : $"/Parent {6 + i} 0 R";
            pdf.Put(7 + i, i == 59 ? $"<< {Empty} /FT /Sig /T (x) {parent} >>" : $"<< /T (x) {parent} /Kids [{8 + i} 0 R] >>");
        }
        return pdf;
    }
}
