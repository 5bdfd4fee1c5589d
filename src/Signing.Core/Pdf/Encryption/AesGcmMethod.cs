using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>
/// <c>/AESV4</c>: AES in Galois/Counter Mode (ISO/TS 32003, 5.2; NIST SP 800-38D), the nonce before the data, the tag behind
/// it, no padding and no associated data.
/// </summary>
internal sealed class AesGcmMethod : CryptMethod
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    internal override byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain)
    {
        byte[] encrypted = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(encrypted.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(encrypted.AsSpan(0, NonceBytes), plain, encrypted.AsSpan(NonceBytes, plain.Length), encrypted.AsSpan(NonceBytes + plain.Length));
        return encrypted;
    }

    internal override int Decrypt(ReadOnlySpan<byte> key, Span<byte> data)
    {
        int length = data.Length - NonceBytes - TagBytes;
        if (length < 0)
        {
            return -1;
        }
        Span<byte> text = data.Slice(NonceBytes, length);
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(data[..NonceBytes], text, data[^TagBytes..], text);
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
        text.CopyTo(data);
        return length;
    }
}
