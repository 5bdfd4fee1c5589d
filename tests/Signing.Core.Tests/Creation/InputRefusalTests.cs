using System.Security.Cryptography;
using System.Text;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Input that is no document to sign, and options that no signature can have.</summary>
public sealed class InputRefusalTests(World world)
{
    private static readonly Dictionary<string, (Func<byte[]> Document, string Code)> Inputs = new()
    {
        ["empty"] = (static () => [], ErrorCodes.RequestEmpty),
        ["a JPEG"] = (static () => [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF"u8, 0x00, .. RandomNumberGenerator.GetBytes(5000)], ErrorCodes.PdfNotPdf),
        ["a text"] = (static () => "Kính gửi: Ủy ban nhân dân tỉnh"u8.ToArray(), ErrorCodes.PdfNotPdf),
        ["one byte"] = (static () => [0x25], ErrorCodes.PdfNotPdf),
        ["a header alone"] = (static () => "%PDF-1.7\n"u8.ToArray(), ErrorCodes.PdfDamaged),
        ["cut before its catalog ends"] = (static () => TestPdf.Create(pages: 5)[..40], ErrorCodes.PdfDamaged),
        ["no catalog"] = (static () => PdfTesting.Replace(Replaced("/Root 1 0 R", "/Root 9 0 R"), "/Catalog", "/Kittens"), ErrorCodes.PdfDamaged),
        ["encrypted"] = (static () => new TestPdf { TrailerExtra = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 >>" }.Build(), ErrorCodes.PdfEncrypted),
        ["a page tree without end"] = (static () => new TestPdf().Put(2, "<< /Type /Pages /Count 1 /Kids [2 0 R] >>").Build(), ErrorCodes.PdfDamaged),
        ["a field that is no object of its own"] = (static () => new TestPdf().SetCatalog("AcroForm", "<< /Fields [<< /FT /Sig /T (direct) >>] >>").Build(), ErrorCodes.PdfDamaged),
    };

    public static TheoryData<string> InputNames => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(InputNames))]
    public async Task Sign_NoDocumentToSign_IsRefused(string name)
    {
        (Func<byte[]> document, string code) = Inputs[name];
        var options = new SignatureOptions { Field = name.StartsWith("a field", StringComparison.Ordinal) ? "direct" : null };
        var key = new StandInKey(world.Agency);

        SigningException error = await Refusal.OfAsync(world.Signer, document(), key, options);

        Assert.Equal(code, error.Code);
        Assert.Equal(0, key.Signatures);
    }

    [Fact]
    public async Task Sign_TruncatedAnywhere_IsRefusedWithACodeOrSignedAsARepairedDocument()
    {
        byte[] document = TestPdf.Create(TestPdfForm.ObjectStreams);
        int signed = 0;
        // Without its last mark and line endings it is whole.
        for (int length = 1; length < document.Length - "\n%%EOF\n".Length; length++)
        {
            byte[] cut = document[..length];
            using var output = new MemoryStream();
            try
            {
                await world.Signer.SignAsync(new MemoryStream(cut), output, world.OfficialEc, cancellationToken: TestContext.Current.CancellationToken);
            }
            catch (SigningException error)
            {
                Assert.Contains(error.Code, new[] { ErrorCodes.PdfNotPdf, ErrorCodes.PdfDamaged });
                Assert.Equal(0, output.Length);
                continue;
            }
            Assert.True(output.ToArray().AsSpan().StartsWith(cut));
            Core.Verification.Reports.VerificationReport report = await world.VerifyAsync(output.ToArray());
            Assert.True(report.Verdict == Core.Verification.Reports.Verdict.Valid, $"{length}: {string.Join(' ', report.Reasons.Select(static reason => reason.Message))}");
            signed++;
        }
        Assert.InRange(signed, 1, document.Length);
    }

    [Fact]
    public async Task Sign_TwoHundredMegabytesOfZeros_IsRefused()
    {
        using var folder = new Temporary();
        string input = folder.Write("zeros.pdf", []);
        using (FileStream file = File.OpenWrite(input))
        {
            file.SetLength(200 << 20);
        }

        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => world.Signer.SignAsync(input, Path.Combine(folder.Folder, "out.pdf"), world.Agency, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.PdfNotPdf, error.Code);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Folder));
    }

    private static readonly Dictionary<string, (SignatureOptions Options, string Option)> Options = new()
    {
        ["MD5"] = (new() { Digest = HashAlgorithmName.MD5 }, "digest"),
        ["SHA-1"] = (new() { Digest = HashAlgorithmName.SHA1 }, "digest"),
        ["a digest that is none"] = (new() { Digest = new HashAlgorithmName("SHA-256") }, "digest"),
        ["a level that is none"] = (new() { Level = (PadesLevel)9 }, "level"),
        ["a padding that is none"] = (new() { Padding = (RsaPadding)9 }, "padding"),
        ["a certification that is none"] = (new() { Certify = 0 }, "certify"),
        ["no room"] = (new() { ContentsSize = 0 }, "contentsSize"),
        ["negative room"] = (new() { ContentsSize = -1 }, "contentsSize"),
        ["endless room"] = (new() { ContentsSize = int.MaxValue }, "contentsSize"),
    };

    public static TheoryData<string> OptionNames => [.. Options.Keys];

    [Theory]
    [MemberData(nameof(OptionNames))]
    public async Task Sign_OptionThatNoSignatureCanHave_IsRefusedByName(string name)
    {
        (SignatureOptions options, string option) = Options[name];

        SigningException error = await Refusal.OfAsync(world.Signer, TestPdf.Create(), world.Agency, options);

        Assert.Equal(ErrorCodes.RequestOption, error.Code);
        Assert.Equal(option, error.Facts["option"]);
    }

    [Theory]
    [InlineData(RsaPadding.Pkcs1)]
    [InlineData(RsaPadding.Pss)]
    public async Task Sign_PaddingForAnEllipticCurve_IsRefused(RsaPadding padding)
    {
        SigningException error = await Refusal.OfAsync(world.Signer, TestPdf.Create(), world.OfficialEc, new SignatureOptions { Padding = padding });

        Assert.Equal(ErrorCodes.RequestOption, error.Code);
        Assert.Equal("padding", error.Facts["option"]);
    }

    [Fact]
    public async Task Sign_Null_IsAMistakeOfTheCaller()
    {
        Pkcs12Key key = world.Agency;
        await Assert.ThrowsAsync<ArgumentNullException>(() => world.Signer.SignAsync((Stream)null!, new MemoryStream(), key, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => world.Signer.SignAsync(new MemoryStream(), null!, key, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => world.Signer.SignAsync(new MemoryStream(), new MemoryStream(), null!, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => world.Signer.PrepareAsync(new MemoryStream(), null!, cancellationToken: TestContext.Current.CancellationToken));
    }

    private static byte[] Replaced(string old, string replacement) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(TestPdf.Create()).Replace(old, replacement, StringComparison.Ordinal));
}
