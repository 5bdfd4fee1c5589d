namespace Signing.Core.Pdf;

/// <summary>A page with what it inherits (ISO 32000-2, 7.7.3).</summary>
internal sealed class PdfPage
{
    private readonly PdfPageNode _node;

    internal PdfPage(int index, PdfReference? reference, PdfDictionary dictionary, PdfPageNode node)
    {
        Index = index;
        Reference = reference;
        Dictionary = dictionary;
        _node = node;
    }

    /// <summary>From 0.</summary>
    public int Index { get; }

    /// <summary>Null for a page that stands directly in <c>/Kids</c>, which only broken files have.</summary>
    public PdfReference? Reference { get; }

    public PdfDictionary Dictionary { get; }

    public PdfArray? MediaBox => Inherited("MediaBox") as PdfArray;

    public PdfArray? CropBox => Inherited("CropBox") as PdfArray;

    public PdfDictionary? Resources => Inherited("Resources") as PdfDictionary;

    /// <summary>Clockwise: 0, 90, 180 or 270 degrees.</summary>
    public int Rotate => Inherited("Rotate") is PdfInteger { Value: var degrees } && degrees % 90 == 0 ? (int)(((degrees % 360) + 360) % 360) : 0;

    /// <summary>The resolved value of an inheritable key (Table 31): the page's own, or the nearest above it.</summary>
    private PdfObject? Inherited(string key)
    {
        for (PdfPageNode? node = _node; node is not null; node = node.Parent)
        {
            PdfObject value = node.View.Resolve(node.Dictionary[key]);
            if (value is not PdfNull)
            {
                return value;
            }
        }
        return null;
    }
}
