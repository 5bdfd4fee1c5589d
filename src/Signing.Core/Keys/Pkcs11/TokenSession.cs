using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>A session as a thread keeps it: with the keys that were found through it, as long as the token isn't connected anew.</summary>
/// <param name="native">The session.</param>
/// <param name="generation">Which connection with the token it belongs to.</param>
internal sealed class TokenSession(Cryptoki.Session native, int generation)
{
    private readonly Dictionary<KeyReference, ulong> _keys = [];

    internal Cryptoki.Session Native { get; } = native;

    internal int Generation { get; } = generation;

    /// <summary>The handle of a private key; found once. The modules' handles are only trusted in the session that gave them.</summary>
    internal ulong? Find(KeyReference key)
    {
        if (_keys.TryGetValue(key, out ulong known))
        {
            return known;
        }
        ulong? handle = KeyLocator.FindPrivateKey(Native, key);
        if (handle is { } found)
        {
            _keys.Add(key, found);
        }
        return handle;
    }

    internal void Forget(KeyReference key) => _keys.Remove(key);

    /// <summary>Logs the process out.</summary>
    internal void LogOut() => Quietly(Native.Logout);

    /// <summary>Closes the session.</summary>
    internal void Close() => Quietly(Native.Close);

    // It may have gone already, and its module too; nothing waits for it.
    private static void Quietly(Action call)
    {
        try
        {
            call();
        }
        catch (Exception e) when (e is Pkcs11Exception or ObjectDisposedException)
        {
        }
    }
}
