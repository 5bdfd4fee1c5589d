using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>
/// Copies of one imported key, as many as threads use it at once: .NET does not promise that one
/// <see cref="AsymmetricAlgorithm"/> may be used by two threads. What falls out of use is freed by its handle's finalizer.
/// </summary>
internal sealed class KeyPool<TKey>
    where TKey : AsymmetricAlgorithm
{
    private readonly Func<TKey> _create;
    private readonly Action<TKey> _load;
    private readonly ConcurrentBag<TKey> _idle = [];

    /// <summary>Imports the first copy at once, so that a key which cannot be imported fails here.</summary>
    /// <exception cref="CryptographicException">The platform does not take the key.</exception>
    internal KeyPool(Func<TKey> create, Action<TKey> load)
    {
        _create = create;
        _load = load;
        TKey first = Import();
        KeySize = first.KeySize;
        _idle.Add(first);
    }

    /// <summary>Bits of the key.</summary>
    internal int KeySize { get; }

    internal TKey Rent() => _idle.TryTake(out TKey? key) ? key : Import();

    internal void Return(TKey key) => _idle.Add(key);

    private TKey Import()
    {
        TKey key = _create();
        try
        {
            _load(key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
