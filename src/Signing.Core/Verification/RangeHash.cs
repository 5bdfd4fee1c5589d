using System.Security.Cryptography;

namespace Signing.Core.Verification;

/// <summary>
/// One hash function on its way through a file. All ranges begin with the file, so one running hash serves them all up to
/// each one's hole, where a copy branches off for the rest: many signatures cost little more than one.
/// </summary>
internal sealed class RangeHash : IDisposable
{
    private readonly IncrementalHash _running;
    private readonly SignedRange[] _ranges;
    private readonly IncrementalHash?[] _branches;
    private readonly bool _hashesWhole;
    private int _branched;

    /// <param name="name">The hash function.</param>
    /// <param name="ranges">The ranges to hash with it.</param>
    /// <param name="hashesWhole">Whether the whole file is to be hashed too.</param>
    internal RangeHash(HashAlgorithmName name, IEnumerable<SignedRange> ranges, bool hashesWhole)
    {
        Name = name;
        _ranges = [.. ranges.OrderBy(static range => range.FirstLength)];
        _branches = new IncrementalHash?[_ranges.Length];
        _hashesWhole = hashesWhole;
        _running = IncrementalHash.CreateHash(name);
    }

    internal HashAlgorithmName Name { get; }

    /// <summary>The digest of each range, when all bytes have passed.</summary>
    internal IEnumerable<(SignedRange Range, byte[] Value)> Digests => _ranges.Zip(_branches, static (range, branch) => (range, branch!.GetHashAndReset()));

    /// <summary>The digest of the whole file, when all bytes have passed.</summary>
    internal byte[] Whole() => _running.GetHashAndReset();

    /// <summary>Takes the file's next bytes.</summary>
    /// <param name="block">The bytes.</param>
    /// <param name="position">Where in the file they stand.</param>
    internal void Append(ReadOnlySpan<byte> block, long position)
    {
        int taken = 0;
        for (; _branched < _ranges.Length && _ranges[_branched].FirstLength <= position + block.Length; _branched++)
        {
            int hole = (int)(_ranges[_branched].FirstLength - position);
            _running.AppendData(block[taken..hole]);
            taken = hole;
            _branches[_branched] = _running.Clone();
        }
        if (_hashesWhole || _branched < _ranges.Length)
        {
            _running.AppendData(block[taken..]);
        }
        for (int i = 0; i < _branched; i++)
        {
            AppendRest(_branches[i]!, _ranges[i], block, position);
        }
    }

    public void Dispose()
    {
        _running.Dispose();
        foreach (IncrementalHash? branch in _branches)
        {
            branch?.Dispose();
        }
    }

    /// <summary>What of the block lies behind the hole and within the range.</summary>
    private static void AppendRest(IncrementalHash branch, SignedRange range, ReadOnlySpan<byte> block, long position)
    {
        long start = Math.Max(range.SecondStart - position, 0);
        long end = Math.Min(range.End - position, block.Length);
        if (start < end)
        {
            branch.AppendData(block[(int)start..(int)end]);
        }
    }
}
