using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Signing.Fuzz.Engine;

/// <summary>
/// Which pairs of branches an input went through, and how often in powers of two, as AFL has it: an input that does what none
/// did before is worth mutating further.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int MapBytes = 1 << 16;

    private static readonly byte* Map = (byte*)NativeMemory.AllocZeroed(MapBytes);

    private readonly byte[] _seen = new byte[MapBytes];

    /// <summary>How many pairs of branches have been seen.</summary>
    internal int Edges { get; private set; }

    /// <summary>Begins an input.</summary>
    internal static void Start()
    {
        new Span<byte>(Map, MapBytes).Clear();
        Trace.SharedMem = Map;
        Trace.PrevLocation = 0;
    }

    /// <summary>Ends an input.</summary>
    /// <returns>Whether it did something new.</returns>
    internal bool Add()
    {
        bool isNew = false;
        var words = new ReadOnlySpan<ulong>(Map, MapBytes / sizeof(ulong));
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word] != 0)
            {
                isNew |= AddWord(word * sizeof(ulong));
            }
        }
        return isNew;
    }

    private bool AddWord(int start)
    {
        bool isNew = false;
        for (int i = start; i < start + sizeof(ulong); i++)
        {
            byte bucket = Bucket(Map[i]);
            if ((bucket & ~_seen[i]) != 0)
            {
                Edges += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bucket;
                isNew = true;
            }
        }
        return isNew;
    }

    private static byte Bucket(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
