using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary><c>/AESV2</c> and <c>/AESV3</c>: AES in CBC mode, the initialization vector before the data, padded as PKCS #7 says (ISO 32000-2, 7.6.3).</summary>
internal sealed class AesCbcMethod : CryptMethod
{
    private const int Block = 16;

    internal override ReadOnlySpan<byte> KeySalt => "sAlT"u8;

    internal override byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain)
    {
        byte[] encrypted = new byte[Block + ((plain.Length / Block) + 1) * Block];
        Span<byte> vector = encrypted.AsSpan(0, Block);
        RandomNumberGenerator.Fill(vector);
        using Aes aes = Create(key);
        aes.EncryptCbc(plain, vector, encrypted.AsSpan(Block), PaddingMode.PKCS7);
        return encrypted;
    }

    /// <summary>What other writers got wrong is taken as it comes: an incomplete last block is dropped, malformed padding kept.</summary>
    internal override int Decrypt(ReadOnlySpan<byte> key, Span<byte> data)
    {
        int length = (data.Length - Block) / Block * Block;
        if (length <= 0)
        {
            return 0;
        }
        Span<byte> blocks = data.Slice(Block, length);
        using Aes aes = Create(key);
        aes.DecryptCbc(blocks, data[..Block], blocks, PaddingMode.None);
        int padding = blocks[^1];
        if (padding is > 0 and <= Block && !blocks[^padding..].ContainsAnyExcept((byte)padding))
        {
            length -= padding;
        }
        blocks[..length].CopyTo(data);
        return length;
    }

    internal static Aes Create(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.SetKey(key);
        return aes;
    }
}
