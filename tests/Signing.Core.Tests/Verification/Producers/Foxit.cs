using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>Foxit: line ends of two characters, pages with everything that they inherit, default resources, metadata touched.</summary>
internal sealed class Foxit : Producer
{
    internal override string Name => "Foxit";

    protected override WritingStyle Style { get; } = new() { Lead = "\r\n", LineEnd = "\r\n", RowEnd = "\r\n", Tail = "\r\n", HasFreeHead = true, Predicts = true };

    protected override string SignatureTail => "/M(D:20260101120000+07'00')/Name(Nguyen Van A)/Prop_Build<</App<</Name/Foxit#20PDF#20Editor/R 1>>>>";

    protected override bool IsContentsFirst => true;

    protected override string WidgetHead => "/Type/Annot/Subtype/Widget/F 4/MK<</R 0>>/BS<</W 0>>";

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? Layers(update, "q BT /F1 9 Tf 2 40 Td (Nguyen Van A) Tj ET Q", $"/Font<</F1 {Font(update)}>>")
        : Blank(update);

    protected override void TouchForm(Increment update, PdfDictionary form)
    {
        form["DA"] ??= TestRevision.Parse("(/Helv 0 Tf 0 g)");
        form["DR"] ??= TestRevision.Parse($"<</Font<</Helv {Font(update)}>>>>");
    }

    protected override void TouchPage(Increment update, PdfDictionary page)
    {
        page["MediaBox"] ??= TestRevision.Parse("[0 0 612 792]");
        page["CropBox"] ??= page["MediaBox"];
        page["Rotate"] ??= PdfInteger.Of(0);
    }

    protected override void Touch(Increment update) => Described.Touch(update, "Foxit PDF Editor");
}
