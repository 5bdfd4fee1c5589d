using System.Text.RegularExpressions;
using Signing.Core.Pdf;
using Xunit;

namespace Signing.Core.Tests.Pdf.Encryption;

/// <summary>Encryption dictionaries that are malformed, absurd or of another kind: taken as others take them, or closed with a reason.</summary>
public sealed class HostileEncryptionTests
{
    private const string Rc4 = "rc4";
    private const string Aes = "aes";

    private static readonly EncryptedPdf RcMake = new() { Version = 2, Revision = 3, Entries = "/Length 128" };
    private static readonly EncryptedPdf AesMake = new();

    [Theory]
    [InlineData(Rc4, "/Length 128", "/Length 0")]
    [InlineData(Rc4, "/Length 128", "/Length 7")]
    [InlineData(Rc4, "/Length 128", "/Length 16")]
    [InlineData(Rc4, "/Length 128", "/Length 4096")]
    [InlineData(Rc4, "/Length 128", "/Length -8")]
    [InlineData(Rc4, "/Length 128", "/Length (x)")]
    [InlineData(Rc4, "/Length 128", "")]
    [InlineData(Rc4, "00000000000000000000000000000000>", ">")]
    [InlineData(Rc4, "00000000000000000000000000000000>", "0000000000000000000000000000000000000000>")]
    [InlineData(Rc4, "/P -4", "/P 4294967292")]
    [InlineData(Aes, "/StmF /StdCF", "/StmF /StdCF /EFF /Missing")]
    [InlineData(Aes, "/U <(.{96})>", "/U <${1}000000>")]
    [InlineData(Aes, "/CFM /AESV3", "/CFM /AESV2")]
    public void Open_OddButUsable_IsOpen(string make, string what, string instead)
    {
        using PdfDocument document = PdfTesting.Open(Changed(make, what, instead));

        Assert.True(document.Security!.IsOpen);
    }

    [Theory]
    [InlineData(Rc4, "/Filter /Standard", "/Filter /Adobe.PubSec", "Adobe.PubSec")]
    [InlineData(Rc4, "/Filter /Standard", "/Filter /FOPN_fLock", "FOPN_fLock")]
    [InlineData(Rc4, "/Filter /Standard", "", "names no security handler")]
    [InlineData(Rc4, "/V 2", "/V 3", "version 3")]
    [InlineData(Rc4, "/V 2", "/V 99", "version 99")]
    [InlineData(Rc4, "/V 2", "/V 99999999999999", "version 0")]
    [InlineData(Rc4, "/V 2", "", "version 0")]
    [InlineData(Rc4, "/R 3", "/R 1", "revision 1")]
    [InlineData(Rc4, "/R 3", "/R 6", "revision 6")]
    [InlineData(Rc4, "/P -4", "/P /None", "entry P")]
    [InlineData(Rc4, "/O <[0-9A-F]*>", "", "entry O")]
    [InlineData(Rc4, "/U <[0-9A-F]*>", "/U 5", "entry U")]
    [InlineData(Aes, "/R 6", "/R 4", "revision 4")]
    [InlineData(Aes, "/R 6", "/R 8", "revision 8")]
    [InlineData(Aes, "/OE <[0-9A-F]*>", "", "entry OE")]
    [InlineData(Aes, "/UE <[0-9A-F]*>", "/UE null", "entry UE")]
    [InlineData(Aes, "/Perms <[0-9A-F]*>", "", "entry Perms")]
    [InlineData(Aes, "/StmF /StdCF", "/StmF /Missing", "Missing")]
    [InlineData(Aes, "/StrF /StdCF", "/StrF /Missing", "Missing")]
    [InlineData(Aes, "/CFM /AESV3", "/CFM /ROT13", "StdCF")]
    [InlineData(Aes, "/CF <<.*?>> >>", "/CF 7", "StdCF")]
    public void Open_OfAnotherKind_IsClosedAndSaysWhy(string make, string what, string instead, string reason)
    {
        using PdfDocument document = PdfTesting.Open(Changed(make, what, instead));

        Assert.False(document.Security!.IsOpen);
        Assert.False(document.Security.NeedsPassword);
        SigningException error = Assert.Throws<SigningException>(document.Security.RequireOpen);
        Assert.Equal(ErrorCodes.PdfEncrypted, error.Code);
        Assert.Contains(reason, error.Facts["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Rc4, "/O <[0-9A-F]*>", "/O <>")]
    [InlineData(Rc4, "/U <[0-9A-F]*>", "/U <00>")]
    [InlineData(Rc4, "/P -4", "/P -8")]
    [InlineData(Aes, "/U <[0-9A-F]*>", "/U <>")]
    public void Open_EntriesThatNoPasswordFits_NeedsAPassword(string make, string what, string instead)
    {
        byte[] bytes = Changed(make, what, instead);
        using PdfDocument document = PdfTesting.Open(bytes);

        Assert.True(document.Security!.NeedsPassword);
        Assert.Equal(ErrorCodes.PdfPasswordWrong, Assert.Throws<SigningException>(() => PdfTesting.Open(bytes, password: "none")).Code);
    }

    [Fact]
    public void Open_WrongPassword_IsNowhereInTheError()
    {
        byte[] encrypted = new EncryptedPdf { UserPassword = "right" }.Build(TestPdf.Create());

        SigningException error = Assert.Throws<SigningException>(() => PdfTesting.Open(encrypted, password: "hunter2"));

        Assert.Equal(ErrorCodes.PdfPasswordWrong, error.Code);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(error.Facts);
    }

    [Fact]
    public void Read_WithoutThePassword_StructureIsReadAndWhatIsEncryptedThrows()
    {
        byte[] encrypted = new EncryptedPdf { UserPassword = "right" }.Build(new TestPdf().AddTextField("note").Build());
        using PdfDocument document = PdfTesting.Open(encrypted);

        Assert.Equal(1, PdfPages.Count(document.Current));
        var page = (PdfDictionary)document.Current.GetObject(TestPdf.FirstPage);
        PdfStream contents = document.Current.Get<PdfStream>(page, "Contents")!;
        Assert.Equal(ErrorCodes.PdfEncrypted, Assert.Throws<SigningException>(() => document.Current.Decode(contents)).Code);
        Assert.Equal(ErrorCodes.PdfEncrypted, Assert.Throws<SigningException>(() => PdfForm.Read(document.Current)).Code);
    }

    [Fact]
    public void Decode_UndefinedCryptFilterOfAStream_IsDamage()
    {
        var pdf = new TestPdf();
        int stream = pdf.Add("<< /Filter [/Crypt] /DecodeParms [<< /Name /Mine >>] >>", "x"u8.ToArray());
        byte[] encrypted = new EncryptedPdf { Entries = EncryptedPdf.AllAes.Replace("/CF <<", "/CF << /Mine << /CFM /None >>", StringComparison.Ordinal) }.Build(pdf.Build());
        using PdfDocument document = PdfTesting.Open(PdfTesting.Replace(encrypted, "/CF << /Mine ", "/CF << /Nine "));

        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => document.Current.Decode((PdfStream)document.Current.GetObject(stream))).Code);
    }

    [Fact]
    public void Replace_TheEncryptionDictionary_IsAMistake()
    {
        byte[] encrypted = new EncryptedPdf().Build(TestPdf.Create());
        using PdfDocument document = PdfTesting.Open(encrypted);
        var update = new PdfUpdate(document);

        SigningException error = Assert.Throws<SigningException>(() => update.Replace(document.Security!.Reference!, PdfNull.Instance));
        Assert.Equal(ErrorCodes.PdfDamaged, error.Code);
    }

    [Fact]
    public void Dispose_TheDocument_ForgetsTheKey()
    {
        byte[] encrypted = new EncryptedPdf().Build(TestPdf.Create());
        PdfDocument document = PdfTesting.Open(encrypted);
        document.Dispose();

        Assert.Throws<ObjectDisposedException>(() => document.Security!.EncryptString(new PdfReference(1, 0), [1]));
    }

    private static byte[] Changed(string make, string what, string instead)
    {
        EncryptedPdf pdf = make == Rc4 ? RcMake : AesMake;
        string dictionary = pdf.Dictionary();
        string changed = new Regex(what).Replace(dictionary, instead, 1);
        Assert.NotEqual(dictionary, changed);
        return pdf.Whole(changed);
    }
}
