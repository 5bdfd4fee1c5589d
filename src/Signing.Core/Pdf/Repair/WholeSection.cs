namespace Signing.Core.Pdf.Repair;

/// <summary>The entries of a cross-reference section that stands for itself: one for each number from 0 on (ISO 32000-2, 7.5.4).</summary>
internal static class WholeSection
{
    // A free entry whose number is never used again.
    private const int NeverAgain = 65_535;

    private const int LikelyEntries = 1 << 18;

    // How many numbers in gaps are listed beside those in use; further gaps are left out, for a table without bound.
    private const int LeastFilling = 4096;

    /// <param name="found">What the document holds, ascending by number.</param>
    /// <param name="written">What the update writes, ascending by number; it counts first.</param>
    /// <param name="end">The number after the last one that is to be listed.</param>
    internal static List<CrossReferenceEntry> Merge(IEnumerable<CrossReferenceEntry> found, List<CrossReferenceEntry> written, int end)
    {
        var merged = new List<CrossReferenceEntry>(Math.Min(end, LikelyEntries)) { CrossReferenceEntry.Free(0, NeverAgain) };
        int filling = LeastFilling;
        int next = 0;
        foreach (CrossReferenceEntry entry in found)
        {
            for (; next < written.Count && written[next].Number < entry.Number; next++)
            {
                Add(merged, written[next], ref filling);
            }
            if (next >= written.Count || written[next].Number != entry.Number)
            {
                Add(merged, entry, ref filling);
            }
        }
        for (; next < written.Count; next++)
        {
            Add(merged, written[next], ref filling);
        }
        Fill(merged, end, ref filling);
        return merged;
    }

    private static void Add(List<CrossReferenceEntry> merged, in CrossReferenceEntry entry, ref int filling)
    {
        Fill(merged, entry.Number, ref filling);
        merged.Add(entry);
        filling++;
    }

    private static void Fill(List<CrossReferenceEntry> merged, int end, ref int filling)
    {
        int first = merged[^1].Number + 1;
        if (end - first > filling)
        {
            return;
        }
        for (int number = first; number < end; number++, filling--)
        {
            merged.Add(CrossReferenceEntry.Free(number, NeverAgain));
        }
    }
}
