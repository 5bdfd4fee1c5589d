using System.Security.Cryptography;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Streams in and out: spooled, read and written from their position, left open, and untouched by what is given up.</summary>
public sealed class StreamTests(World world)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "SHA256")]
    [InlineData(0, "SHA384")]
    [InlineData(1_500_000, "SHA256")]
    [InlineData(5_000_000, "SHA512")]
    public async Task Sign_InputThatCannotSeek_IsSpooledAndLeavesNothing(int padding, string digest)
    {
        using var folder = new Temporary();
        PdfSignerOptions options = World.SignerOptions(world.Pki);
        options.TemporaryFolder = folder.Folder;
        using var signer = new PdfSigner(options);
        byte[] document = new TestPdf(TestPdfForm.Stream, paddingBytes: padding).Build();
        using var input = new OneWayStream(document);
        using var output = new OneWayStream();

        await signer.SignAsync(input, output, world.Agency, new SignatureOptions { Digest = new HashAlgorithmName(digest) }, CancellationToken);

        Assert.True(output.Written.AsSpan().StartsWith(document));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(output.Written)).Verdict);
        Assert.False(input.IsClosed || output.IsClosed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Folder));
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA512")]
    public async Task Sign_GrowingOnce_ReadsTheDocumentNoMoreOften(string digest)
    {
        byte[] document = new TestPdf(paddingBytes: 2_000_000).Build();
        int size = EmbeddedSignature.Last(await world.SignAsync(document, options: new SignatureOptions { Digest = new HashAlgorithmName(digest) })).Contents.Length + 10;
        using var input = new CountingStream(document);
        using var output = new MemoryStream();
        var key = new StandInKey(world.Agency);

        await world.Signer.SignAsync(
            input, output, key, new SignatureOptions { Level = PadesLevel.BaselineT, Digest = new HashAlgorithmName(digest), ContentsSize = size }, CancellationToken);

        Assert.Equal(2, key.Signatures);
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(output.ToArray())).Verdict);
        // Once for what can be read in two ways, once for the digests, once for the copy, and the few blocks that hold its structure.
        Assert.InRange(input.BytesRead, 3 * document.Length, (3 * document.Length) + 500_000);
    }

    [Fact]
    public async Task Sign_FromAPositionToAPosition_RespectsBoth()
    {
        byte[] document = TestPdf.Create();
        using var input = new MemoryStream([.. "before"u8, .. document]) { Position = 6 };
        using var output = new MemoryStream();
        output.Write("kept"u8);

        await world.Signer.SignAsync(input, output, world.Agency, cancellationToken: CancellationToken);

        byte[] signed = output.ToArray();
        Assert.True(signed.AsSpan().StartsWith("kept"u8));
        Assert.True(signed.AsSpan(4).StartsWith(document));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed[4..])).Verdict);
        Assert.True(input.CanRead);
        Assert.Equal(signed.Length, output.Position);
    }

    [Fact]
    public async Task Complete_FromAPosition_RespectsIt()
    {
        byte[] document = TestPdf.Create();
        using var input = new MemoryStream([.. "before"u8, .. document]) { Position = 6 };
        PreparedSignature prepared = await world.Signer.PrepareAsync(input, world.Agency.Certificate, cancellationToken: CancellationToken);
        input.Position = 6;
        using var output = new OneWayStream();

        await world.Signer.CompleteAsync(
            prepared, await world.Agency.SignDataAsync(prepared.DataToSign, prepared.Algorithm, CancellationToken), input, output, CancellationToken);

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(output.Written)).Verdict);
    }

    [Fact]
    public async Task Sign_OneStreamForBoth_IsAMistakeOfTheCaller()
    {
        byte[] document = TestPdf.Create();
        using var both = new MemoryStream();
        both.Write(document);
        both.Position = 0;

        await Assert.ThrowsAsync<ArgumentException>(() => world.Signer.SignAsync(both, both, world.Agency, cancellationToken: CancellationToken));

        Assert.Equal(document, both.ToArray());
    }

    [Fact]
    public async Task Sign_OutputThatCannotBeWritten_IsAMistakeOfTheCaller()
    {
        var key = new StandInKey(world.Agency);

        await Assert.ThrowsAsync<ArgumentException>(() => world.Signer.SignAsync(
            new MemoryStream(TestPdf.Create()), new MemoryStream(new byte[10], writable: false), key, cancellationToken: CancellationToken));

        Assert.Equal(0, key.Signatures);
    }

    [Fact]
    public async Task Sign_InputThatBreaks_TellsWhyAndWritesNothing()
    {
        using var input = new OneWayStream(TestPdf.Create()) { BreaksAt = 300 };
        using var output = new MemoryStream();

        IOException error = await Assert.ThrowsAsync<IOException>(() => world.Signer.SignAsync(input, output, world.Agency, cancellationToken: CancellationToken));

        Assert.Equal("The line went dead.", error.Message);
        Assert.Equal(0, output.Length);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("while the input is read")]
    [InlineData("while the key signs")]
    public async Task Sign_Cancelled_WritesNothing(string when)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var key = new StandInKey(world.Agency)
        {
            Change = value =>
            {
                source.Cancel();
                return value;
            },
        };
        using var input = new OneWayStream(new TestPdf(paddingBytes: 2_000_000).Build());
        if (when == "before")
        {
            source.Cancel();
        }
        else if (when == "while the input is read")
        {
            input.OnRead = source.Cancel;
        }
        using var output = new MemoryStream();
        using var folder = new Temporary();
        PdfSignerOptions options = World.SignerOptions(world.Pki);
        options.TemporaryFolder = folder.Folder;
        using var signer = new PdfSigner(options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signer.SignAsync(input, output, key, cancellationToken: source.Token));

        Assert.Equal(0, output.Length);
        Assert.Equal(when == "while the key signs" ? 1 : 0, key.Signatures);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Folder));
    }

    [Fact]
    public async Task CreateUpdate_AppendedToTheDocument_IsTheSignedDocument()
    {
        byte[] document = TestPdf.Create();
        using var input = new MemoryStream(document);

        SigningUpdate update = await world.Signer.CreateUpdateAsync(input, world.Agency, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync([.. document, .. update.Bytes.Span])).Verdict);
    }

    [Fact]
    public async Task Sign_ManyAtOnce_AllValid()
    {
        byte[] document = TestPdf.Create(TestPdfForm.ObjectStreams);
        SigningKey[] keys = [world.Agency, world.Official, world.OfficialEc];

        byte[][] signed = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => world.SignAsync(document, keys[i % 3]))));

        foreach (byte[] one in signed)
        {
            Assert.Equal(Verdict.Valid, (await world.VerifyAsync(one)).Verdict);
        }
    }

    private sealed class CountingStream(byte[] content) : MemoryStream(content, writable: false)
    {
        internal long BytesRead { get; private set; }

        // Reading into spans comes here too, in a class that is derived.
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
