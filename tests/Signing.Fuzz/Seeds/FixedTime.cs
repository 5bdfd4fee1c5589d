namespace Signing.Fuzz.Seeds;

/// <summary>A clock that tells one time of day for ever, so that seeds are the same in every run; its stopwatch runs.</summary>
internal sealed class FixedTime : TimeProvider
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
