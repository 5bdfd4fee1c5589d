using System.Security.Cryptography;
using System.Text;

namespace Signing.Core.Keys;

/// <summary>
/// A PIN or password on its way to a token: bytes in memory that the garbage collector doesn't move, zeroed when
/// disposed. Whoever takes a buffer over disposes it.
/// </summary>
public sealed class PinBuffer : IDisposable
{
    private byte[]? _bytes;

    /// <summary>Copies a PIN; the source stays the caller's to zero.</summary>
    /// <param name="pin">The PIN's bytes, UTF-8.</param>
    public PinBuffer(ReadOnlySpan<byte> pin)
    {
        _bytes = GC.AllocateArray<byte>(pin.Length, pinned: true);
        pin.CopyTo(_bytes);
    }

    /// <summary>Copies a PIN that was typed; the source stays the caller's to zero.</summary>
    /// <param name="pin">The PIN's characters.</param>
    public PinBuffer(ReadOnlySpan<char> pin)
    {
        _bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(pin), pinned: true);
        Encoding.UTF8.GetBytes(pin, _bytes);
    }

    /// <summary>The PIN's bytes.</summary>
    /// <exception cref="ObjectDisposedException">The buffer is zeroed already.</exception>
    public ReadOnlySpan<byte> Bytes => Array;

    /// <summary>The pinned array itself, exactly as long as the PIN, for calls that take nothing else.</summary>
    internal byte[] Array => _bytes ?? throw new ObjectDisposedException(nameof(PinBuffer));

    /// <summary>Never the PIN.</summary>
    public override string ToString() => nameof(PinBuffer);

    /// <summary>Zeroes the bytes.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _bytes = null;
    }
}
