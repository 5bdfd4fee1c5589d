using System.Text;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Tests.Verification.Attacks;

/// <summary>What a viewer finds by way of the catalog, changed after signing: nothing of it is harmless by where it stands.</summary>
internal static class DocumentStructure
{
    private const string Script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

    private static readonly byte[] Overlay = Encoding.ASCII.GetBytes("BT (pay 9 dong) Tj ET");

    internal static IEnumerable<Attack> All =>
    [
        Pages("a page added", static r => r.Put(RichDocument.Node, $"<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 30 0 R {r.Add("<< /Type /Page /Parent 3 0 R /Contents 9 0 R >>")}] /Count 3 /Rotate 0 >>")),
        Pages("a page removed", static r => r.Put(RichDocument.Node, "<< /Type /Pages /Parent 2 0 R /Kids [4 0 R] /Count 1 /Rotate 0 >>")),
        Pages("a page twice", static r => r.Put(RichDocument.Node, "<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 4 0 R] /Count 2 /Rotate 0 >>")),
        Pages("pages in another order", static r => r.Put(RichDocument.Node, "<< /Type /Pages /Parent 2 0 R /Kids [30 0 R 4 0 R] /Count 2 /Rotate 0 >>")),
        Pages("a page exchanged at its number", static r => r.Put(RichDocument.SecondPage, "<< /Type /Page /Parent 3 0 R /Contents 8 0 R >>"), ReasonCodes.PageChanged),
        Pages("a page of another generation", static r => r.Update.Replace(new Core.Pdf.PdfReference(RichDocument.SecondPage, 1), r.View.GetObject(RichDocument.SecondPage))),
        Pages("a page that becomes a node", static r => r.Put(RichDocument.SecondPage, "<< /Type /Pages /Parent 3 0 R /Kids [4 0 R] /Count 1 >>"), ReasonCodes.PageChanged),
        Pages("a page below another node", static r => r.Set(RichDocument.SecondPage, "Parent", "2 0 R"), ReasonCodes.PageChanged),
        Pages("another root of the tree", static r => r.SetCatalog("Pages", r.Add("<< /Type /Pages /Kids [30 0 R] /Count 1 /Resources 5 0 R /MediaBox [0 0 612 792] >>").ToString())),
        Pages("inherited resources exchanged", static r => r.Set(RichDocument.PageTree, "Resources", "<< >>")),
        Pages("inherited resources put between", static r => r.Set(RichDocument.Node, "Resources", "<< >>")),
        Pages("the inherited media box exchanged", static r => r.Set(RichDocument.PageTree, "MediaBox", "[0 0 9 9]")),
        Pages("a crop box put between", static r => r.Set(RichDocument.Node, "CropBox", "[0 0 9 9]")),
        Pages("the inherited rotation exchanged", static r => r.Set(RichDocument.Node, "Rotate", "180")),
        Pages("an inherited media box that the page overrides", static r => r.Set(RichDocument.Page, "MediaBox", "[0 0 9 9]"), ReasonCodes.PageChanged),
        Pages("an inherited rotation that the page overrides", static r => r.Set(RichDocument.Page, "Rotate", "90"), ReasonCodes.PageChanged),
        Pages("actions of a page", static r => r.Set(RichDocument.Page, "AA", $"<< /O {Script} >>"), ReasonCodes.PageChanged),
        Pages("a transition and a thumbnail", static r => r.Set(RichDocument.Page, "Thumb", "27 0 R"), ReasonCodes.PageChanged),
        Pages("a unit of another size", static r => r.Set(RichDocument.Page, "UserUnit", "2"), ReasonCodes.PageChanged),
        Pages("page labels exchanged", static r => r.Put(RichDocument.PageLabels, "<< /Nums [0 << /S /D /St 7 >>] >>")),
        Pages("page labels taken away", static r => r.SetCatalog("PageLabels", null)),
        Acts("an open action added", Bases.SignedForm, static r => r.SetCatalog("OpenAction", Script)),
        Acts("the open action exchanged in its place", static r => r.Put(RichDocument.OpenAction, Script)),
        Acts("the open action leads on", static r => r.Set(RichDocument.OpenAction, "Next", Script)),
        Acts("actions of the document", static r => r.SetCatalog("AA", $"<< /WP {Script} >>")),
        Acts("a script exchanged in the name tree", static r => r.Put(RichDocument.Script, Script)),
        Acts("a script added to the name tree", static r => r.Set(RichDocument.Names, "JavaScript", $"<< /Names [(init) 32 0 R (more) {r.Add(Script)}] >>")),
        Acts("a link's action exchanged", static r => r.Put(RichDocument.LinkAction, "<< /S /URI /URI (https://evil.test/) >>")),
        Acts("a link's action made a script", static r => r.Set(RichDocument.Link, "A", Script)),
        Acts("a link moved", static r => r.Set(RichDocument.Link, "Rect", "[0 0 612 792]")),
        Acts("a field's action added", static r => r.Set(RichDocument.Field, "A", Script)),
        Acts("a field's calculation added", static r => r.Set(RichDocument.Form, "CO", "[20 0 R]")),
        Acts("XFA added", static r => r.Set(RichDocument.Form, "XFA", r.Add("<< >>", Overlay).ToString())),
        Acts("an outline item's action exchanged", static r => r.Set(RichDocument.OutlineItem, "A", Script)),
        Acts("the document's base of addresses", static r => r.SetCatalog("URI", "<< /Base (https://evil.test/) >>")),
        Found("an outline item renamed", static r => r.Set(RichDocument.OutlineItem, "Title", "(Two)")),
        Found("an outline item added", static r => r.Set(RichDocument.OutlineItem, "Next", r.Add("<< /Title (Two) /Parent 13 0 R /Prev 14 0 R /A 34 0 R >>").ToString())),
        Found("outlines taken away", static r => r.SetCatalog("Outlines", null)),
        Found("an attachment exchanged", static r => r.Put(RichDocument.EmbeddedFile, "<< /Type /EmbeddedFile >>", Overlay)),
        Found("an attachment renamed", static r => r.Set(RichDocument.FileSpecification, "F", "(b.txt)")),
        Found("an attachment added", static r => r.Set(RichDocument.Names, "EmbeddedFiles", $"<< /Names [(a.txt) 12 0 R (b.txt) {r.Add($"<< /Type /Filespec /F (b.txt) /EF << /F {r.Add("<< /Type /EmbeddedFile >>", Overlay)} >> >>")}] >>")),
        Found("an associated file added", static r => r.SetCatalog("AF", "[12 0 R]")),
        Found("a portfolio", static r => r.SetCatalog("Collection", "<< /View /D >>")),
        Found("a destination exchanged", static r => r.Put(RichDocument.Destinations, "<< /Names [(start) [30 0 R /Fit]] >>")),
        Found("the names taken away", static r => r.SetCatalog("Names", null)),
        Found("the structure exchanged", static r => r.Set(RichDocument.StructureElement, "ActualText", "(9)")),
        Found("the structure's roles added", static r => r.Set(RichDocument.StructureRoot, "RoleMap", "<< /P /Artifact >>")),
        Found("the structure taken away", static r => r.SetCatalog("StructTreeRoot", null)),
        Found("the language exchanged", static r => r.SetCatalog("Lang", "(de)")),
        Found("viewer preferences exchanged", static r => r.SetCatalog("ViewerPreferences", "<< /HideToolbar true >>")),
        Found("a page mode", static r => r.SetCatalog("PageMode", "/FullScreen")),
        Found("an output intent", static r => r.SetCatalog("OutputIntents", $"[<< /Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile {r.Add("<< /N 3 >>", Overlay)} >>]")),
        Found("requirements", static r => r.SetCatalog("Requirements", "[<< /Type /Requirement /S /EnableJavaScripts >>]")),
        Found("a key that nobody knows", static r => r.SetCatalog("Unheard", "9 0 R")),
        Found("an earlier version", static r => r.SetCatalog("Version", "/1.4"), before: static d => TestRevision.Apply(d, static r => r.SetCatalog("Version", "/2.0"))),
        Found("a version that is none", static r => r.SetCatalog("Version", "/9.99")),
        Found("a version that leads elsewhere", static r => r.SetCatalog("Version", "8 0 R")),
        Found("an announcement that holds something", static r => r.SetCatalog("Extensions", $"<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 /X {Script} >> >>")),
        Found("an announcement that leads to the page's content", static r => r.SetCatalog("Extensions", "<< /ADBE 8 0 R >>")),
        Found("an announcement taken back", static r => r.SetCatalog("Extensions", null), before: static d =>
            TestRevision.Apply(d, static r => r.SetCatalog("Extensions", "<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>"))),
        Found("metadata that is no metadata", static r => r.SetCatalog("Metadata", "8 0 R")),
        Found("metadata that the page shows", static r => r.Put(RichDocument.Metadata, "<< /Type /Metadata /Subtype /XML >>", Overlay).Set(RichDocument.Page, "Contents", "17 0 R"), ReasonCodes.PageChanged),
        Found("metadata whose data is elsewhere", static r => r.Put(RichDocument.Metadata, "<< /Type /Metadata /Subtype /XML /F (elsewhere) >>", [])),
        Found("metadata made a form", static r => r.Put(RichDocument.Metadata, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] >>", Overlay)),
    ];

    private static Attack Pages(string variant, Action<TestRevision> change, string code = ReasonCodes.ChangeForbidden) => Changed("page tree", variant, RichDocument.Signed, change, code);

    private static Attack Acts(string variant, Action<TestRevision> change) => Changed("actions", variant, RichDocument.Signed, change, ReasonCodes.ChangeForbidden);

    private static Attack Acts(string variant, byte[] document, Action<TestRevision> change) => Changed("actions", variant, document, change, ReasonCodes.ChangeForbidden);

    /// <param name="variant">What is particular about it.</param>
    /// <param name="change">What happens after signing.</param>
    /// <param name="code">The code.</param>
    /// <param name="before">What happened before signing.</param>
    private static Attack Found(string variant, Action<TestRevision> change, string code = ReasonCodes.ChangeForbidden, Func<byte[], byte[]>? before = null) =>
        Changed("catalog", variant, before is null ? RichDocument.Signed : new TestSignature().Apply(before(RichDocument.Plain)), change, code);

    private static Attack Changed(string attackClass, string variant, byte[] document, Action<TestRevision> change, string code) =>
        new(attackClass, variant, () => TestRevision.Apply(document, change), Verdict.Invalid, code);
}
