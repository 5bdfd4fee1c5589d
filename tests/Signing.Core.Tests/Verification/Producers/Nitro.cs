using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>Nitro and others like it: entries that could be left out are written out, what the last trailer said is copied.</summary>
internal sealed class Nitro : Producer
{
    internal override string Name => "Nitro";

    protected override WritingStyle Style { get; } = new() { LineEnd = "\r\n", RowEnd = "\r\n", HasRowEach = true, CopiesTrailer = true };

    protected override string FieldHead(string value) => "/FT/Sig/Ff 0/TU(Signature)";

    protected override string WidgetHead => "/Type/Annot/Subtype/Widget/F 4/H/I/Border[0 0 0]/C[0 0 0]/NM(9b1c)/M(D:20260101)";

    protected override bool HasIndirectLists => true;

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? $"<</N {update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 200 60]/Resources<</Font<</F {Font(update)}>>>>>>", "BT /F 9 Tf 2 40 Td (Nguyen Van A) Tj ET")}>>"
        : null;

    protected override void TouchPage(Increment update, PdfDictionary page)
    {
        page["Tabs"] ??= new PdfName("S");
        page["LastModified"] = TestRevision.Parse("(D:20260101120000Z)");
    }

    protected override void Touch(Increment update)
    {
        if (update.View.Catalog["Version"] is null)
        {
            update.Edit(update.Catalog, static catalog => catalog["Version"] = new PdfName("1.7"));
        }
    }
}
