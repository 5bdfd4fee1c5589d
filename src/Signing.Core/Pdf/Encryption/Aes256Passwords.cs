using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>
/// Passwords of the revisions 5 to 7 (ISO 32000-2, 7.6.4.3.3; Adobe's extension level 3 for revision 5; ISO/TS 32003 for 7):
/// a hash proves the password, another one opens the file encryption key.
/// </summary>
internal sealed class Aes256Passwords(EncryptionDictionary dictionary) : PasswordCheck
{
    private const int HashBytes = 32;
    private const int SaltBytes = 8;
    private const int FirstWithHardHash = 6;

    internal override byte[]? TryUser(ReadOnlySpan<byte> password) => Try(password, dictionary.User, dictionary.UserKey, []);

    internal override byte[]? TryOwner(ReadOnlySpan<byte> password) => Try(password, dictionary.Owner, dictionary.OwnerKey, dictionary.User);

    private byte[]? Try(ReadOnlySpan<byte> password, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> encryptedKey, ReadOnlySpan<byte> user)
    {
        byte[] proof = Hash(password, entry.Slice(HashBytes, SaltBytes), user);
        if (!CryptographicOperations.FixedTimeEquals(proof, entry[..HashBytes]))
        {
            return null;
        }
        byte[] opener = Hash(password, entry.Slice(HashBytes + SaltBytes, SaltBytes), user);
        using Aes aes = AesCbcMethod.Create(opener);
        CryptographicOperations.ZeroMemory(opener);
        Span<byte> noVector = stackalloc byte[PasswordHash.Block];
        noVector.Clear();
        return aes.DecryptCbc(encryptedKey, noVector, PaddingMode.None);
    }

    private byte[] Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> user)
    {
        byte[] input = [.. password, .. salt, .. user];
        byte[] hash = SHA256.HashData(input);
        CryptographicOperations.ZeroMemory(input);
        return dictionary.Revision < FirstWithHardHash ? hash : PasswordHash.Harden(hash, password, user);
    }
}
