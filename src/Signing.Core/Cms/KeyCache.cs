using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Signing.Core.Cms;

/// <summary>
/// Imported public keys by the SHA-256 of their SubjectPublicKeyInfo. Importing costs several times a verification.
/// Bounded by two generations: when the young one is full it becomes the old one, and what is used again moves back.
/// </summary>
internal sealed class KeyCache(int generationSize)
{
    private volatile ConcurrentDictionary<Fingerprint, VerificationKey?> _young = new();
    private volatile ConcurrentDictionary<Fingerprint, VerificationKey?> _old = new();
    private readonly Lock _turn = new();

    /// <summary>How many keys are held now.</summary>
    internal int Count => _young.Count + _old.Count;

    /// <summary>The imported key; <see langword="null"/> when it cannot be imported, which is remembered as well.</summary>
    internal VerificationKey? Get(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(subjectPublicKeyInfo, hash);
        Fingerprint fingerprint = MemoryMarshal.Read<Fingerprint>(hash);
        if (_young.TryGetValue(fingerprint, out VerificationKey? key))
        {
            return key;
        }
        if (!_old.TryGetValue(fingerprint, out key))
        {
            key = VerificationKey.FromSubjectPublicKeyInfo(subjectPublicKeyInfo.ToArray());
        }
        Add(fingerprint, key);
        return key;
    }

    private void Add(Fingerprint fingerprint, VerificationKey? key)
    {
        lock (_turn)
        {
            if (_young.Count >= generationSize)
            {
                _old = _young;
                _young = new();
            }
            _young[fingerprint] = key;
        }
    }

    private readonly record struct Fingerprint(UInt128 First, UInt128 Second);
}
