using System.Text;

namespace Signing.Fuzz.Mutation;

/// <summary>Changes bytes, whatever they mean; knows the words of the format.</summary>
/// <param name="words">What to put in.</param>
internal sealed class ByteMutator(params string[] words) : IMutator
{
    internal const int LargestInput = 128 << 10;

    private readonly byte[][] _words = [.. words.Select(Encoding.Latin1.GetBytes)];

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        byte[] bytes = input;
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            bytes = MutateOnce(bytes, other, random);
        }
        return bytes;
    }

    internal byte[] MutateOnce(byte[] input, byte[] other, Random random)
    {
        if (input.Length == 0)
        {
            return other.Length > 0 ? other : [(byte)random.Next(256)];
        }
        int at = random.Next(input.Length);
        int length = Math.Min(random.Next(1, random.Next(8) == 0 ? 4096 : 32), input.Length - at);
        switch (random.Next(8))
        {
            case 0:
                return Replace(input, at, 1, [(byte)random.Next(256)]);
            case 1:
                return Replace(input, at, 1, [(byte)(input[at] ^ (1 << random.Next(8)))]);
            case 2:
                return Replace(input, at, length, []);
            case 3:
                return Replace(input, at, 0, input.AsSpan(at, length));
            case 4:
                return Replace(input, at, random.Next(2) * length, Word(random));
            case 5:
                byte[] word = Word(random);
                return Replace(input, at, Math.Min(word.Length, input.Length - at), word);
            case 6 when other.Length > 0:
                int from = random.Next(other.Length);
                return Replace(input, at, random.Next(2) * length, other.AsSpan(from, Math.Min(random.Next(1, 512), other.Length - from)));
            default:
                return MutateDigit(input, at, random);
        }
    }

    internal static byte[] Replace(byte[] bytes, int at, int length, ReadOnlySpan<byte> by) => bytes.Length - length + by.Length > LargestInput
        ? bytes
        : [.. bytes.AsSpan(0, at), .. by, .. bytes.AsSpan(at + length)];

    private byte[] Word(Random random) => _words.Length == 0 ? [(byte)random.Next(256)] : _words[random.Next(_words.Length)];

    /// <summary>Another digit: offsets, lengths and references are where the damage is.</summary>
    private static byte[] MutateDigit(byte[] input, int at, Random random)
    {
        int digit = input.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        return digit < 0 ? input : Replace(input, at + digit, 1, [(byte)('0' + random.Next(10))]);
    }
}
