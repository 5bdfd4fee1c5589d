namespace Signing.Core.Pdf.CrossReferences;

/// <summary>Consecutive object numbers.</summary>
internal readonly record struct NumberRange(int First, int Count)
{
    /// <summary>The number after the last one.</summary>
    internal int End => First + Count;

    internal bool Has(int number) => number >= First && number < End;

    /// <summary>The numbers that stand in more than one of these ranges, some of them more than once.</summary>
    internal static IEnumerable<int> Repeated(IEnumerable<NumberRange> ranges)
    {
        int end = 0;
        foreach (NumberRange range in ranges.OrderBy(static range => range.First))
        {
            for (int number = range.First; number < Math.Min(end, range.End); number++)
            {
                yield return number;
            }
            end = Math.Max(end, range.End);
        }
    }
}
