using System.Security.Cryptography;

namespace Signing.Core.Pki;

/// <summary>How long to wait before authorities that failed are asked again: twice as long each time, with jitter, within the deadline.</summary>
/// <param name="time">The clock.</param>
/// <param name="deadline">The longest time for all attempts together.</param>
internal sealed class TimestampRetry(TimeProvider time, TimeSpan deadline)
{
    /// <summary>How often each authority is asked at most.</summary>
    internal const int Rounds = 3;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(400);

    private readonly long _start = time.GetTimestamp();

    internal TimeSpan Left => deadline - time.GetElapsedTime(_start);

    /// <summary>Waits before a round.</summary>
    /// <param name="round">The round to come: 1 for the first repetition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is time for it.</returns>
    internal async Task<bool> WaitAsync(int round, CancellationToken cancellationToken)
    {
        // Half of it by chance, so that callers who failed together do not come back together.
        double most = FirstWait.TotalMilliseconds * (1 << (round - 1));
        TimeSpan wait = TimeSpan.FromMilliseconds((most / 2) + RandomNumberGenerator.GetInt32((int)(most / 2) + 1));
        if (wait >= Left)
        {
            return false;
        }
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
