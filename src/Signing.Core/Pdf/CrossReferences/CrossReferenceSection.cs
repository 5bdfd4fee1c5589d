namespace Signing.Core.Pdf.CrossReferences;

/// <summary>One section of the chain that <c>startxref</c> and <c>/Prev</c> make.</summary>
internal abstract class CrossReferenceSection
{
    private const int MostRepeated = 1000;

    private protected CrossReferenceSection(long startXref, PdfDictionary trailer)
    {
        StartXref = startXref;
        Trailer = trailer;
    }

    /// <summary>The number that leads here, as <c>startxref</c> or <c>/Prev</c> has it.</summary>
    internal long StartXref { get; }

    internal PdfDictionary Trailer { get; }

    internal abstract CrossReferenceForm Form { get; }

    /// <summary>What follows the section directly, if it is closed.</summary>
    internal SectionClosing? Closing { get; init; }

    /// <summary>Where the section itself ends, its closing not counted.</summary>
    internal long EndOffset { get; init; }

    /// <summary>For the newest section: which sections of its chain name what; null until that is asked.</summary>
    internal SectionIndex? ChainIndex { get; set; }

    /// <summary>Whether its dictionary, or that of the stream beside it, begins at a place of the file.</summary>
    internal virtual bool StandsAt(long offset) => Trailer.Offset == offset;

    /// <summary>Whether no object has two entries in it; those of <c>/XRefStm</c> not counted.</summary>
    internal bool HasDisjointRanges
    {
        get
        {
            long next = 0;
            foreach (NumberRange range in Ranges(withHidden: false).OrderBy(static range => range.First))
            {
                if (range.First < next)
                {
                    return false;
                }
                next = range.End;
            }
            return true;
        }
    }

    /// <summary>The numbers it has entries for, in the order of the file; those of <c>/XRefStm</c> too if asked for.</summary>
    internal abstract IEnumerable<NumberRange> Ranges(bool withHidden);

    /// <summary>The entry for an object; of several the first counts.</summary>
    /// <param name="number">The object's number.</param>
    /// <param name="withHidden">Whether objects that only <c>/XRefStm</c> names are seen.</param>
    /// <param name="entry">The entry.</param>
    internal abstract bool TryGet(int number, bool withHidden, out CrossReferenceEntry entry);

    /// <summary>
    /// Entries that it has beside those that count, and that lead elsewhere: readers differ in which of the two they take. Not so where a
    /// table calls an object free that its <c>/XRefStm</c> has, which is how hybrid files are made (ISO 32000-2, 7.5.8.4).
    /// </summary>
    internal virtual IEnumerable<CrossReferenceEntry> Conflicts() => [];

    /// <summary>
    /// The same but for entries that say what was said before: writers copy <c>/XRefStm</c> from trailer to trailer, and a reader that asks
    /// there first sees no third document.
    /// </summary>
    /// <param name="before">The revision before; null for the first.</param>
    internal IEnumerable<CrossReferenceEntry> ConflictsAfter(PdfView? before) =>
        Conflicts().Where(other => before is null || !before.TryGet(other.Number, out CrossReferenceEntry old) || old != other);

    /// <summary>The same of entries that one part of it repeats.</summary>
    private protected IEnumerable<CrossReferenceEntry> Conflicts(IReadOnlyList<NumberRange> ranges, Func<int, int, CrossReferenceEntry> read)
    {
        foreach (int number in NumberRange.Repeated(ranges).Take(MostRepeated))
        {
            TryGet(number, withHidden: false, out CrossReferenceEntry counts);
            for (int i = 0; i < ranges.Count; i++)
            {
                bool isOther = ranges[i].Has(number) && read(i, number) is var entry && entry != counts
                    && (entry.Kind != CrossReferenceKind.Free || counts.Kind != CrossReferenceKind.Free);
                if (isOther)
                {
                    yield return read(i, number);
                }
            }
        }
    }
}
