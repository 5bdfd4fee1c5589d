namespace Signing.Core.Pdf.CrossReferences;

/// <summary>
/// Says which sections of a long chain name an object, so that a document with thousands of updates is not searched
/// section by section for each. Sections that name very many objects, such as the first revision of a large document, are
/// not taken in: they are asked themselves.
/// </summary>
internal sealed class SectionIndex
{
    private const int MostOfOneSection = 4096;
    private const int MostInAll = 1 << 20;

    private readonly List<CrossReferenceSection> _sections;
    private readonly ulong[] _keys;
    private readonly int[] _unindexed;

    internal SectionIndex(List<CrossReferenceSection> sections)
    {
        _sections = sections;
        var keys = new List<ulong>();
        var unindexed = new List<int>();
        for (int i = 0; i < sections.Count; i++)
        {
            long count = sections[i].Ranges(withHidden: true).Sum(static range => (long)range.Count);
            if (count > Math.Min(MostOfOneSection, MostInAll - keys.Count))
            {
                unindexed.Add(i);
                continue;
            }
            foreach (NumberRange range in sections[i].Ranges(withHidden: true))
            {
                for (int number = range.First; number < range.End; number++)
                {
                    keys.Add(Key(number, i));
                }
            }
        }
        keys.Sort();
        _keys = [.. keys];
        _unindexed = [.. unindexed];
    }

    /// <summary>Looks through sections from <paramref name="first"/> to before <paramref name="end"/>, the newest first.</summary>
    internal bool TryGet(int first, int end, int number, bool withHidden, out CrossReferenceEntry entry)
    {
        int indexed = LowerBound(_keys, Key(number, first));
        int other = LowerBound(_unindexed, first);
        while (true)
        {
            int next = indexed < _keys.Length && _keys[indexed] < Key(number, end) ? (int)(uint)_keys[indexed] : end;
            if (other < _unindexed.Length && _unindexed[other] < next)
            {
                next = _unindexed[other++];
            }
            else if (next < end)
            {
                indexed++;
            }
            else
            {
                entry = default;
                return false;
            }
            if (_sections[next].TryGet(number, withHidden, out entry))
            {
                return true;
            }
        }
    }

    private static ulong Key(int number, int section) => ((ulong)(uint)number << 32) | (uint)section;

    private static int LowerBound<T>(T[] sorted, T value)
        where T : IComparable<T>
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (sorted[middle].CompareTo(value) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
