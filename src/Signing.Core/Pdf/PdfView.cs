using Signing.Core.Pdf.CrossReferences;
using Signing.Core.Pdf.Repair;
using Signing.Core.Pdf.Syntax;

namespace Signing.Core.Pdf;

/// <summary>The document as it was at one revision.</summary>
internal sealed class PdfView : IReferenceResolver
{
    private const int LongestReferenceChain = 32;

    private readonly List<CrossReferenceSection> _sections;
    private readonly int _firstSection;
    private readonly ObjectLoader _loader;
    private PdfDictionary? _catalog;

    internal PdfView(PdfDocument document, PdfRevision revision, bool withHidden, List<CrossReferenceSection> sections, ObjectLoader loader)
    {
        Document = document;
        Revision = revision.Number;
        WithHidden = withHidden;
        Trailer = revision.Trailer;
        _sections = sections;
        _firstSection = revision.FirstSection;
        _loader = loader;
    }

    public PdfDocument Document { get; }

    /// <summary>Which revision, from 1.</summary>
    public int Revision { get; }

    /// <summary>Whether objects are seen that a hybrid file hides from readers of PDF 1.4 (ISO 32000-2, 7.5.8.4).</summary>
    public bool WithHidden { get; }

    public PdfDictionary Trailer { get; }

    /// <summary>The document catalog (7.7.2).</summary>
    public PdfDictionary Catalog => _catalog ??= Get<PdfDictionary>(Trailer, "Root")
        ?? throw PdfError.Damaged("the trailer's /Root leads to no catalog", Trailer.Offset);

    /// <summary>Where the catalog stands.</summary>
    public PdfReference CatalogReference => Trailer["Root"] as PdfReference
        ?? throw PdfError.Damaged("the trailer's /Root is no reference", Trailer.Offset);

    /// <summary>Every entry of this revision and those before it, ascending by number, free ones too.</summary>
    public IEnumerable<CrossReferenceEntry> Entries =>
        SectionList.Entries(_sections, _firstSection, _sections.Count - _firstSection, WithHidden, Document.Meter);

    /// <summary>Takes the number of every object that is looked for from now on, so that it is known what a reading depended on.</summary>
    internal HashSet<int>? LookedFor { get; set; }

    /// <summary>The entry for an object; false where no section names it.</summary>
    public bool TryGet(int number, out CrossReferenceEntry entry)
    {
        LookedFor?.Add(number);
        return SectionList.TryGet(_sections, _firstSection, _sections.Count - _firstSection, number, WithHidden, out entry);
    }

    /// <summary>The object with its place in the file; null where there is none.</summary>
    public PdfIndirectObject? Find(int number) => TryGet(number, out CrossReferenceEntry entry) ? _loader.Load(this, entry) : null;

    /// <summary>The object that a reference names; null where there is none, or only one of another generation.</summary>
    public PdfIndirectObject? Find(PdfReference reference) =>
        TryGet(reference.Number, out CrossReferenceEntry entry) && entry.Generation == reference.Generation ? _loader.Load(this, entry) : null;

    /// <summary>What stands where an entry points, be it of another revision.</summary>
    internal PdfIndirectObject? Load(in CrossReferenceEntry entry) => _loader.Load(this, entry);

    /// <summary>The object stream where an entry points.</summary>
    internal ObjectStream OpenStream(in CrossReferenceEntry container) => _loader.OpenStream(this, container);

    /// <summary>The same for as long as somebody looks at it, who keeps nothing of it.</summary>
    internal void VisitStream(in CrossReferenceEntry container, Action<ObjectStream> visit) => _loader.VisitStream(this, container, visit);

    /// <summary>The dictionary that a signature's mark stands in; null where that cannot be read.</summary>
    internal PdfDictionary? FindAround(SignatureMark mark)
    {
        try
        {
            PdfObject? value = mark.Object.Number == 0 ? null : _loader.Load(this, mark.Object)?.Value;
            return mark.Offset < 0 ? value as PdfDictionary : mark.FindIn(value is PdfStream stream ? stream.Dictionary : value);
        }
        catch (SigningException error) when (error.Code == ErrorCodes.PdfDamaged)
        {
            return null;
        }
    }

    /// <summary>The value of an object; the null object where there is none.</summary>
    public PdfObject GetObject(int number) => Find(number)?.Value ?? PdfNull.Instance;

    /// <summary>Follows references to a value; a missing object is the null object (7.3.10).</summary>
    public PdfObject Resolve(PdfObject? value)
    {
        int steps = 0;
        while (value is PdfReference reference)
        {
            if (++steps > LongestReferenceChain)
            {
                throw PdfError.Damaged($"the reference to object {reference.Number} leads to references only", Trailer.Offset);
            }
            value = Find(reference)?.Value;
        }
        return value ?? PdfNull.Instance;
    }

    /// <summary>The resolved value of a key if it is of this type; null otherwise.</summary>
    public T? Get<T>(PdfDictionary dictionary, string key)
        where T : PdfObject => Resolve(dictionary[key]) as T;

    /// <summary>The stream's bytes with all filters undone.</summary>
    public byte[] Decode(PdfStream stream) => _loader.Decode(stream, this);
}
