using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Signing.Fuzz.Targets;

/// <summary>The bytes that one signature of a seed covers.</summary>
/// <param name="FirstLength">Up to its hole.</param>
/// <param name="SecondStart">Behind its hole.</param>
/// <param name="End">To here.</param>
/// <param name="Digest">Their SHA-256.</param>
internal sealed partial record SignedPart(int FirstLength, int SecondStart, int End, string Digest)
{
    /// <summary>Found by text, not by the reader that is put to the test.</summary>
    internal static IEnumerable<SignedPart> Of(byte[] seed)
    {
        foreach (Match range in ByteRange().Matches(Encoding.Latin1.GetString(seed)))
        {
            int[] numbers = [.. range.Groups.Values.Skip(1).Select(static group => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture))];
            if (numbers[1] + numbers[2] <= seed.Length)
            {
                yield return new SignedPart(numbers[0], numbers[1], numbers[1] + numbers[2], Hash(seed, numbers[0], numbers[1], numbers[1] + numbers[2]));
            }
        }
    }

    internal bool StandsIn(byte[] document) => End <= document.Length && Hash(document, FirstLength, SecondStart, End) == Digest;

    private static string Hash(byte[] bytes, int firstLength, int secondStart, int end)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes, 0, firstLength);
        hash.AppendData(bytes, secondStart, end - secondStart);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [GeneratedRegex(@"/ByteRange ?\[0 (\d+) (\d+) (\d+) *\]")]
    private static partial Regex ByteRange();
}
