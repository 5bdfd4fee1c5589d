namespace Signing.Core.Tests.Verification.Producers;

/// <summary>EU DSS over PDFBox of the first generation: lengths in objects of their own, extensions of objects all the way down.</summary>
internal sealed class Dss : PdfBox
{
    internal override string Name => "DSS (PDFBox)";

    protected override WritingStyle Style { get; } = new()
    {
        RowEnd = "\r\n", HasFreeHead = true, NamesItself = false, WritesHybrid = true, HasIndirectLengths = true,
    };

    protected override string SignatureHead => "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached";

    protected override void AddProofs(Increment update)
    {
        base.AddProofs(update);
        if (update.View.Catalog["Extensions"] is null)
        {
            string announcement = update.Add("<</BaseVersion/1.7/ExtensionLevel 5>>");
            string extensions = update.Add($"<</ESIC {announcement}>>");
            update.Edit(update.Catalog, catalog => catalog["Extensions"] = TestRevision.Parse(extensions));
        }
    }
}
