using Signing.Core.Pdf.CrossReferences;

namespace Signing.Core.Pdf.Repair;

/// <summary>Where the objects of a damaged file stand: 28 bytes for each, whatever the file holds.</summary>
internal sealed class ScannedObjects(BudgetMeter meter)
{
    internal const int HighestNumber = 8_388_607;
    internal const int HighestGeneration = 65_535;

    private const int GenerationBits = 16;
    private const int IndexBits = 32;
    private const long MemberFlag = 1L << 62;

    // In the file: offset and generation. In an object stream: a flag, the stream's number, the index.
    private readonly Dictionary<int, long> _places = [];
    private NumberRange[]? _ranges;

    internal int Count => _places.Count;

    /// <summary>Whether any object is in an object stream.</summary>
    internal bool HasMembers { get; private set; }

    /// <summary>The numbers in ascending order.</summary>
    internal IReadOnlyList<NumberRange> Ranges => _ranges ??= MakeRanges();

    /// <summary>Notes an object: the higher generation counts, of the same one the later.</summary>
    internal bool Put(int number, int generation, long offset)
    {
        if (_places.TryGetValue(number, out long place) && (place & ((1 << GenerationBits) - 1)) > generation)
        {
            return false;
        }
        Put(number, (offset << GenerationBits) | (uint)generation);
        return true;
    }

    /// <summary>Notes a member of an object stream, unless the object stands in the file behind that stream.</summary>
    internal void PutMember(int number, in CrossReferenceEntry stream, int index)
    {
        bool isNewerInFile = TryGet(number, out CrossReferenceEntry present)
            && present.Kind == CrossReferenceKind.InFile && (present.Offset > stream.Offset || present.Generation > 0);
        if (number is 0 or > HighestNumber || number == stream.Number || isNewerInFile)
        {
            return;
        }
        HasMembers = true;
        Put(number, MemberFlag | ((long)stream.Number << IndexBits) | (uint)index);
    }

    internal bool TryGet(int number, out CrossReferenceEntry entry)
    {
        if (!_places.TryGetValue(number, out long place))
        {
            entry = default;
            return false;
        }
        entry = (place & MemberFlag) != 0
            ? CrossReferenceEntry.InStream(number, (int)((place & ~MemberFlag) >> IndexBits), (int)place)
            : CrossReferenceEntry.InFile(number, (int)(place & ((1 << GenerationBits) - 1)), place >> GenerationBits);
        return true;
    }

    private void Put(int number, long place)
    {
        if (!_places.ContainsKey(number))
        {
            if (_places.Count >= meter.Budget.MaxRepairedObjects)
            {
                throw PdfError.Budget("repairedObjects", meter.Budget.MaxRepairedObjects);
            }
            _ranges = null;
        }
        _places[number] = place;
    }

    private NumberRange[] MakeRanges()
    {
        int[] numbers = [.. _places.Keys];
        Array.Sort(numbers);
        var ranges = new List<NumberRange>();
        foreach (int number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1].End == number)
            {
                ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
            }
            else
            {
                ranges.Add(new NumberRange(number, 1));
            }
        }
        return [.. ranges];
    }
}
