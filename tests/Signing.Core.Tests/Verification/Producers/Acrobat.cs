using Signing.Core.Pdf;

namespace Signing.Core.Tests.Verification.Producers;

/// <summary>
/// Adobe Acrobat and Reader: carriage returns, packed objects, a build dictionary, layers, metadata touched at each saving, all lists of
/// the security store in objects of their own.
/// </summary>
internal sealed class Acrobat : Producer
{
    internal override string Name => "Adobe Acrobat";

    protected override WritingStyle Style { get; } = new()
    {
        LineEnd = "\r", RowEnd = "\r\n", Tail = "\r\n", HasFreeHead = true, Packs = true, Predicts = true,
    };

    protected override string SignatureTail =>
        "/M(D:20260101120000+07'00')/Name(Nguyen Van A)/Reason(Approved)/Location(Ha Noi)/ContactInfo(a@example.vn)/Prop_AuthTime 120/Prop_AuthType/Password"
        + "/Prop_Build<</Filter<</Date(Jan 1 2026)/Name/Adobe.PPKLite/R 131104/V 2>>/PubSec<</Date(Jan 1 2026)/NonEFontNoWarn true/R 131105>>/App<</Name/Exchange-Pro/OS[/Win]/R 1507328/REx(2026.001)/TrustedMode true>>>>";

    protected override bool HasIndirectLists => true;

    protected override string WidgetHead => "/Type/Annot/Subtype/Widget/F 132/MK<<>>/DR<<>>";

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? Layers(update, "BT 1 0 0 1 2 40 Tm /T1_0 9 Tf (Digitally signed by Nguyen Van A) Tj ET", $"/Font<</T1_0 {Font(update)}>>/ProcSet[/PDF/Text]")
        : Blank(update);

    protected override void Touch(Increment update) => Described.Touch(update, "Adobe Acrobat 26");

    protected override void AddProofs(Increment update)
    {
        if (update.View.Get<PdfDictionary>(update.View.Catalog, "DSS")?["Certs"] is PdfReference old)
        {
            update.Free(old.Number);
        }
        string proof = Proof(update);
        string list = update.Add($"[{Kept(update, "Certs")}{proof}]");
        string entry = update.Add($"<</Cert {update.Add($"[{proof}]")}/TU(D:20260101120000Z)>>");
        PutStore(update, list, update.Add($"<<{VriKey('A')} {entry}>>"), head: "");
        update.Edit(update.Catalog, static catalog => catalog["Extensions"] = TestRevision.Parse("<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>"));
        Described.Touch(update, "Adobe Acrobat 26");
    }
}
