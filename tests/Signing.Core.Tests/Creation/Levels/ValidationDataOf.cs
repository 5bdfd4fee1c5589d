using Signing.Core.Pdf;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>What the document security store of a document holds.</summary>
internal sealed record ValidationDataOf(IReadOnlyList<byte[]> Certificates, IReadOnlyList<byte[]> OcspResponses, IReadOnlyList<byte[]> Crls, IReadOnlyList<string> Vri)
{
    internal static ValidationDataOf Read(byte[] document, string? password = null)
    {
        using PdfDocument opened = PdfDocument.Open(PdfSource.FromMemory(document), password: password);
        PdfView view = opened.Current;
        if (view.Get<PdfDictionary>(view.Catalog, "DSS") is not { } store)
        {
            return new ValidationDataOf([], [], [], []);
        }
        var vri = new List<string>();
        foreach ((string name, _) in view.Get<PdfDictionary>(store, "VRI") ?? [])
        {
            vri.Add(name);
        }
        return new ValidationDataOf(Streams("Certs"), Streams("OCSPs"), Streams("CRLs"), vri);

        byte[][] Streams(string key) => [.. (view.Get<PdfArray>(store, key) ?? []).Select(item => view.Decode((PdfStream)view.Resolve(item)))];
    }

    /// <summary>Everything in it, by bytes: each only once.</summary>
    internal IEnumerable<string> All => Certificates.Concat(OcspResponses).Concat(Crls).Select(Convert.ToHexString);
}
