using Signing.Core.Creation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>File to file: the target appears whole or stays as it was.</summary>
public sealed class FileTests(World world)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_ToANewFile_LeavesTheInputAlone()
    {
        using var folder = new Temporary();
        byte[] document = TestPdf.Create(TestPdfForm.Hybrid);
        string input = folder.Write("in.pdf", document);
        string output = Path.Combine(folder.Folder, "out.pdf");

        await world.Signer.SignAsync(input, output, world.Agency, cancellationToken: CancellationToken);

        Assert.Equal(document, await File.ReadAllBytesAsync(input, CancellationToken));
        await AssertSignedAsync(output, document);
        Assert.Equal(2, Directory.GetFiles(folder.Folder).Length);
    }

    [Fact]
    public async Task Sign_InPlace_Twice()
    {
        using var folder = new Temporary();
        byte[] document = TestPdf.Create();
        string file = folder.Write("văn bản.pdf", document);

        await world.Signer.SignAsync(file, file, world.Agency, cancellationToken: CancellationToken);
        await world.Signer.SignAsync(file, file, world.OfficialEc, cancellationToken: CancellationToken);

        await AssertSignedAsync(file, document);
        Assert.Equal(2, EmbeddedSignature.All(await File.ReadAllBytesAsync(file, CancellationToken)).Count);
        Assert.Single(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task Sign_GrowingOnce_WritesTheDocumentOnce()
    {
        using var folder = new Temporary();
        byte[] document = TestPdf.Create();
        string file = folder.Write("in.pdf", document);
        int size = EmbeddedSignature.Last(await world.SignAsync(document)).Contents.Length + 10;
        var key = new StandInKey(world.Agency);

        await world.Signer.SignAsync(file, file, key, new SignatureOptions { Level = PadesLevel.BaselineT, ContentsSize = size }, CancellationToken);

        Assert.Equal(2, key.Signatures);
        await AssertSignedAsync(file, document);
    }

    [Fact]
    public async Task Sign_OverAnotherFile_KeepsItsRights()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are Unix's.");
            return;
        }
        using var folder = new Temporary();
        byte[] document = TestPdf.Create();
        string input = folder.Write("in.pdf", document);
        string output = folder.Write("out.pdf", [1, 2, 3]);
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(output, Private);

        await world.Signer.SignAsync(input, output, world.Agency, cancellationToken: CancellationToken);

        Assert.Equal(Private, File.GetUnixFileMode(output));
        await AssertSignedAsync(output, document);
    }

    [Fact]
    public async Task Sign_ThroughALink_ReplacesWhatItLeadsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take rights on Windows.");
        using var folder = new Temporary();
        byte[] document = TestPdf.Create();
        string file = folder.Write("file.pdf", document);
        string link = Path.Combine(folder.Folder, "link.pdf");
        File.CreateSymbolicLink(link, "file.pdf");

        await world.Signer.SignAsync(link, link, world.Agency, cancellationToken: CancellationToken);

        Assert.Equal("file.pdf", new FileInfo(link).LinkTarget);
        await AssertSignedAsync(file, document);
    }

    [Theory]
    [InlineData("missing.pdf", "out.pdf")]
    [InlineData(".", "out.pdf")]
    [InlineData("in.pdf", ".")]
    [InlineData("in.pdf", "missing/out.pdf")]
    public async Task Sign_PathThatCannotBe_IsRefusedBeforeTheKeyIsAsked(string input, string output)
    {
        using var folder = new Temporary();
        folder.Write("in.pdf", TestPdf.Create());
        var key = new StandInKey(world.Agency);

        SigningException error = await Assert.ThrowsAsync<SigningException>(() => world.Signer.SignAsync(
            Path.Combine(folder.Folder, input), Path.Combine(folder.Folder, output), key, cancellationToken: CancellationToken));

        Assert.Equal(ErrorCodes.FileFailed, error.Code);
        Assert.Equal(0, key.Signatures);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Folder));
    }

    [Fact]
    public async Task Sign_CancelledWhileTheKeySigns_LeavesNothing()
    {
        using var folder = new Temporary();
        byte[] document = new TestPdf(paddingBytes: 3_000_000).Build();
        string file = folder.Write("in.pdf", document);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var key = new StandInKey(world.Agency)
        {
            Change = value =>
            {
                source.Cancel();
                return value;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Signer.SignAsync(file, file, key, cancellationToken: source.Token));

        Assert.Equal(document, await File.ReadAllBytesAsync(file, CancellationToken));
        Assert.Single(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task Complete_ToTheFileThatWasPrepared_IsInPlace()
    {
        using var folder = new Temporary();
        byte[] document = TestPdf.Create();
        string file = folder.Write("in.pdf", document);
        PreparedSignature prepared = await world.Signer.PrepareAsync(file, world.Agency.Certificate, cancellationToken: CancellationToken);
        byte[] value = await world.Agency.SignDataAsync(prepared.DataToSign, prepared.Algorithm, CancellationToken);

        await world.Signer.CompleteAsync(prepared, value, file, file, CancellationToken);

        await AssertSignedAsync(file, document);
    }

    private async Task AssertSignedAsync(string path, byte[] document)
    {
        byte[] signed = await File.ReadAllBytesAsync(path, CancellationToken);
        Assert.True(signed.AsSpan().StartsWith(document));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
    }
}
