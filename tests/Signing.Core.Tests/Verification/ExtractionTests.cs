using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification.Reports;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>The revision that a signature covers, as a file: byte for byte what the signer had, or a named refusal.</summary>
public sealed class ExtractionTests(World world)
{
    private static readonly TestSignature Further = new() { Field = "Signature2" };

    private static readonly byte[] First = Bases.SignedForm;

    private static readonly byte[] Second = Further.Apply(First);

    private static readonly byte[] Third = TestSignature.Timestamp().Apply(Second);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<string?, int?, int?, int> Wanted => new()
    {
        { "Signature1", null, null, 2 }, { "Signature2", null, null, 3 }, { "Stamp1", null, null, 4 },
        { null, 1, null, 2 }, { null, 2, null, 3 }, { null, 3, null, 4 },
        { null, null, 1, 1 }, { null, null, 2, 2 }, { null, null, 3, 3 }, { null, null, 4, 4 },
    };

    [Theory]
    [MemberData(nameof(Wanted))]
    public async Task Extract_Wanted_IsWhatTheSignerHad(string? field, int? signature, int? revision, int expected)
    {
        byte[][] revisions = [Bases.Form, First, Second, Third];
        using var output = new MemoryStream();

        ExtractedRevision extracted = await world.Verifier.ExtractAsync(
            new MemoryStream(Third), output, new() { Field = field, Signature = signature, Revision = revision }, CancellationToken);

        Assert.Equal((expected, revisions[expected - 1].Length), (extracted.Revision, extracted.Length));
        Assert.Equal(revisions[expected - 1], output.ToArray());
        if (expected > 1)
        {
            Assert.Equal(Coverage.WholeFile, Verify.Judge(output.ToArray()).Signatures[^1].Coverage);
        }
    }

    [Fact]
    public async Task Extract_SecondSignatureOfAField_IsTheOneThatStands()
    {
        byte[] replaced = new TestSignature().Apply(First);
        using var output = new MemoryStream();

        ExtractedRevision extracted = await world.Verifier.ExtractAsync(new MemoryStream(replaced), output, new() { Field = "Signature1" }, CancellationToken);

        Assert.Equal(3, extracted.Revision);
    }

    [Fact]
    public async Task Extract_WhiteSpaceBehindTheSignature_IsNotCovered()
    {
        using var output = new MemoryStream();

        await world.Verifier.ExtractAsync(new MemoryStream(Bases.Append(First, "\r\n  \n")), output, new() { Signature = 1 }, CancellationToken);

        Assert.Equal(First, output.ToArray());
    }

    [Fact]
    public async Task Extract_FileToFile_AppearsWholeAlsoInPlace()
    {
        using var folder = new Temporary();
        string file = folder.Write("văn bản.pdf", Second);
        string other = Path.Combine(folder.Folder, "other.pdf");

        await world.Verifier.ExtractAsync(file, other, new() { Field = "Signature1" }, CancellationToken);
        await world.Verifier.ExtractAsync(file, file, new() { Field = "Signature1" }, CancellationToken);

        Assert.Equal(First, await File.ReadAllBytesAsync(other, CancellationToken));
        Assert.Equal(First, await File.ReadAllBytesAsync(file, CancellationToken));
        Assert.Equal(2, Directory.GetFiles(folder.Folder).Length);
    }

    [Fact]
    public async Task Extract_Refused_WritesNothing()
    {
        using var folder = new Temporary();
        string file = folder.Write("in.pdf", First);
        string other = folder.Write("other.pdf", [1]);

        await Assert.ThrowsAsync<SigningException>(() => world.Verifier.ExtractAsync(file, other, new() { Field = "nobody" }, CancellationToken));

        Assert.Equal([1], await File.ReadAllBytesAsync(other, CancellationToken));
        Assert.Equal(2, Directory.GetFiles(folder.Folder).Length);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "unknown field", ErrorCodes.FieldUnknown }, { "empty field", ErrorCodes.FieldUnsigned }, { "signature 0", ErrorCodes.SignatureUnknown },
        { "signature beyond", ErrorCodes.SignatureUnknown }, { "revision 0", ErrorCodes.RevisionUnknown }, { "revision beyond", ErrorCodes.RevisionUnknown },
        { "part", ErrorCodes.SignaturePartial }, { "no range", ErrorCodes.SignaturePartial }, { "damaged", ErrorCodes.PdfDamaged }, { "not a PDF", ErrorCodes.PdfNotPdf },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Extract_Impossible_IsRefusedByName(string what, string code)
    {
        (byte[] document, ExtractionOptions options) = what switch
        {
            "unknown field" => (First, new ExtractionOptions { Field = "nobody" }),
            "empty field" => (new TestSignature().Apply(new TestPdf().AddSignatureField("empty").Build()), new() { Field = "empty" }),
            "signature 0" => (First, new() { Signature = 0 }),
            "signature beyond" => (First, new() { Signature = 2 }),
            "revision 0" => (First, new() { Revision = 0 }),
            "revision beyond" => (First, new() { Revision = 3 }),
            "part" => (Shortened(), new() { Signature = 1 }),
            "no range" => (Encode(Bases.Text(First).Replace("/ByteRange", "/BiteRange", StringComparison.Ordinal)), new() { Field = "Signature1" }),
            "damaged" => (await ReportSamples.BuildAsync(world, "damaged"), new() { Signature = 1 }),
            _ => (new byte[] { 1, 2, 3 }, new ExtractionOptions { Revision = 1 }),
        };
        using var output = new MemoryStream();

        SigningException refusal = await Assert.ThrowsAsync<SigningException>(() => world.Verifier.ExtractAsync(new MemoryStream(document), output, options, CancellationToken));

        Assert.Equal(code, refusal.Code);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task Extract_Encrypted_WithItsPasswordOnly()
    {
        Tool.Require("qpdf");
        byte[] encrypted = await Creation.QpdfEncryption.MakeAsync(TestPdf.Create(), "AES-256", "user", "owner");
        byte[] signed;
        using (var output = new MemoryStream())
        {
            await world.Signer.SignAsync(new MemoryStream(encrypted), output, world.Agency, new() { Password = "owner" }, CancellationToken);
            signed = output.ToArray();
        }

        SigningException refusal = await Assert.ThrowsAsync<SigningException>(() => world.Verifier.FindRevisionAsync(new MemoryStream(signed), new() { Signature = 1 }, CancellationToken));
        ExtractedRevision found = await world.Verifier.FindRevisionAsync(new MemoryStream(signed), new() { Signature = 1, Password = "user" }, CancellationToken);

        Assert.Equal(ErrorCodes.PdfEncrypted, refusal.Code);
        Assert.Equal(signed.Length, found.Length);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("a", 1, null)]
    [InlineData(null, 1, 1)]
    public async Task Extract_NotExactlyOneWish_IsAMistakeOfTheCaller(string? field, int? signature, int? revision) =>
        await Assert.ThrowsAsync<ArgumentException>(() => world.Verifier.FindRevisionAsync(
            new MemoryStream(First), new() { Field = field, Signature = signature, Revision = revision }, CancellationToken));

    /// <summary>The range ends before its revision does.</summary>
    private static byte[] Shortened()
    {
        string text = Bases.Text(First);
        int at = text.LastIndexOf("/ByteRange [", StringComparison.Ordinal) + "/ByteRange [".Length;
        string[] numbers = text[at..text.IndexOf(']', at)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string shorter = (long.Parse(numbers[3], System.Globalization.CultureInfo.InvariantCulture) - 30).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(numbers[3].Length, '0');
        int last = text.IndexOf(numbers[3], text.IndexOf(numbers[2], at, StringComparison.Ordinal) + numbers[2].Length, StringComparison.Ordinal);
        return Encode(text[..last] + shorter + text[(last + numbers[3].Length)..]);
    }

    private static byte[] Encode(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
