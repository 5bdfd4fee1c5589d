using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>iText 7 and later: field and widget may be two objects, an entry for PDF 2.0 in the extensions.</summary>
internal sealed class IText7 : Producer
{
    internal override string Name => "iText 7";

    protected override WritingStyle Style { get; } = new() { Comment = "%iText-7.1.0 for .NET\n", Packs = true };

    protected override bool HasSeparateWidget => true;

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? Layers(update, "q BT /F1 9 Tf 2 40 Td (Digitally signed by) Tj ET Q", $"/Font<</F1 {Font(update)}>>")
        : Blank(update);

    protected override void TouchForm(Increment update, PdfDictionary form) => form["DA"] ??= TestRevision.Parse("(/Helv 0 Tf 0 g )");

    protected override void Touch(Increment update) => Described.Touch(update, "iText 7.1.0");

    protected override void AddProofs(Increment update)
    {
        base.AddProofs(update);
        update.Edit(update.Catalog, static catalog => catalog["Extensions"] = TestRevision.Parse(
            "<</ESIC<</BaseVersion/1.7/ExtensionLevel 5>>/ISO_[<</BaseVersion/2.0/ExtensionLevel 32001/ExtensionRevision(:2022)/URL(https://www.iso.org/standard/45874.html)>>]>>"));
    }
}
