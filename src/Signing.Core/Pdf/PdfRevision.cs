using Signing.Core.Pdf.CrossReferences;

namespace Signing.Core.Pdf;

/// <summary>One revision of a document: what the file was when this much of it had been written (ISO 32000-2, 7.5.6).</summary>
internal sealed class PdfRevision
{
    private readonly List<CrossReferenceSection> _sections;
    private readonly int _sectionCount;
    private readonly BudgetMeter _meter;

    internal PdfRevision(
        int number, long startOffset, long endOffset, List<CrossReferenceSection> sections, int firstSection, int sectionCount, BudgetMeter meter)
    {
        Number = number;
        StartOffset = startOffset;
        EndOffset = endOffset;
        _sections = sections;
        FirstSection = firstSection;
        _sectionCount = sectionCount;
        _meter = meter;
    }

    /// <summary>From 1, the oldest.</summary>
    public int Number { get; }

    /// <summary>Where its first byte stands: the end of the revision before.</summary>
    public long StartOffset { get; }

    /// <summary>Where the byte after its <c>%%EOF</c> and one line ending stands: the next revision starts here.</summary>
    public long EndOffset { get; }

    /// <summary>The number after its <c>startxref</c>, as written.</summary>
    public long StartXref => Newest.StartXref;

    public CrossReferenceForm Form => Newest.Form;

    public PdfDictionary Trailer => Newest.Trailer;

    /// <summary>How many cross-reference sections it has; more than one where it is linearized, or an update left its end out.</summary>
    public int SectionCount => _sectionCount;

    /// <summary>Where the newest of its sections stands in the chain, which begins with the newest of the file.</summary>
    internal int FirstSection { get; }

    /// <summary>The newest of its sections.</summary>
    internal CrossReferenceSection Newest => _sections[FirstSection];

    /// <summary>The objects that this revision makes, changes or frees: its own entries, in ascending order.</summary>
    public IEnumerable<CrossReferenceEntry> Entries =>
        SectionList.Entries(_sections, FirstSection, _sectionCount, withHidden: true, _meter);

    /// <summary>Whether it makes, changes or frees one of these objects.</summary>
    public bool NamesAny(HashSet<int> numbers) => SectionList.NamesAny(_sections, FirstSection, _sectionCount, numbers);

    /// <summary>This revision's own entry for an object, if it has one.</summary>
    public bool TryGet(int number, out CrossReferenceEntry entry) =>
        SectionList.TryGet(_sections, FirstSection, _sectionCount, number, withHidden: true, out entry);
}
