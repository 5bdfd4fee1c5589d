using System.Text;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf.Encryption;

/// <summary>Documents encrypted otherwise than qpdf would: read by us, and where it knows how, by qpdf.</summary>
public sealed class EncryptedPdfTests
{
    private const string Secret = "Kho\u1EA3n m\u1EE5c (m\u1EADt) \\ \r\n";

    private static readonly Dictionary<string, EncryptedPdf> Makes = new()
    {
        ["AES-256"] = new(),
        ["AES-256, direct dictionary"] = new() { IsDirect = true },
        ["AES-256, user password"] = new() { UserPassword = "m\u1EADt kh\u1EA9u" },
        ["AES-256, clear metadata"] = new() { EncryptsMetadata = false },
        ["AES-256, revision 5"] = new() { Revision = 5 },
        ["AES-256, plain streams"] = new() { Entries = EncryptedPdf.AllAes.Replace("/StmF /StdCF", "/StmF /Identity", StringComparison.Ordinal) },
        ["AES-256, plain strings"] = new() { Entries = EncryptedPdf.AllAes.Replace("/StrF /StdCF", "", StringComparison.Ordinal) },
        ["AES-256, embedded files alone"] = new() { Entries = "/CF << /F << /CFM /AESV3 >> >> /EFF /F" },
        ["AES-256, a method that does nothing"] = new() { Entries = "/CF << /F << /CFM /None >> >> /StmF /F /StrF /F" },
        ["AES-256, positive P"] = new() { P = int.MaxValue - 3 },
        ["AES-128 streams, RC4 strings"] = new() { Version = 4, Revision = 4, Entries = "/Length 128 /CF << /A << /CFM /AESV2 /Length 16 >> /B << /CFM /V2 /Length 16 >> >> /StmF /A /StrF /B" },
        ["AES-128, no length, clear metadata"] = new() { Version = 4, Revision = 4, EncryptsMetadata = false, Entries = "/CF << /A << /CFM /AESV2 >> >> /StmF /A /StrF /A" },
        ["RC4-128"] = new() { Version = 2, Revision = 3, Entries = "/Length 128", UserPassword = "user" },
        ["RC4-128, no identifier"] = new() { Version = 2, Revision = 3, Entries = "/Length 128", HasId = false },
        ["AES-GCM"] = new() { Version = 6, Revision = 7, Entries = EncryptedPdf.AllGcm },
        ["AES-GCM, user password, direct"] = new() { Version = 6, Revision = 7, Entries = EncryptedPdf.AllGcm, UserPassword = "user", IsDirect = true },
    };

    public static TheoryData<string> Names => [.. Makes.Keys];

    /// <summary>What qpdf does not know: ISO/TS 32003, the method None, and embedded files that have no crypt filter of their own.</summary>
    public static TheoryData<string> NamesForQpdf =>
        [.. Makes.Keys.Where(static name => !name.StartsWith("AES-GCM", StringComparison.Ordinal) && !name.EndsWith("nothing", StringComparison.Ordinal) && !name.EndsWith("alone", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WithEitherPassword_IsThePlainDocument(string name)
    {
        byte[] plain = Plain();
        byte[] encrypted = Makes[name].Build(plain);

        foreach (string password in (string[])[Makes[name].UserPassword, Makes[name].OwnerPassword])
        {
            using PdfDocument expected = PdfTesting.Open(plain);
            using PdfDocument document = PdfTesting.Open(encrypted, password: password);
            Assert.Equal(password == Makes[name].OwnerPassword, document.Security!.IsOwner);
            AssertSame(expected, document);
        }
    }

    [Theory]
    [MemberData(nameof(NamesForQpdf))]
    public async Task Decrypt_ByQpdf_IsThePlainDocument(string name)
    {
        Tool.Require("qpdf");
        using var folder = new Temporary();
        byte[] plain = Plain();
        string decrypted = Path.Combine(folder.Folder, "decrypted.pdf");
        (int exitCode, string output) = await Tool.RunAsync(
            "qpdf", "--decrypt", $"--password={Makes[name].UserPassword}", "--object-streams=disable", "--stream-data=preserve", "--preserve-unreferenced",
            folder.Write("encrypted.pdf", Makes[name].Build(plain)), decrypted);

        Assert.True(exitCode == (Makes[name].HasId ? 0 : 3), output);
        using PdfDocument expected = PdfTesting.Open(plain);
        using PdfDocument document = PdfTesting.Open(await File.ReadAllBytesAsync(decrypted, TestContext.Current.CancellationToken));
        Assert.Null(document.Security);
        PdfDictionary info = document.Current.Get<PdfDictionary>(document.Trailer, "Root")!;
        Assert.Equal(Secret, Assert.IsType<PdfString>(info["Secret"]).ToText());
        foreach (string key in (string[])["Metadata", "Plain", "Attached"])
        {
            PdfStream mine = expected.Current.Get<PdfStream>(expected.Current.Catalog, key)!;
            Assert.Equal(expected.Current.Decode(mine), document.Current.Decode(document.Current.Get<PdfStream>(info, key)!));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_NewAndChangedObjects_AreReadBack(string name)
    {
        byte[] encrypted = Makes[name].Build(Plain());
        byte[] updated;
        int added;
        using (PdfDocument document = PdfTesting.Open(encrypted, password: Makes[name].OwnerPassword))
        {
            var update = new PdfUpdate(document);
            PdfDictionary catalog = document.Current.Catalog.Clone();
            catalog["Again"] = PdfString.FromText(Secret);
            update.Replace(document.Current.CatalogReference, catalog);
            // A stream that was read is given another number, so that it needs another key.
            added = update.Add(document.Current.Get<PdfStream>(document.Current.Catalog, "Metadata")!).Number;
            updated = [.. encrypted, .. update.Write().Bytes.Span];
        }

        using PdfDocument read = PdfTesting.Open(updated, password: Makes[name].UserPassword);
        Assert.Equal(Secret, read.Current.Get<PdfString>(read.Current.Catalog, "Again")!.ToText());
        Assert.Equal(Secret, read.Current.Get<PdfString>(read.Current.Catalog, "Secret")!.ToText());
        Assert.Equal("<x:xmpmeta/>"u8.ToArray(), read.Current.Decode((PdfStream)read.Current.GetObject(added)));
        Assert.Equal(read.At(1).Trailer["Encrypt"]!.ToString(), read.Trailer["Encrypt"]!.ToString());
    }

    /// <summary>Another library's cipher decrypts what ours encrypted: nonce, then data, then tag, nothing else authenticated.</summary>
    [Fact]
    public void AesGcm_AnotherLibrary_DecryptsTheStream()
    {
        EncryptedPdf make = Makes["AES-GCM"];
        byte[] key = System.Security.Cryptography.SHA256.HashData("the key of this document"u8);
        using PdfDocument document = PdfTesting.Open(make.Build(Plain()));
        PdfStream stream = document.Current.Get<PdfStream>(document.Current.Catalog, "Metadata")!;
        byte[] raw = new byte[stream.Length];
        stream.ReadRaw(raw);

        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(false, new AeadParameters(new KeyParameter(key), 128, raw[..12]));
        byte[] plain = new byte[cipher.GetOutputSize(raw.Length - 12)];
        int length = cipher.ProcessBytes(raw, 12, raw.Length - 12, plain, 0);
        length += cipher.DoFinal(plain, length);

        Assert.Equal("<x:xmpmeta/>", Encoding.ASCII.GetString(plain, 0, length));
    }

    [Fact]
    public void AesGcm_ForgedBytes_AreDamage()
    {
        byte[] encrypted = Makes["AES-GCM"].Build(Plain());
        long data;
        using (PdfDocument document = PdfTesting.Open(encrypted))
        {
            data = document.Current.Get<PdfStream>(document.Current.Catalog, "Metadata")!.DataOffset;
        }
        encrypted[data + 13] ^= 1;

        using PdfDocument forged = PdfTesting.Open(encrypted);
        PdfStream stream = forged.Current.Get<PdfStream>(forged.Current.Catalog, "Metadata")!;
        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => forged.Current.Decode(stream)).Code);
    }

    /// <summary>A document with strings of every kind and place, and with streams that crypt filters tell apart.</summary>
    private static byte[] Plain()
    {
        var pdf = new TestPdf(TestPdfForm.Table, pages: 2) { Version = "2.0" };
        int metadata = pdf.Add("<< /Type /Metadata /Subtype /XML >>", "<x:xmpmeta/>"u8.ToArray());
        int plain = pdf.Add("<< /Filter /Crypt /DecodeParms << /Type /CryptFilterDecodeParms /Name /Identity >> >>", "plain by its own filter"u8.ToArray());
        int attached = pdf.Add("<< /Type /EmbeddedFile >>", "an attachment"u8.ToArray());
        int file = pdf.Add($"<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F {attached} 0 R /UF {attached} 0 R >> >>");
        int text = pdf.Add("(an object that is a string)");
        byte[] secret = [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Secret)];
        return pdf.SetCatalog("Secret", $"<{Convert.ToHexString(secret)}>")
            .SetCatalog("Nested", $"[() (a) [<62> << /C (c) /D {text} 0 R >>]]")
            .SetCatalog("Metadata", $"{metadata} 0 R")
            .SetCatalog("Plain", $"{plain} 0 R")
            .SetCatalog("Attached", $"{attached} 0 R")
            .SetCatalog("Names", $"<< /EmbeddedFiles << /Names [(a.txt) {file} 0 R] >> >>")
            .SetCatalog("Sig", "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <30030201> /Reason (not plain) >>")
            .Build();
    }

    private static void AssertSame(PdfDocument expected, PdfDocument actual)
    {
        foreach (CrossReferenceEntry entry in expected.Current.Entries)
        {
            PdfObject mine = expected.Current.GetObject(entry.Number);
            PdfObject its = actual.Current.GetObject(entry.Number);
            if (mine is PdfStream stream)
            {
                Assert.Equal(expected.Current.Decode(stream), actual.Current.Decode(Assert.IsType<PdfStream>(its)));
            }
            else
            {
                Assert.Equal(mine.ToString(), its.ToString());
            }
        }
    }
}
