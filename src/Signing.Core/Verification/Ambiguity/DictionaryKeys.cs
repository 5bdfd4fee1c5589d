using Signing.Core.Pdf;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>The dictionaries that a walk over tokens is in, and the keys that each had so far.</summary>
internal sealed class DictionaryKeys
{
    private const int FewKeys = 32;
    private const int MostOpen = 1000;
    private const int LongestValue = 1 << 16;

    private readonly List<(ulong Hash, long Start, long End)> _keys = [];
    private readonly List<Frame> _frames = [];

    /// <summary>How many dictionaries and arrays are open.</summary>
    internal int Depth { get; private set; }

    /// <summary>Whether the next name is a key.</summary>
    internal bool ExpectsKey => Depth > 0 && Innermost is { IsDictionary: true, HasOpenKey: false };

    private Frame Innermost => _frames[Depth - 1];

    internal void Clear()
    {
        Depth = 0;
        _keys.Clear();
    }

    internal void Open(bool isDictionary)
    {
        if (Depth == MostOpen)
        {
            // Deeper than anything that is read as an object.
            Clear();
        }
        if (Depth == _frames.Count)
        {
            _frames.Add(new Frame());
        }
        Depth++;
        Innermost.Begin(isDictionary, _keys.Count);
    }

    /// <summary>Takes a name where a key is expected.</summary>
    internal void AddKey(ulong hash, long start, long end)
    {
        Frame frame = Innermost;
        EndValue(frame, start);
        int earlier = Find(frame, hash);
        if (earlier >= 0)
        {
            (frame.Repeated ??= []).Add((earlier, _keys.Count));
        }
        frame.HasOpenKey = true;
        _keys.Add((hash, end, end));
        if (_keys.Count - frame.FirstKey > FewKeys)
        {
            Index(frame);
        }
    }

    /// <summary>Takes anything that can be a value.</summary>
    internal void AddValue()
    {
        if (Depth > 0)
        {
            Innermost.HasOpenKey = false;
        }
    }

    /// <summary>Ends the dictionary or array.</summary>
    /// <param name="position">Where.</param>
    /// <param name="source">What the tokens are read from.</param>
    /// <returns>Whether readers may differ in it: a key stands in it twice with different values, or has none.</returns>
    internal bool Close(long position, PdfSource source)
    {
        if (Depth == 0)
        {
            return false;
        }
        Frame frame = Innermost;
        EndValue(frame, position);
        bool isOdd = frame.HasOpenKey || HasTwoValues(frame, source);
        _keys.RemoveRange(frame.FirstKey, _keys.Count - frame.FirstKey);
        Depth--;
        AddValue();
        return isOdd;
    }

    private bool HasTwoValues(Frame frame, PdfSource source)
    {
        if (frame.Repeated is null)
        {
            return false;
        }
        foreach ((int first, int second) in frame.Repeated)
        {
            if (!AreSame(source, (_keys[first].Start, _keys[first].End), (_keys[second].Start, _keys[second].End)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool AreSame(PdfSource source, (long Start, long End) left, (long Start, long End) right)
    {
        if (Math.Max(left.End - left.Start, right.End - right.Start) > LongestValue)
        {
            return false;
        }
        byte[] first = new byte[left.End - left.Start];
        byte[] second = new byte[right.End - right.Start];
        source.ReadExactly(left.Start, first);
        source.ReadExactly(right.Start, second);
        return Trim(first).SequenceEqual(Trim(second));
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim("\0\t\n\f\r "u8);

    private void EndValue(Frame frame, long position)
    {
        if (_keys.Count > frame.FirstKey)
        {
            _keys[^1] = _keys[^1] with { End = position };
        }
    }

    private int Find(Frame frame, ulong hash)
    {
        if (frame.Index is not null)
        {
            return frame.Index.GetValueOrDefault(hash, -1);
        }
        for (int i = frame.FirstKey; i < _keys.Count; i++)
        {
            if (_keys[i].Hash == hash)
            {
                return i;
            }
        }
        return -1;
    }

    private void Index(Frame frame)
    {
        if (frame.Index is not null)
        {
            frame.Index.TryAdd(_keys[^1].Hash, _keys.Count - 1);
            return;
        }
        frame.Index = [];
        for (int i = frame.FirstKey; i < _keys.Count; i++)
        {
            frame.Index.TryAdd(_keys[i].Hash, i);
        }
    }

    private sealed class Frame
    {
        internal bool IsDictionary { get; private set; }

        internal int FirstKey { get; private set; }

        internal bool HasOpenKey { get; set; }

        internal List<(int First, int Second)>? Repeated { get; set; }

        internal Dictionary<ulong, int>? Index { get; set; }

        internal void Begin(bool isDictionary, int firstKey)
        {
            IsDictionary = isDictionary;
            FirstKey = firstKey;
            HasOpenKey = false;
            Repeated = null;
            Index = null;
        }
    }
}
