namespace Signing.Core.Verification;

/// <summary>The two stretches of a file that a signature covers: from the start to the hole, and from behind it to <see cref="End"/>.</summary>
/// <param name="FirstLength">Where the hole's <c>&lt;</c> stands.</param>
/// <param name="SecondStart">The first byte behind the hole's <c>&gt;</c>.</param>
/// <param name="SecondLength">The length of the second stretch.</param>
internal readonly record struct SignedRange(long FirstLength, long SecondStart, long SecondLength)
{
    /// <summary>The first byte that is not covered.</summary>
    internal long End => SecondStart + SecondLength;
}
