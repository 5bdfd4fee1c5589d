using Microsoft.Extensions.Time.Testing;

namespace Signing.Core.Tests.Pki;

/// <summary>A clock that leaps over short waits: whoever waits a second or two goes on at once, and finds that the time has passed.</summary>
internal sealed class LeapingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan LongestLeap = TimeSpan.FromSeconds(2);

    /// <summary>The waits, in their order.</summary>
    internal List<TimeSpan> Leaps { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestLeap && period == Timeout.InfiniteTimeSpan)
        {
            Leaps.Add(dueTime);
            // Not within this call: whoever waits does not have its timer yet.
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }
        return timer;
    }
}
