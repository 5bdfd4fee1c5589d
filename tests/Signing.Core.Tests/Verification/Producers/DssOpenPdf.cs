namespace Signing.Core.Tests.Verification.Producers;

/// <summary>EU DSS over OpenPDF: the store stands in the catalog itself and is written anew each time.</summary>
internal sealed class DssOpenPdf : OpenPdf
{
    internal override string Name => "DSS (OpenPDF)";

    protected override string SignatureHead => "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached";

    protected override void AddProofs(Increment update)
    {
        string proof = Proof(update);
        string vri = $"<<{VriKey('C')}<</Cert[{proof}]/TU(D:20260101120000Z)>>>>";
        string certificates = $"[{Kept(update, "Certs")}{proof}]";
        update.Edit(update.Catalog, catalog =>
        {
            catalog["DSS"] = TestRevision.Parse($"<</Certs {certificates}/VRI {vri}>>");
            catalog["Extensions"] = TestRevision.Parse("<</ESIC<</BaseVersion/1.7/ExtensionLevel 2>>>>");
        });
    }
}
