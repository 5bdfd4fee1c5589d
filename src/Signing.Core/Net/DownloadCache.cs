namespace Signing.Core.Net;

/// <summary>
/// Answers by key, as long as each says that it is good. While one is on its way, all who want it wait for it: an address gets one
/// request at a time, and a caller who gives up does not stop it for the others.
/// </summary>
internal sealed class DownloadCache<TAnswer>(TimeProvider time, int capacity, long maxBytes)
    where TAnswer : class
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private long _bytes;

    /// <summary>How long a failure is remembered, and how long an answer that does not suffice is given all the same before another is asked for.</summary>
    internal static TimeSpan ShortWhile { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gives the answer, downloading it where it is not at hand.</summary>
    /// <param name="key">What it is the answer to.</param>
    /// <param name="download">Makes it and says until when it may be given again. Must end by itself.</param>
    /// <param name="suffices">Whether an answer at hand will do, or a newer one is wanted; it is asked for once in a short while.</param>
    /// <param name="cancellationToken">Ends the waiting, not the download.</param>
    /// <returns>The answer, and whether it was at hand.</returns>
    internal async Task<(TAnswer Answer, bool WasKept)> GetAsync(
        string key, Func<Task<Downloaded<TAnswer>>> download, Func<TAnswer, bool>? suffices, CancellationToken cancellationToken)
    {
        Entry? entry;
        bool kept;
        lock (_turn)
        {
            DateTimeOffset now = time.GetUtcNow();
            entry = _entries.TryGetValue(key, out Entry? found) && found.KeepUntil > now ? found : null;
            kept = entry is { Answer.IsCompleted: true };
            bool isOutdated = kept && now - entry!.At >= ShortWhile && suffices?.Invoke(entry.Answer.Result) == false;
            if (entry is null || isOutdated)
            {
                Forget(key);
                var fresh = new Entry();
                Entry? former = entry;
                // Task.Run: nothing of the download may run inside the lock.
                fresh.Answer = Task.Run(() => RunAsync(key, fresh, former, download), CancellationToken.None);
                _entries[key] = entry = fresh;
                kept = false;
            }
        }
        return (await entry.Answer.WaitAsync(cancellationToken).ConfigureAwait(false), kept);
    }

    /// <summary>Shortens how long an answer is given again: what came over the network may prove worthless when it is judged.</summary>
    internal void Shorten(string key, DateTimeOffset keepUntil)
    {
        lock (_turn)
        {
            if (_entries.TryGetValue(key, out Entry? entry) && entry.Answer.IsCompleted && entry.KeepUntil > keepUntil)
            {
                entry.KeepUntil = keepUntil;
            }
        }
    }

    private async Task<TAnswer> RunAsync(string key, Entry entry, Entry? former, Func<Task<Downloaded<TAnswer>>> download)
    {
        try
        {
            Downloaded<TAnswer> downloaded = await download().ConfigureAwait(false);
            Keep(key, entry, former, downloaded);
            return downloaded.Answer;
        }
        catch
        {
            lock (_turn)
            {
                Forget(key);
            }
            throw;
        }
    }

    private void Keep(string key, Entry entry, Entry? former, Downloaded<TAnswer> downloaded)
    {
        lock (_turn)
        {
            DateTimeOffset now = time.GetUtcNow();
            Entry kept = entry;
            if (downloaded.IsFailure && former?.KeepUntil > now)
            {
                kept = former;
            }
            else
            {
                entry.KeepUntil = downloaded.KeepUntil;
                entry.Bytes = downloaded.Bytes;
            }
            kept.At = now;
            Forget(key);
            if (kept.KeepUntil > now)
            {
                _entries[key] = kept;
                _bytes += kept.Bytes;
                MakeRoom(key);
            }
        }
    }

    // The one that would go first anyway. Those on their way are bounded by who asks for them.
    private void MakeRoom(string added)
    {
        while (_entries.Count > capacity || _bytes > maxBytes)
        {
            string? first = _entries.Where(pair => pair.Value.Answer.IsCompleted || pair.Key == added).MinBy(static pair => pair.Value.KeepUntil).Key;
            if (first is null)
            {
                break;
            }
            Forget(first);
        }
    }

    private void Forget(string key)
    {
        if (_entries.Remove(key, out Entry? removed))
        {
            _bytes -= removed.Bytes;
        }
    }

    private sealed class Entry
    {
        internal Task<TAnswer> Answer { get; set; } = null!;

        internal DateTimeOffset At { get; set; }

        internal DateTimeOffset KeepUntil { get; set; } = DateTimeOffset.MaxValue;

        internal long Bytes { get; set; }
    }
}
