using System.Security.Cryptography;
using System.Text;
using Signing.Api.Configuration;

namespace Signing.Api.Callers;

/// <summary>The callers of the configuration, found by their key.</summary>
internal sealed class CallerRegistry(ApiOptions options)
{
    private readonly (byte[] KeyHash, Caller Caller)[] _callers =
    [
        .. options.Callers.Select(static c => (
            Convert.FromHexString(c.Value.KeySha256!),
            new Caller(c.Key, c.Value.Keys.ToHashSet(StringComparer.Ordinal)))),
    ];

    /// <summary>Every caller is compared, each in fixed time, so that the time tells nothing about any of them.</summary>
    internal Caller? Find(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        Caller? found = null;
        foreach ((byte[] keyHash, Caller caller) in _callers)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, keyHash))
            {
                found = caller;
            }
        }
        return found;
    }
}
