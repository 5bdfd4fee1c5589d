using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>The file encryption key, and the keys that objects have from it. Zeroed when disposed.</summary>
/// <param name="key">The key; taken over.</param>
/// <param name="isForAll">Whether every object has this very key (ISO 32000-2, 7.6.3.3), not one of its own.</param>
internal sealed class FileKey(byte[] key, bool isForAll) : IDisposable
{
    private const int LongestObjectKey = 16;
    private const int ExtensionBytes = 5;

    private bool _isDisposed;

    internal byte[] Encrypt(CryptMethod method, PdfReference owner, ReadOnlySpan<byte> plain)
    {
        Span<byte> own = stackalloc byte[MD5.HashSizeInBytes];
        return method.Encrypt(For(method, owner, own), plain);
    }

    /// <inheritdoc cref="CryptMethod.Decrypt"/>
    internal int Decrypt(CryptMethod method, PdfReference owner, Span<byte> data)
    {
        Span<byte> own = stackalloc byte[MD5.HashSizeInBytes];
        return method.Decrypt(For(method, owner, own), data);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        _isDisposed = true;
    }

    /// <summary>An object's key: a digest over the file's, its number and its generation (Algorithm 1).</summary>
    private ReadOnlySpan<byte> For(CryptMethod method, PdfReference owner, Span<byte> own)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (isForAll)
        {
            return key;
        }
        Span<byte> input = stackalloc byte[key.Length + ExtensionBytes + method.KeySalt.Length];
        key.CopyTo(input);
        Span<byte> number = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, owner.Number);
        BinaryPrimitives.WriteInt32LittleEndian(number[sizeof(int)..], owner.Generation);
        number[..3].CopyTo(input[key.Length..]);
        number.Slice(sizeof(int), 2).CopyTo(input[(key.Length + 3)..]);
        method.KeySalt.CopyTo(input[(key.Length + ExtensionBytes)..]);
        LegacyHash.Compute(input, own);
        CryptographicOperations.ZeroMemory(input);
        return own[..Math.Min(key.Length + ExtensionBytes, LongestObjectKey)];
    }
}
