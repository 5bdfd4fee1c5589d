using System.Buffers;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Looks through bytes for what may be references (ISO 32000-2, 7.3.10) without reading them as objects, at the speed of memory.
/// It finds too many, in streams and strings, and never too few.
/// </summary>
/// <param name="wanted">The object numbers to look for.</param>
/// <param name="found">Takes what was found, with its place: a number, or null for what may be a reference to any.</param>
internal sealed class ReferenceScan(IReadOnlySet<int> wanted, Action<int?, long> found)
{
    /// <summary>How many bytes before an <c>R</c> are looked at; what is written longer may be a reference to anything.</summary>
    internal const int LongestReference = 256;

    private const int MostDigits = 10;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create("\0\t\n\f\r "u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <param name="bytes">The bytes.</param>
    /// <param name="from">Where in them to look from; what stands before was looked through already.</param>
    /// <param name="offset">The place of the first of them.</param>
    internal void Read(ReadOnlySpan<byte> bytes, int from, long offset)
    {
        int at = from;
        while (bytes[at..].IndexOf((byte)'R') is >= 0 and int next)
        {
            at += next;
            if (at > 0 && Blanks.Contains(bytes[at - 1]))
            {
                switch (ReadBack(bytes[Math.Max(0, at - LongestReference)..at], out int? number))
                {
                    case true when number is { } known && wanted.Contains(known):
                        found(known, offset + at);
                        break;
                    case null:
                        found(null, offset + at);
                        break;
                }
            }
            at++;
        }
    }

    /// <summary>Reads generation and number from behind.</summary>
    /// <returns>Whether they are there; null where a comment may stand between them, which only reading from before could tell.</returns>
    private static bool? ReadBack(ReadOnlySpan<byte> before, out int? number)
    {
        number = null;
        if (!SkipBlanks(ref before))
        {
            return null;
        }
        if (!TakeDigits(ref before, out _) || before is [] || !Blanks.Contains(before[^1]))
        {
            return before is [] ? null : false;
        }
        return SkipBlanks(ref before) ? TakeDigits(ref before, out number) : null;
    }

    /// <returns>False where a comment may end here, or more blanks than fit were there.</returns>
    private static bool SkipBlanks(ref ReadOnlySpan<byte> before)
    {
        int length = before.LastIndexOfAnyExcept(Blanks) + 1;
        bool isLineEnded = before[length..].ContainsAny((byte)'\n', (byte)'\r');
        before = before[..length];
        int line = before.LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        return length > 0 && !(isLineEnded && (line == 0 || before[line..].Contains((byte)'%')));
    }

    /// <summary>Takes a number from the end; null for one that no object has.</summary>
    private static bool TakeDigits(ref ReadOnlySpan<byte> before, out int? value)
    {
        int start = before.LastIndexOfAnyExcept(Digits) + 1;
        ReadOnlySpan<byte> written = before[start..];
        ReadOnlySpan<byte> digits = written.TrimStart((byte)'0');
        before = before[..start].TrimEnd((byte)'+');
        long number = 0;
        foreach (byte digit in digits[..Math.Min(digits.Length, MostDigits)])
        {
            number = (number * 10) + (digit - '0');
        }
        value = digits.Length <= MostDigits && number <= int.MaxValue ? (int)number : null;
        return !written.IsEmpty;
    }
}
