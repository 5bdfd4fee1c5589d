namespace Signing.Core.Pki.Revocation;

/// <summary>
/// Answers by key, as long as each says that it is good. While one is on its way, all who want it wait for it: an address gets one
/// request at a time, and a caller who gives up does not stop it for the others.
/// </summary>
internal sealed class ProofCache(TimeProvider time, int capacity, long maxBytes)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private long _bytes;

    /// <summary>Gives the answer, downloading it where it is not at hand.</summary>
    /// <param name="key">What it is the answer to.</param>
    /// <param name="download">Makes it and says until when it may be given again. Must end by itself.</param>
    /// <param name="cancellationToken">Ends the waiting, not the download.</param>
    /// <returns>The answer, and whether it was at hand.</returns>
    internal async Task<(ProofAnswer Answer, bool WasKept)> GetAsync(
        string key, Func<Task<(ProofAnswer Answer, DateTimeOffset KeepUntil)>> download, CancellationToken cancellationToken)
    {
        Entry entry;
        bool kept;
        lock (_turn)
        {
            kept = _entries.TryGetValue(key, out Entry? found) && found.KeepUntil > time.GetUtcNow();
            if (kept)
            {
                entry = found!;
                kept = entry.Answer.IsCompleted;
            }
            else
            {
                Forget(key);
                entry = new Entry();
                // Task.Run: nothing of the download may run inside the lock.
                entry.Answer = Task.Run(() => RunAsync(key, entry, download), CancellationToken.None);
                _entries[key] = entry;
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

    private async Task<ProofAnswer> RunAsync(string key, Entry entry, Func<Task<(ProofAnswer Answer, DateTimeOffset KeepUntil)>> download)
    {
        try
        {
            (ProofAnswer answer, DateTimeOffset keepUntil) = await download().ConfigureAwait(false);
            Keep(key, entry, keepUntil, answer.Proof?.Der.Length ?? 0);
            return answer;
        }
        catch
        {
            Keep(key, entry, DateTimeOffset.MinValue, 0);
            throw;
        }
    }

    private void Keep(string key, Entry entry, DateTimeOffset until, int bytes)
    {
        lock (_turn)
        {
            entry.KeepUntil = until;
            if (until <= time.GetUtcNow())
            {
                Forget(key);
                return;
            }
            entry.Bytes = bytes;
            _bytes += bytes;
            while (_entries.Count > capacity || _bytes > maxBytes)
            {
                // The one that would go first anyway. Those on their way are bounded by who asks for them.
                string? first = _entries.Where(static pair => pair.Value.Answer.IsCompleted).MinBy(static pair => pair.Value.KeepUntil).Key;
                if (first is null)
                {
                    break;
                }
                Forget(first);
            }
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
        internal Task<ProofAnswer> Answer { get; set; } = null!;

        internal DateTimeOffset KeepUntil { get; set; } = DateTimeOffset.MaxValue;

        internal int Bytes { get; set; }
    }
}
