namespace Signing.Core.Pdf.Repair;

/// <summary>
/// The pages of a damaged document that has lost the top of its page tree (ISO 32000-2, 7.7.3): the nodes that stand below
/// nothing, in the order in which the file has them.
/// </summary>
internal static class LostPages
{
    /// <summary>A page tree over them, which stands nowhere in the file; without kids where there are none.</summary>
    internal static PdfDictionary Gather(PdfView view)
    {
        var found = new List<(long Offset, int Index, PdfReference Node)>();
        foreach (CrossReferenceEntry entry in view.Entries)
        {
            if (entry.Kind != CrossReferenceKind.Free && FindNode(view, entry) is { } node)
            {
                found.Add((node.Offset, entry.Index, node.Reference));
            }
        }
        found.Sort(static (a, b) => (a.Offset, a.Index).CompareTo((b.Offset, b.Index)));
        return new PdfDictionary
        {
            { "Type", new PdfName("Pages") },
            { "Kids", new PdfArray(found.ConvertAll<PdfObject>(static node => node.Node)) },
        };
    }

    private static PdfIndirectObject? FindNode(PdfView view, in CrossReferenceEntry entry)
    {
        try
        {
            return view.Find(entry.Number) is { Value: PdfDictionary node } found && IsNode(node) && view.Resolve(node["Parent"]) is not PdfDictionary
                ? found
                : null;
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }

    private static bool IsNode(PdfDictionary dictionary) => dictionary.IsName("Type", "Page") || dictionary.IsName("Type", "Pages");
}
