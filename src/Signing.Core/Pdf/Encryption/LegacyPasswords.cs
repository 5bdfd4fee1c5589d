using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>Passwords of the revisions 2 to 4 (ISO 32000-2, 7.6.4.3.2, 7.6.4.4.2 to 7.6.4.4.7): RC4 and MD5.</summary>
internal sealed class LegacyPasswords(EncryptionDictionary dictionary, byte[] fileId) : PasswordCheck
{
    private const int PasswordBytes = 32;
    private const int Rounds = 20;
    private const int HashRounds = 50;
    private const int FirstWithRounds = 3;
    private const int FirstWithMetadataFlag = 4;

    private static ReadOnlySpan<byte> Padding =>
    [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ];

    private bool HasRounds => dictionary.Revision >= FirstWithRounds;

    internal override byte[]? TryUser(ReadOnlySpan<byte> password)
    {
        Span<byte> padded = stackalloc byte[PasswordBytes];
        Pad(password, padded);
        byte[]? key = null;
        foreach (int length in dictionary.KeyLengths)
        {
            key ??= TryPadded(padded, length);
        }
        padded.Clear();
        return key;
    }

    /// <summary>The owner password decrypts the user password (Algorithm 7).</summary>
    internal override byte[]? TryOwner(ReadOnlySpan<byte> password)
    {
        Span<byte> owner = stackalloc byte[LegacyHash.Bytes];
        Span<byte> user = stackalloc byte[PasswordBytes];
        byte[]? key = null;
        foreach (int length in dictionary.KeyLengths)
        {
            if (key is not null)
            {
                break;
            }
            Pad(password, user);
            LegacyHash.Compute(user, owner);
            LegacyHash.Repeat(owner, owner.Length, HasRounds ? HashRounds : 0);
            dictionary.Owner.CopyTo(user);
            for (int round = HasRounds ? Rounds - 1 : 0; round >= 0; round--)
            {
                ApplyRound(owner[..length], round, user);
            }
            key = TryPadded(user, length);
        }
        owner.Clear();
        user.Clear();
        return key;
    }

    private static void Pad(ReadOnlySpan<byte> password, Span<byte> padded)
    {
        int length = Math.Min(password.Length, PasswordBytes);
        password[..length].CopyTo(padded);
        Padding[..(PasswordBytes - length)].CopyTo(padded[length..]);
    }

    private static void ApplyRound(ReadOnlySpan<byte> key, int round, Span<byte> data)
    {
        Span<byte> own = stackalloc byte[LegacyHash.Bytes];
        for (int i = 0; i < key.Length; i++)
        {
            own[i] = (byte)(key[i] ^ round);
        }
        Rc4.Apply(own[..key.Length], data);
        own.Clear();
    }

    /// <summary>The key, if <c>/U</c> is what it makes (Algorithm 6).</summary>
    private byte[]? TryPadded(ReadOnlySpan<byte> padded, int keyLength)
    {
        byte[] key = ComputeKey(padded, keyLength);
        Span<byte> expected = stackalloc byte[PasswordBytes];
        Padding.CopyTo(expected);
        if (HasRounds)
        {
            expected = expected[..LegacyHash.Bytes];
            LegacyHash.Compute([.. Padding, .. fileId], expected);
        }
        for (int round = 0; round < (HasRounds ? Rounds : 1); round++)
        {
            ApplyRound(key, round, expected);
        }
        if (CryptographicOperations.FixedTimeEquals(expected, dictionary.User.AsSpan(0, expected.Length)))
        {
            return key;
        }
        CryptographicOperations.ZeroMemory(key);
        return null;
    }

    /// <summary>Algorithm 2.</summary>
    private byte[] ComputeKey(ReadOnlySpan<byte> padded, int length)
    {
        Span<byte> permissions = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, dictionary.P);
        byte[] flag = dictionary.Revision >= FirstWithMetadataFlag && !dictionary.EncryptsMetadata ? [0xFF, 0xFF, 0xFF, 0xFF] : [];
        byte[] input = [.. padded, .. dictionary.Owner, .. permissions, .. fileId, .. flag];
        Span<byte> hash = stackalloc byte[LegacyHash.Bytes];
        LegacyHash.Compute(input, hash);
        LegacyHash.Repeat(hash, length, HasRounds ? HashRounds : 0);
        byte[] key = hash[..length].ToArray();
        CryptographicOperations.ZeroMemory(input);
        hash.Clear();
        return key;
    }
}
