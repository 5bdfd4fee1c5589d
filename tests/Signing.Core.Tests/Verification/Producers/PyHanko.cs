namespace Signing.Core.Tests.Verification.Producers;

/// <summary>pyHanko: a stamp instead of layers, extensions in arrays, entries of the store with a type.</summary>
internal sealed class PyHanko : Producer
{
    internal override string Name => "pyHanko";

    protected override WritingStyle Style { get; } = new() { HasFreeHead = true };

    protected override string SignatureHead => "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached";

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? $"<</N {update.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 200 60]/Resources<</Font<</F1 {Font(update)}>>/XObject<</Bg {Picture.Add(update)}>>>>>>", "q q 0.6 0 0 0.6 0 0 cm /Bg Do Q q BT /F1 9 Tf 2 40 Td (Digitally signed by A) Tj ET Q Q")}>>"
        : null;

    protected override void AddProofs(Increment update)
    {
        string proof = Proof(update);
        string entry = update.Add($"<</Type/VRI/Cert[{proof}]>>");
        PutStore(update, $"[{Kept(update, "Certs")}{proof}]", $"<<{VriKey('E')} {entry}>>");
        update.Edit(update.Catalog, static catalog => catalog["Extensions"] = TestRevision.Parse("<</ESIC[<</Type/DeveloperExtensions/BaseVersion/1.7/ExtensionLevel 2>>]>>"));
    }
}
