using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Whether two values say the same to every reader, references compared as references. White space and key order do not
/// count; where readers differ in what they see, only the very same bytes are the same.
/// </summary>
internal static class PdfEquality
{
    private const int MaxDepth = 100;

    internal static bool Same(PdfObject? left, PdfObject? right) => Same(left, right, 0);

    /// <summary>Whether two dictionaries are the same but for these keys.</summary>
    internal static bool SameExcept(PdfDictionary left, PdfDictionary right, params ReadOnlySpan<string> keys) =>
        SameEntries(left, right, keys, 0);

    /// <summary>The keys whose values are not the same, references compared as references.</summary>
    internal static IEnumerable<string> Differences(PdfDictionary left, PdfDictionary right)
    {
        foreach ((string key, PdfObject value) in left)
        {
            if (!Same(value, right[key]))
            {
                yield return key;
            }
        }
        foreach ((string key, PdfObject value) in right)
        {
            if (value is not PdfNull && left[key] is null && !left.ContainsKey(key))
            {
                yield return key;
            }
        }
    }

    private static bool Same(PdfObject? left, PdfObject? right, int depth)
    {
        if (depth > MaxDepth)
        {
            // Deeper than anything real: what is not compared is not the same.
            return false;
        }
        return (left, right) switch
        {
            (null or PdfNull, null or PdfNull) => true,
            (PdfDictionary a, PdfDictionary b) => IsSamePlace(a, b) || SameEntries(a, b, [], depth),
            (PdfArray a, PdfArray b) => SameItems(a, b, depth),
            (PdfStream a, PdfStream b) => a.Length == b.Length && (IsSamePlace(a, b) || (SameEntries(a.Dictionary, b.Dictionary, [], depth) && SameData(a, b))),
            (PdfReference a, PdfReference b) => a.Equals(b),
            (PdfName a, PdfName b) => a.Equals(b),
            (PdfString a, PdfString b) => a.Value.AsSpan().SequenceEqual(b.Value),
            (PdfBoolean a, PdfBoolean b) => a.Value == b.Value,
            (PdfInteger a, PdfInteger b) => a.Value == b.Value,
            (PdfNumber a, PdfNumber b) => a.ToDouble().Equals(b.ToDouble()),
            _ => false,
        };
    }

    private static bool IsSamePlace(PdfObject left, PdfObject right) => left.Offset >= 0 && left.Offset == right.Offset;

    private static bool SameEntries(PdfDictionary left, PdfDictionary right, ReadOnlySpan<string> except, int depth)
    {
        if ((left.Defects | right.Defects) != PdfDictionaryDefects.None)
        {
            // Where a key stands twice, some readers take the first and some the last.
            return false;
        }
        foreach ((string key, PdfObject value) in left)
        {
            if (!except.Contains(key) && !Same(value, right[key], depth + 1))
            {
                return false;
            }
        }
        foreach ((string key, PdfObject value) in right)
        {
            if (!except.Contains(key) && value is not PdfNull && left[key] is null)
            {
                return false;
            }
        }
        return true;
    }

    private static bool SameData(PdfStream left, PdfStream right)
    {
        const int ChunkLength = 64 * 1024;
        using Stream a = left.OpenRaw();
        using Stream b = right.OpenRaw();
        byte[] first = new byte[Math.Min(left.Length, ChunkLength)];
        byte[] second = new byte[first.Length];
        for (long rest = left.Length; rest > 0; rest -= first.Length)
        {
            int count = (int)Math.Min(rest, first.Length);
            a.ReadExactly(first, 0, count);
            b.ReadExactly(second, 0, count);
            if (!first.AsSpan(0, count).SequenceEqual(second.AsSpan(0, count)))
            {
                return false;
            }
        }
        return true;
    }

    private static bool SameItems(PdfArray left, PdfArray right, int depth)
    {
        if (left.Count != right.Count)
        {
            return false;
        }
        for (int i = 0; i < left.Count; i++)
        {
            if (!Same(left[i], right[i], depth + 1))
            {
                return false;
            }
        }
        return true;
    }
}
