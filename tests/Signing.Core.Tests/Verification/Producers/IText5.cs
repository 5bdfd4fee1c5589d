using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>iText 5: a comment with its version before <c>startxref</c>, the information dictionary rewritten each time, default resources.</summary>
internal class IText5 : Producer
{
    internal override string Name => "iText 5";

    protected override WritingStyle Style { get; } = new() { Comment = "%iText-5.5.13\n", HasFreeHead = true, Packs = true };

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? Layers(update, "q BT 1 0 0 1 2 40 Tm /F1 9 Tf (Digitally signed by) Tj ET Q", $"/Font<</F1 {Font(update)}>>")
        : Blank(update);

    protected override void TouchForm(Increment update, PdfDictionary form)
    {
        form["DA"] ??= TestRevision.Parse("(/Helv 0 Tf 0 g )");
        form["DR"] ??= TestRevision.Parse($"<</Font<</Helv {Font(update)}/ZaDb {update.Add("<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>")}>>>>");
    }

    protected override void Touch(Increment update) => update.SetInfo("/ModDate(D:20260101120000+07'00')/Producer(modified using iText 5.5.13)");

    protected override void AddProofs(Increment update)
    {
        string proof = Proof(update);
        string entry = update.Add($"<</Cert {update.Add($"[{proof}]")}>>");
        PutStore(update, update.Add($"[{Kept(update, "Certs")}{proof}]"), update.Add($"<<{VriKey('D')} {entry}>>"), head: "");
        update.Edit(update.Catalog, static catalog => catalog["Extensions"] = TestRevision.Parse("<</ADBE<</BaseVersion/1.7/ExtensionLevel 5>>>>"));
        Touch(update);
    }
}
