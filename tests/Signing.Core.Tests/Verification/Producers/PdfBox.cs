namespace Signing.Core.Tests.Verification.Producers;

/// <summary>
/// Apache PDFBox: rows that end in CR LF, each dictionary an object of its own, a cross-reference stream that does not name itself, and
/// after a hybrid file a table and a stream with the same entries.
/// </summary>
internal class PdfBox : Producer
{
    internal override string Name => "PDFBox";

    protected override WritingStyle Style { get; } = new() { RowEnd = "\r\n", HasFreeHead = true, NamesItself = false, Predicts = false, WritesHybrid = true };

    protected override bool IsContentsFirst => true;

    protected override bool HasIndirectLists => true;

    protected override string? Appearance(Increment update, bool isVisible) => isVisible
        ? Layers(update, "q 100 0 0 50 0 0 cm /Im0 Do Q", $"/XObject<</Im0 {Picture.Add(update)}>>/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]")
        : Blank(update);

    protected override void AddProofs(Increment update)
    {
        string proof = Proof(update);
        string entry = update.Add($"<</Cert[{proof}]/TU(D:20260101120000Z)>>");
        PutStore(update, $"[{Kept(update, "Certs")}{proof}]", update.Add($"<<{VriKey('B')} {entry}>>"), head: "");
    }
}
