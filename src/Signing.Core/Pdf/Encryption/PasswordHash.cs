using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>The slow hash of a password (ISO 32000-2, 7.6.4.3.4, Algorithm 2.B).</summary>
internal static class PasswordHash
{
    internal const int Block = 16;

    private const int Repetitions = 64;
    private const int LeastRounds = 64;
    private const int Bytes = 32;

    /// <param name="hash">SHA-256 of the password, its salt and, for the owner's, the user entry; zeroed.</param>
    /// <param name="password">The password.</param>
    /// <param name="user">The user entry where this is the owner's password; empty otherwise.</param>
    internal static byte[] Harden(byte[] hash, ReadOnlySpan<byte> password, ReadOnlySpan<byte> user)
    {
        byte[] input = new byte[Repetitions * (password.Length + SHA512.HashSizeInBytes + user.Length)];
        // A byte is at most 255, so the last round is the 287th at the latest.
        for (int round = 0, last = 0; round < LeastRounds || last > round - Repetitions / 2; round++)
        {
            int part = password.Length + hash.Length + user.Length;
            Span<byte> data = input.AsSpan(0, Repetitions * part);
            password.CopyTo(data);
            hash.CopyTo(data[password.Length..]);
            user.CopyTo(data[(password.Length + hash.Length)..]);
            for (int i = 1; i < Repetitions; i++)
            {
                data[..part].CopyTo(data[(i * part)..]);
            }
            using (Aes aes = AesCbcMethod.Create(hash.AsSpan(0, Block)))
            {
                aes.EncryptCbc(data, hash.AsSpan(Block, Block), data, PaddingMode.None);
            }
            last = data[^1];
            CryptographicOperations.ZeroMemory(hash);
            hash = Modulo3(data[..Block]) switch
            {
                0 => SHA256.HashData(data),
                1 => SHA384.HashData(data),
                _ => SHA512.HashData(data),
            };
        }
        CryptographicOperations.ZeroMemory(input);
        byte[] result = hash[..Bytes];
        CryptographicOperations.ZeroMemory(hash);
        return result;
    }

    /// <summary>The bytes as one number modulo 3: the sum of them, since 256 leaves 1.</summary>
    private static int Modulo3(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte value in bytes)
        {
            sum += value;
        }
        return sum % 3;
    }
}
