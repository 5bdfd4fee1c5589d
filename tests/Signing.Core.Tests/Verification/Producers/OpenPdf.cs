using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>OpenPDF, and JSignPdf over it: as iText was before version 5, with the five layers of Acrobat 4 to 5.</summary>
internal class OpenPdf : Producer
{
    internal override string Name => "OpenPDF, JSignPdf";

    protected override WritingStyle Style { get; } = new() { HasFreeHead = true, Packs = true };

    protected override string? Appearance(Increment update, bool isVisible)
    {
        if (!isVisible)
        {
            return Blank(update);
        }
        string font = Font(update);
        string layers = string.Concat(Enumerable.Range(0, 5).Select(i =>
            $"/n{i} {update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 200 60]/Matrix[1 0 0 1 0 0]/FormType 1/Resources<</Font<</F1 {font}>>>>>>", i is 0 or 3 ? "% DSBlank\n" : $"q BT /F1 9 Tf 2 {10 * i} Td (layer) Tj ET Q\n")}"));
        string frame = update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 200 60]/FormType 1/Resources<</XObject<<{layers}>>>>>>", "q 1 0 0 1 0 0 cm /n0 Do Q q 1 0 0 1 0 0 cm /n2 Do Q q 1 0 0 1 0 0 cm /n4 Do Q\n");
        return $"<</N {update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 200 60]/FormType 1/Resources<</XObject<</FRM {frame}>>>>>>", "q 1 0 0 1 0 0 cm /FRM Do Q\n")}>>";
    }

    protected override void TouchForm(Increment update, PdfDictionary form) => form["DR"] ??= TestRevision.Parse($"<</Font<</Helv {Font(update)}>>>>");

    protected override void Touch(Increment update) => update.SetInfo("/ModDate(D:20260101120000+07'00')/Producer(OpenPDF 1.3)");
}
