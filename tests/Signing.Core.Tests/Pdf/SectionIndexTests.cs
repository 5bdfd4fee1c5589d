using Signing.Core.Pdf;
using Signing.Core.Pdf.CrossReferences;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>A long chain is not searched section by section, and finds what a search would.</summary>
public sealed class SectionIndexTests
{
    [Fact]
    public void TryGet_ObjectOfTheOldestSection_AsksFewSections()
    {
        var sections = new List<CrossReferenceSection>();
        for (int i = 0; i < 2000; i++)
        {
            sections.Add(new CountingSection(i, [new NumberRange(1000 + i, 2)]));
        }
        sections.Add(new CountingSection(2000, [new NumberRange(0, 500_000)]));
        sections.Add(new CountingSection(2001, [new NumberRange(5, 1)]));

        foreach (int number in Enumerable.Range(0, 900))
        {
            Assert.True(SectionList.TryGet(sections, 0, sections.Count, number, true, out CrossReferenceEntry entry));
            Assert.Equal(2000, entry.Offset);
        }

        Assert.InRange(sections.Cast<CountingSection>().Sum(static section => section.Asked), 1, 2 * 900);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryGet_AnyChain_FindsWhatASearchFinds(int seed)
    {
        var random = new Random(seed);
        var sections = new List<CrossReferenceSection>();
        for (int i = 0; i < 60; i++)
        {
            int large = random.Next(15) == 0 ? 5000 : 4;
            sections.Add(new CountingSection(i, [.. Enumerable.Range(0, random.Next(4)).Select(_ => new NumberRange(random.Next(60), random.Next(large)))]) { Misses = random.Next(3) == 0 });
        }
        for (int first = 0; first < 40; first += 7)
        {
            for (int count = 9; first + count <= 60; count += 10)
            {
                for (int number = 0; number < 80; number++)
                {
                    CrossReferenceEntry expected = default;
                    bool isThere = sections.Skip(first).Take(count).Any(section => section.TryGet(number, true, out expected));

                    Assert.Equal(isThere, SectionList.TryGet(sections, first, count, number, true, out CrossReferenceEntry found));
                    Assert.Equal(isThere ? expected : default, found);
                }
            }
        }
    }

    private sealed class CountingSection(int place, NumberRange[] ranges) : CrossReferenceSection(place, [])
    {
        internal int Asked { get; private set; }

        /// <summary>Whether it has no entry for even numbers though its ranges name them, as hidden ones do.</summary>
        internal bool Misses { get; init; }

        internal override CrossReferenceForm Form => CrossReferenceForm.Table;

        internal override IEnumerable<NumberRange> Ranges(bool withHidden) => ranges;

        internal override bool TryGet(int number, bool withHidden, out CrossReferenceEntry entry)
        {
            Asked++;
            bool isThere = ranges.Any(range => number >= range.First && number < range.End) && !(Misses && number % 2 == 0);
            entry = isThere ? CrossReferenceEntry.InFile(number, 0, place) : default;
            return isThere;
        }
    }
}
