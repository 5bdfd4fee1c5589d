namespace Signing.Core.Pdf.Encryption;

/// <summary>
/// The encryption dictionary of a standard security handler (ISO 32000-2, 7.6.2 and table 21). Where it is absurd or
/// unknown, reading it ends in <see cref="ErrorCodes.PdfEncrypted"/> with what is the matter.
/// </summary>
internal sealed class EncryptionDictionary
{
    private const int FirstRevisionOfAes256 = 5;
    private const int FirstVersionOfAes256 = 5;
    private const int LegacyEntryBytes = 32;
    private const int EntryBytes = 48;
    private const int KeyEntryBytes = 32;
    private const int PermsBytes = 16;

    private readonly PdfView _view;
    private readonly PdfDictionary _dictionary;

    private EncryptionDictionary(PdfView view, PdfDictionary dictionary)
    {
        _view = view;
        _dictionary = dictionary;
        string? handler = (view.Resolve(dictionary["Filter"]) as PdfName)?.Value;
        if (handler != "Standard")
        {
            throw PdfError.Encrypted(handler is null
                ? "its encryption dictionary names no security handler"
                : $"its security handler is {handler}, and only the one with passwords (Standard) is supported");
        }
        Version = Integer("V") ?? 0;
        Revision = Integer("R") ?? 0;
        bool isKnown = Version switch
        {
            1 or 2 or 4 => Revision is >= 2 and < FirstRevisionOfAes256,
            5 or 6 => Revision is >= FirstRevisionOfAes256 and <= 7,
            _ => false,
        };
        if (!isKnown)
        {
            throw PdfError.Encrypted($"version {Version} with revision {Revision} of the standard security handler is unknown");
        }
        // Some write P as an unsigned number.
        P = view.Resolve(dictionary["P"]) is PdfInteger permissions ? unchecked((int)permissions.Value) : throw Missing("P");
        Owner = Entry("O", HasOneKey ? EntryBytes : LegacyEntryBytes);
        User = Entry("U", HasOneKey ? EntryBytes : LegacyEntryBytes);
        OwnerKey = HasOneKey ? Entry("OE", KeyEntryBytes) : [];
        UserKey = HasOneKey ? Entry("UE", KeyEntryBytes) : [];
        Perms = HasOneKey ? Entry("Perms", PermsBytes) : [];
        EncryptsMetadata = view.Resolve(dictionary["EncryptMetadata"]) is not PdfBoolean { Value: false };
        Filters = new CryptFilters(view, dictionary, Version, EncryptsMetadata);
    }

    internal int Version { get; }

    internal int Revision { get; }

    /// <summary>The permissions, as written.</summary>
    internal int P { get; }

    internal byte[] Owner { get; }

    internal byte[] User { get; }

    internal byte[] OwnerKey { get; }

    internal byte[] UserKey { get; }

    internal byte[] Perms { get; }

    internal bool EncryptsMetadata { get; }

    internal CryptFilters Filters { get; }

    /// <summary>Whether one key serves all objects (7.6.3.3).</summary>
    internal bool HasOneKey => Version >= FirstVersionOfAes256;

    /// <summary>Whether a MAC protects the document (ISO/TS 32004), which every change would have to make anew.</summary>
    internal bool HasMacSalt => _dictionary["KDFSalt"] is not null;

    /// <summary>
    /// How long the key may be, in bytes, the likeliest first: writers leave <c>/Length</c> out or put in anything, and
    /// whether a key is the right one shows when a password is tried.
    /// </summary>
    internal IEnumerable<int> KeyLengths
    {
        get
        {
            int[] likely = Version == 1 ? [5, 16] : [16, 5];
            return Version == 2 && Integer("Length") is >= 40 and <= 128 and int bits && bits % 8 == 0 ? likely.Prepend(bits / 8).Distinct() : likely;
        }
    }

    internal static EncryptionDictionary Read(PdfView view, PdfObject dictionary) =>
        new(view, dictionary as PdfDictionary ?? throw PdfError.Encrypted("what should be its encryption dictionary is none"));

    /// <summary>A string of a fixed length: some writers append zeros, some leave those at the end out.</summary>
    private byte[] Entry(string key, int length)
    {
        byte[] value = _view.Resolve(_dictionary[key]) is PdfString text ? text.Value : throw Missing(key);
        byte[] entry = new byte[length];
        value.AsSpan(0, Math.Min(value.Length, length)).CopyTo(entry);
        return entry;
    }

    private static SigningException Missing(string key) => PdfError.Encrypted($"the entry {key} of its encryption dictionary is missing or malformed");

    private int? Integer(string key) =>
        _view.Resolve(_dictionary[key]) is PdfInteger { Value: >= int.MinValue and <= int.MaxValue } integer ? (int)integer.Value : null;
}
