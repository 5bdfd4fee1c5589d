namespace Signing.Core.Creation;

/// <summary>An incremental update with its hole filled: the value in hexadecimal digits, padded with zeros (ISO 32000-2, 12.8.1).</summary>
internal static class FilledUpdate
{
    /// <param name="beforeContents">The update up to its hole, that is, up to the <c>&lt;</c> of <c>/Contents</c>.</param>
    /// <param name="afterContents">The update from behind the hole on.</param>
    /// <param name="size">How many bytes the hole takes.</param>
    /// <param name="value">What goes into it.</param>
    internal static byte[] Of(ReadOnlySpan<byte> beforeContents, ReadOnlySpan<byte> afterContents, int size, ReadOnlySpan<byte> value)
    {
        int holeLength = 2 + (2 * size);
        byte[] update = GC.AllocateUninitializedArray<byte>(beforeContents.Length + holeLength + afterContents.Length);
        beforeContents.CopyTo(update);
        Span<byte> hole = update.AsSpan(beforeContents.Length, holeLength);
        hole.Fill((byte)'0');
        hole[0] = (byte)'<';
        hole[^1] = (byte)'>';
        if (!Convert.TryToHexStringLower(value, hole[1..^1], out _))
        {
            throw new ArgumentException("The value is larger than its hole.", nameof(value));
        }
        afterContents.CopyTo(update.AsSpan(beforeContents.Length + holeLength));
        return update;
    }
}
