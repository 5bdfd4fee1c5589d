using System.Collections.Concurrent;

namespace Signing.Core.Pki;

/// <summary>Which authorities failed lately: they are asked last for a while, so that one that hangs does not slow every signature. Thread-safe.</summary>
internal sealed class TimestampHealth(TimeProvider time)
{
    internal static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uri, DateTimeOffset> _failed = new();

    /// <summary>The authorities in the order to ask: those that failed lately at the end, the order given otherwise.</summary>
    internal IReadOnlyList<TimestampAuthorityOptions> Order(IEnumerable<TimestampAuthorityOptions> authorities)
    {
        DateTimeOffset now = time.GetUtcNow();
        return [.. authorities.OrderBy(authority => _failed.TryGetValue(authority.Address, out DateTimeOffset at) && now - at < Memory)];
    }

    internal void Failed(Uri address) => _failed[address] = time.GetUtcNow();

    internal void Answered(Uri address) => _failed.TryRemove(address, out _);
}
