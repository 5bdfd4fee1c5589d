namespace Signing.Core.Pdf.CrossReferences;

/// <summary>Looks through consecutive sections of a chain, the newest first.</summary>
internal static class SectionList
{
    private const int LongestSearched = 8;

    internal static bool TryGet(
        List<CrossReferenceSection> sections, int first, int count, int number, bool withHidden, out CrossReferenceEntry entry)
    {
        if (count > LongestSearched)
        {
            // The newest section keeps it for the whole chain, which does not change any more.
            sections[0].ChainIndex ??= new SectionIndex(sections);
            return sections[0].ChainIndex!.TryGet(first, first + count, number, withHidden, out entry);
        }
        for (int i = first; i < first + count; i++)
        {
            if (sections[i].TryGet(number, withHidden, out entry))
            {
                return true;
            }
        }
        entry = default;
        return false;
    }

    /// <summary>One entry for every number that any of the sections names, ascending, without holding more than the ranges.</summary>
    internal static IEnumerable<CrossReferenceEntry> Entries(
        List<CrossReferenceSection> sections, int first, int count, bool withHidden, BudgetMeter meter)
    {
        foreach (NumberRange range in Merge(sections, first, count, withHidden))
        {
            for (int number = range.First; number < range.End; number++)
            {
                meter.CountObject();
                if (TryGet(sections, first, count, number, withHidden, out CrossReferenceEntry entry))
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>Whether one of the sections names one of these objects.</summary>
    internal static bool NamesAny(List<CrossReferenceSection> sections, int first, int count, HashSet<int> numbers)
    {
        for (int i = first; i < first + count; i++)
        {
            foreach (NumberRange range in sections[i].Ranges(withHidden: true))
            {
                bool names = range.Count < numbers.Count
                    ? Enumerable.Range(range.First, range.Count).Any(numbers.Contains)
                    : numbers.Any(range.Has);
                if (names)
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>The number after the highest one that any section names.</summary>
    internal static int HighestEnd(List<CrossReferenceSection> sections)
    {
        int end = 0;
        foreach (CrossReferenceSection section in sections)
        {
            foreach (NumberRange range in section.Ranges(withHidden: true))
            {
                end = Math.Max(end, range.End);
            }
        }
        return end;
    }

    /// <summary>The widest range of numbers below the highest that no section names; 0 is never among them.</summary>
    internal static NumberRange WidestGap(List<CrossReferenceSection> sections)
    {
        var widest = new NumberRange(1, 0);
        int next = 1;
        foreach (NumberRange range in Merge(sections, 0, sections.Count, withHidden: true))
        {
            if (range.First - next > widest.Count)
            {
                widest = new NumberRange(next, range.First - next);
            }
            next = Math.Max(next, range.End);
        }
        return widest;
    }

    private static List<NumberRange> Merge(List<CrossReferenceSection> sections, int first, int count, bool withHidden)
    {
        var ranges = new List<NumberRange>();
        for (int i = first; i < first + count; i++)
        {
            ranges.AddRange(sections[i].Ranges(withHidden));
        }
        ranges.Sort(static (a, b) => a.First.CompareTo(b.First));
        var merged = new List<NumberRange>();
        foreach (NumberRange range in ranges)
        {
            if (merged.Count > 0 && merged[^1].End >= range.First)
            {
                NumberRange last = merged[^1];
                merged[^1] = last with { Count = Math.Max(last.End, range.End) - last.First };
            }
            else
            {
                merged.Add(range);
            }
        }
        return merged;
    }
}
