using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Signing.Core.Pdf.Encryption;

/// <summary>
/// The encryption of a document (ISO 32000-2, 7.6), opened with a password or left closed. In a closed document the
/// structure can be read; what is encrypted throws <see cref="ErrorCodes.PdfEncrypted"/>.
/// </summary>
internal sealed class PdfSecurity : IDisposable
{
    private readonly EncryptionDictionary? _dictionary;
    private readonly FileKey? _key;

    private PdfSecurity(PdfReference? reference, byte[] fileId, string problem)
    {
        Reference = reference;
        FileId = fileId;
        Problem = problem;
    }

    private PdfSecurity(PdfReference? reference, byte[] fileId, EncryptionDictionary dictionary, byte[]? key, bool isOwner)
        : this(reference, fileId, key is null ? "a password is needed to open it" : "")
    {
        _dictionary = dictionary;
        _key = key is null ? null : new FileKey(key, dictionary.HasOneKey);
        IsOwner = isOwner;
        Permissions = new PdfPermissions(dictionary.HasOneKey ? dictionary.P & ProvenPermissions(dictionary, key) : dictionary.P, dictionary.Revision);
    }

    /// <summary>Whether what is encrypted can be read.</summary>
    public bool IsOpen => _key is not null;

    /// <summary>Whether a password would open it; false where it is encrypted in a way that is not supported.</summary>
    public bool NeedsPassword => _key is null && _dictionary is not null;

    /// <summary>Whether it was opened with the owner password, which permits everything.</summary>
    public bool IsOwner { get; }

    /// <summary>What is permitted to whoever is not the owner.</summary>
    public PdfPermissions Permissions { get; }

    /// <summary>Why it is closed; empty where it is open.</summary>
    public string Problem { get; }

    /// <summary>Whether a MAC protects the document (ISO/TS 32004): any update would have to make it anew.</summary>
    public bool HasMac => _dictionary is { HasMacSalt: true };

    private FileKey OpenKey => _key ?? throw PdfError.Encrypted(Problem);

    private CryptFilters Filters => _dictionary?.Filters ?? throw PdfError.Encrypted(Problem);

    /// <summary>Where the encryption dictionary stands, which is not itself encrypted; null where it stands in the trailer.</summary>
    internal PdfReference? Reference { get; }

    /// <summary>The first part of the file identifier, as keys of older revisions are made with it; empty where there is none.</summary>
    internal byte[] FileId { get; }

    /// <summary>Reads the encryption dictionary that a trailer names, before anything of the document is decrypted.</summary>
    /// <param name="view">The newest revision.</param>
    /// <param name="password">The user or owner password; null or empty for none, which suffices where the user's is empty.</param>
    /// <returns>Null where the document is not encrypted.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.PdfPasswordWrong"/>: the password given is neither.</exception>
    internal static PdfSecurity? Open(PdfView view, string? password)
    {
        PdfObject entry = view.Resolve(view.Trailer["Encrypt"]);
        if (entry is PdfNull)
        {
            return null;
        }
        var reference = view.Trailer["Encrypt"] as PdfReference;
        // Without an identifier some readers open the document all the same, as if it were empty.
        byte[] fileId = view.Get<PdfArray>(view.Trailer, "ID") is [PdfString first, ..] ? first.Value : [];
        EncryptionDictionary dictionary;
        try
        {
            dictionary = EncryptionDictionary.Read(view, entry);
        }
        catch (SigningException e) when (e.Code == ErrorCodes.PdfEncrypted)
        {
            return new PdfSecurity(reference, fileId, e.Facts["detail"]);
        }
        PasswordCheck check = dictionary.HasOneKey ? new Aes256Passwords(dictionary) : new LegacyPasswords(dictionary, fileId);
        if (string.IsNullOrEmpty(password))
        {
            // Nobody gave a password, so nobody is the owner, even where that one is empty too.
            byte[]? user = check.TryUser([]);
            return new PdfSecurity(reference, fileId, dictionary, user ?? check.TryOwner([]), isOwner: false);
        }
        (byte[] key, bool isOwner) = Try(check, password, dictionary.HasOneKey) ?? throw Error.Of(ErrorCodes.PdfPasswordWrong);
        return new PdfSecurity(reference, fileId, dictionary, key, isOwner);
    }

    /// <summary>Refuses to go on where the document is closed.</summary>
    internal void RequireOpen() => _ = OpenKey;

    /// <summary>Makes an object that was read from the file readable: it has its strings decrypted, and its stream when that is decoded.</summary>
    internal PdfIndirectObject Unlock(PdfIndirectObject found, BudgetMeter meter)
    {
        // Cross-reference streams and the encryption dictionary are plain (7.5.8.2, 7.6.2).
        if (found.Reference.Equals(Reference) || (found.Value is PdfStream { Dictionary: var dictionary } && dictionary.IsName("Type", "XRef")))
        {
            return found;
        }
        if (found.Value is PdfStream stream)
        {
            stream.EncryptedAs = found.Reference;
        }
        return _dictionary is { Filters.Strings: null } ? found : new StringDecryption(this, found.Reference, meter).Apply(found);
    }

    /// <summary>A string of the file as what it says; one that throws where the document is closed.</summary>
    internal PdfString Decrypt(PdfString text, PdfReference owner)
    {
        if (_key is null)
        {
            return text.With(null);
        }
        byte[] data = text.Value.AsSpan().ToArray();
        int length = _key.Decrypt(Filters.Strings!, owner, data);
        return text.With(length < 0 ? throw Forged(owner, text.Offset) : length == data.Length ? data : data[..length]);
    }

    internal byte[] EncryptString(PdfReference owner, byte[] plain) =>
        Filters.Strings is { } method ? OpenKey.Encrypt(method, owner, plain) : plain;

    /// <summary>Decrypts a stream's bytes in place, unless they are plain.</summary>
    /// <returns>How many there are, from the start.</returns>
    internal int Decrypt(PdfStream stream, Span<byte> data)
    {
        if (stream.EncryptedAs is not { } owner || Filters.MethodOf(stream.Dictionary) is not { } method)
        {
            return data.Length;
        }
        int length = OpenKey.Decrypt(method, owner, data);
        return length >= 0 ? length : throw Forged(owner, stream.Offset);
    }

    internal byte[] EncryptStream(PdfReference owner, PdfDictionary dictionary, byte[] plain) =>
        Filters.MethodOf(dictionary) is { } method ? OpenKey.Encrypt(method, owner, plain) : plain;

    /// <summary>Zeroes the key; what has not been read by then stays closed.</summary>
    public void Dispose() => _key?.Dispose();

    private static (byte[] Key, bool IsOwner)? Try(PasswordCheck check, string password, bool isUnicode)
    {
        byte[][] forms = [.. PasswordForms.Of(password, isUnicode)];
        try
        {
            foreach (byte[] form in forms)
            {
                if (check.TryOwner(form) is { } ownerKey)
                {
                    return (ownerKey, true);
                }
                if (check.TryUser(form) is { } userKey)
                {
                    return (userKey, false);
                }
            }
            return null;
        }
        finally
        {
            Array.ForEach(forms, static form => CryptographicOperations.ZeroMemory(form));
        }
    }

    /// <summary>
    /// The permissions in <c>/Perms</c>, which only whoever had the key can have written (7.6.4.4.12); none where it is forged.
    /// </summary>
    private static int ProvenPermissions(EncryptionDictionary dictionary, byte[]? key)
    {
        if (key is null)
        {
            return 0;
        }
        using Aes aes = AesCbcMethod.Create(key);
        byte[] perms = aes.DecryptEcb(dictionary.Perms, PaddingMode.None);
        return perms.AsSpan(9, 3).SequenceEqual("adb"u8) ? BinaryPrimitives.ReadInt32LittleEndian(perms) : 0;
    }

    private static SigningException Forged(PdfReference owner, long offset) =>
        PdfError.Damaged($"object {owner.Number} is not what was encrypted", offset);
}
