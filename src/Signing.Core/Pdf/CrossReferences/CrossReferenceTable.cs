namespace Signing.Core.Pdf.CrossReferences;

/// <summary>A cross-reference table with its trailer, and the stream beside it in a hybrid file (ISO 32000-2, 7.5.4, 7.5.8.4).</summary>
internal sealed class CrossReferenceTable : CrossReferenceSection
{
    private readonly TableSubsection[] _subsections;
    private readonly long _headerOffset;
    private readonly bool _isSorted;

    internal CrossReferenceTable(long startXref, PdfDictionary trailer, TableSubsection[] subsections, long headerOffset)
        : base(startXref, trailer)
    {
        _subsections = subsections;
        _headerOffset = headerOffset;
        _isSorted = IsSorted(subsections);
    }

    /// <summary>The stream that <c>/XRefStm</c> names.</summary>
    internal CrossReferenceStream? Hidden { get; init; }

    internal override CrossReferenceForm Form => Hidden is null ? CrossReferenceForm.Table : CrossReferenceForm.Hybrid;

    internal override bool StandsAt(long offset) => base.StandsAt(offset) || Hidden?.StandsAt(offset) == true;

    internal override IEnumerable<NumberRange> Ranges(bool withHidden)
    {
        foreach (TableSubsection subsection in _subsections)
        {
            yield return subsection.Range;
        }
        if (withHidden && Hidden is not null)
        {
            foreach (NumberRange range in Hidden.Ranges(withHidden))
            {
                yield return range;
            }
        }
    }

    /// <summary>
    /// Objects in use in the table come first, then those that <c>/XRefStm</c> has: the table calls them free so that old
    /// readers don't see them (7.5.8.4).
    /// </summary>
    internal override bool TryGet(int number, bool withHidden, out CrossReferenceEntry entry)
    {
        bool inTable = TryGetRow(number, out entry);
        if (inTable && entry.Kind == CrossReferenceKind.InFile)
        {
            return true;
        }
        if (withHidden && Hidden is not null && Hidden.TryGet(number, withHidden, out CrossReferenceEntry hidden))
        {
            entry = hidden;
            return true;
        }
        return inTable;
    }

    internal override IEnumerable<CrossReferenceEntry> Conflicts()
    {
        NumberRange[] ranges = [.. Ranges(withHidden: false)];
        IEnumerable<CrossReferenceEntry> own = _isSorted ? [] : Conflicts(ranges, (i, number) => Read(_subsections[i], number));
        return Hidden is null ? own : own.Concat(Hidden.Conflicts()).Concat(HiddenConflicts(Hidden));
    }

    private IEnumerable<CrossReferenceEntry> HiddenConflicts(CrossReferenceStream hidden)
    {
        foreach (NumberRange range in hidden.Ranges(withHidden: true))
        {
            for (int number = range.First; number < range.End; number++)
            {
                bool isOther = TryGetRow(number, out CrossReferenceEntry row) && row.Kind == CrossReferenceKind.InFile
                    && hidden.TryGet(number, withHidden: true, out CrossReferenceEntry entry) && entry.Kind != CrossReferenceKind.Free && entry != row;
                if (isOther && hidden.TryGet(number, withHidden: true, out CrossReferenceEntry other))
                {
                    yield return other;
                }
            }
        }
    }

    private static bool IsSorted(TableSubsection[] subsections)
    {
        for (int i = 1; i < subsections.Length; i++)
        {
            if (subsections[i].Range.First < subsections[i - 1].Range.End)
            {
                return false;
            }
        }
        return true;
    }

    private bool TryGetRow(int number, out CrossReferenceEntry entry)
    {
        TableSubsection? subsection = FindSubsection(number);
        if (subsection is null)
        {
            entry = default;
            return false;
        }
        entry = Read(subsection, number);
        return true;
    }

    private CrossReferenceEntry Read(TableSubsection subsection, int number)
    {
        TableRow row = subsection[number - subsection.Range.First];
        // Offset 0 is the file header: some writers mean "not there" by it.
        return row is { InUse: true, Offset: > 0 }
            ? CrossReferenceEntry.InFile(number, row.Generation, Math.Min(row.Offset, CrossReferenceEntry.Farthest) + _headerOffset)
            : CrossReferenceEntry.Free(number, row.Generation);
    }

    private TableSubsection? FindSubsection(int number)
    {
        if (!_isSorted)
        {
            return FindAmongUnsorted(number);
        }
        int low = 0;
        int high = _subsections.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            NumberRange range = _subsections[middle].Range;
            if (number < range.First)
            {
                high = middle - 1;
            }
            else if (number >= range.End)
            {
                low = middle + 1;
            }
            else
            {
                return _subsections[middle];
            }
        }
        return null;
    }

    private TableSubsection? FindAmongUnsorted(int number) => Array.Find(_subsections, subsection => subsection.Range.Has(number));
}
