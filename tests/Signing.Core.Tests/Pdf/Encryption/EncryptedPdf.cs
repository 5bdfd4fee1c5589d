using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Pdf.Encryption;

namespace Signing.Core.Tests.Pdf.Encryption;

/// <summary>
/// Encrypts a document in ways that qpdf has no switch for: other crypt filters, an encryption dictionary in the trailer,
/// AES-GCM. The entries of its dictionary are made here, by the standard's algorithms 8 and 9, or 3 and 5.
/// </summary>
internal sealed class EncryptedPdf
{
    private static readonly byte[] FileId = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");
    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    internal const string AllGcm = "/CF << /StdCF << /CFM /AESV4 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF";
    internal const string AllAes = "/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF";

    internal int Version { get; init; } = 5;

    internal int Revision { get; init; } = 6;

    internal string UserPassword { get; init; } = "";

    internal string OwnerPassword { get; init; } = "owner";

    internal int P { get; init; } = -4;

    /// <summary>The permissions in <c>/Perms</c>; null: the same as in <c>/P</c>.</summary>
    internal int? ProvenP { get; init; }

    /// <summary>The crypt filters, and whatever else the dictionary shall have.</summary>
    internal string Entries { get; init; } = AllAes;

    internal bool EncryptsMetadata { get; init; } = true;

    /// <summary>Whether the dictionary stands in the trailer itself.</summary>
    internal bool IsDirect { get; init; }

    internal string TrailerExtra { get; init; } = "";

    internal bool HasId { get; init; } = true;

    /// <summary>The encryption dictionary, as PDF syntax.</summary>
    internal string Dictionary()
    {
        string entries = Version >= 5 ? Aes256Entries() : LegacyEntries();
        string metadata = EncryptsMetadata ? "" : "/EncryptMetadata false";
        return string.Create(CultureInfo.InvariantCulture, $"<< /Filter /Standard /V {Version} /R {Revision} /P {P} {entries} {metadata} {Entries} >>");
    }

    /// <summary>The same document, encrypted, with a cross-reference table.</summary>
    internal byte[] Build(byte[] plain)
    {
        string dictionary = Dictionary();
        using PdfDocument document = PdfTesting.Open(plain);
        // What encrypts is what is under test; what decrypts it in the tests is qpdf, or another library's cipher.
        using PdfDocument keys = PdfTesting.Open(Whole(dictionary), password: OwnerPassword.Length > 0 && Version >= 5 ? OwnerPassword : UserPassword);
        int own = document.HighestNumberEnd;
        var writer = new ObjectWriter(plain.Length);
        var rows = new SortedDictionary<int, long>();
        writer.Write("%PDF-2.0\n%\u00E2\u00E3\n"u8);
        foreach (CrossReferenceEntry entry in document.Current.Entries.Where(static e => e.Kind != CrossReferenceKind.Free))
        {
            PdfIndirectObject found = document.Current.Find(entry.Number)!;
            if (found.Value is not PdfStream { Dictionary: var stream } || !(stream.IsName("Type", "ObjStm") || stream.IsName("Type", "XRef")))
            {
                rows[entry.Number] = writer.Length;
                writer.WriteIndirect(new PdfReference(entry.Number, 0), found.Value, keys.Security);
            }
        }
        if (!IsDirect)
        {
            rows[own] = writer.Length;
            writer.Write(Encoding.Latin1.GetBytes($"{own} 0 obj\n{dictionary}\nendobj\n"));
        }
        long section = writer.Length;
        writer.Write("xref\n0 1\n0000000000 65535 f \n"u8);
        foreach ((int number, long offset) in rows)
        {
            writer.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n")));
        }
        string encrypt = IsDirect ? dictionary : $"{own} 0 R";
        writer.Write(Encoding.Latin1.GetBytes($"trailer\n<< /Size {(IsDirect ? own : own + 1)} {Trailer(encrypt)} {TrailerExtra} >>\nstartxref\n{section}\n%%EOF\n"));
        return writer.Written.ToArray();
    }

    /// <summary>An empty document with an encryption dictionary.</summary>
    internal byte[] Whole(string dictionary)
    {
        string body = "%PDF-2.0\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
        return Encoding.Latin1.GetBytes(
            $"{body}xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 {Trailer(dictionary)} >>\nstartxref\n{body.Length}\n%%EOF\n");
    }

    private string Trailer(string encrypt)
    {
        string id = HasId ? $"/ID [<{Convert.ToHexString(FileId)}> <{Convert.ToHexString(FileId)}>]" : "";
        return $"/Root 1 0 R {id} /Encrypt {encrypt}";
    }

    /// <summary>Algorithms 8, 9 and 10, with a key that is known.</summary>
    private string Aes256Entries()
    {
        byte[] key = SHA256.HashData("the key of this document"u8);
        byte[] user = Encoding.UTF8.GetBytes(UserPassword);
        byte[] owner = Encoding.UTF8.GetBytes(OwnerPassword);
        byte[] u = [.. Hash(user, "usersalt"u8, []), .. "usersaltuserkeys"u8];
        byte[] o = [.. Hash(owner, "ownrsalt"u8, u), .. "ownrsaltownrkeys"u8];
        using var aes = Aes.Create();
        aes.Key = Hash(user, "userkeys"u8, []);
        byte[] ue = aes.EncryptCbc(key, new byte[16], PaddingMode.None);
        aes.Key = Hash(owner, "ownrkeys"u8, u);
        byte[] oe = aes.EncryptCbc(key, new byte[16], PaddingMode.None);
        byte[] perms = [.. new byte[4], 0xFF, 0xFF, 0xFF, 0xFF, EncryptsMetadata ? (byte)'T' : (byte)'F', .. "adb1234"u8];
        BinaryPrimitives.WriteInt32LittleEndian(perms, ProvenP ?? P);
        aes.Key = key;
        return $"/U {Hex(u)} /O {Hex(o)} /UE {Hex(ue)} /OE {Hex(oe)} /Perms {Hex(aes.EncryptEcb(perms, PaddingMode.None))}";
    }

    private byte[] Hash(byte[] password, ReadOnlySpan<byte> salt, byte[] user)
    {
        byte[] hash = SHA256.HashData([.. password, .. salt, .. user]);
        return Revision < 6 ? hash : PasswordHash.Harden(hash, password, user);
    }

    /// <summary>Algorithms 2, 3 and 5, for keys of 128 bits and revisions 3 and 4.</summary>
    private string LegacyEntries()
    {
        byte[] o = Rounds(Repeated(Padded(OwnerPassword)), Padded(UserPassword));
        byte[] permissions = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, P);
        byte[] id = HasId ? FileId : [];
        byte[] key = Repeated([.. Padded(UserPassword), .. o, .. permissions, .. id, .. EncryptsMetadata || Revision < 4 ? [] : "\u00FF\u00FF\u00FF\u00FF".Select(static c => (byte)c)]);
        byte[] u = [.. Rounds(key, Md5([.. Padding, .. id])), .. new byte[16]];
        return $"/O {Hex(o)} /U {Hex(u)}";
    }

    private static byte[] Padded(string password) => [.. Encoding.Latin1.GetBytes(password).Concat(Padding).Take(32)];

    private static byte[] Repeated(byte[] input)
    {
        byte[] hash = Md5(input);
        for (int i = 0; i < 50; i++)
        {
            hash = Md5(hash);
        }
        return hash;
    }

    private static byte[] Rounds(byte[] key, byte[] data)
    {
        byte[] result = [.. data];
        for (int i = 0; i < 20; i++)
        {
            Rc4.Apply([.. key.Select(b => (byte)(b ^ i))], result);
        }
        return result;
    }

    private static byte[] Md5(byte[] input)
    {
        byte[] hash = new byte[LegacyHash.Bytes];
        LegacyHash.Compute(input, hash);
        return hash;
    }

    private static string Hex(byte[] bytes) => $"<{Convert.ToHexString(bytes)}>";
}
