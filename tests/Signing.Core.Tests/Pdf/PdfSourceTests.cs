using Signing.Core.Pdf;
using Signing.Core.Pdf.Sources;
using Xunit;

namespace Signing.Core.Tests.Pdf;

public sealed class PdfSourceTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)(i * 7))];

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    [InlineData("stream")]
    [InlineData("spooled")]
    public async Task Read_AnySource_GivesTheSameBytes(string kind)
    {
        using var folder = new Temporary();
        using var stream = new MemoryStream([1, 2, 3, .. Bytes]) { Position = 3 };
        using PdfSource source = kind switch
        {
            "memory" => PdfSource.FromMemory(Bytes),
            "file" => PdfSource.Open(folder.Write("a", Bytes)),
            "stream" => PdfSource.FromStream(stream),
            _ => await PdfSource.SpoolAsync(stream, folder.Folder, null, TestContext.Current.CancellationToken),
        };
        var read = new byte[100];

        Assert.Equal(Bytes.Length, source.Length);
        Assert.Equal(100, source.Read(50_000, read));
        Assert.Equal(Bytes[50_000..50_100], read);
        Assert.Equal(10, source.Read(Bytes.Length - 10, read));
        Assert.Equal(0, source.Read(Bytes.Length, read));
        Assert.Equal(0, source.Read(Bytes.Length + 1000, read));
        Assert.Equal(ErrorCodes.PdfDamaged, Assert.Throws<SigningException>(() => source.ReadExactly(Bytes.Length - 10, read)).Code);
        using Stream range = source.OpenRead(1000, 5000);
        using var copy = new MemoryStream();
        await range.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(Bytes[1000..6000], copy.ToArray());
    }

    [Fact]
    public void FromStream_Disposed_LeavesTheStreamOpen()
    {
        using var stream = new MemoryStream(Bytes);

        PdfSource.FromStream(stream).Dispose();

        Assert.True(stream.CanRead);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Spool.MaxBytesInMemory)]
    [InlineData(Spool.MaxBytesInMemory + 1)]
    [InlineData(5_000_000)]
    public async Task SpoolAsync_AnySize_TakesInEveryByteAndShowsItOnce(int length)
    {
        using var folder = new Temporary();
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        var seen = new MemoryStream();
        using var stream = new Dripping(bytes);

        using (PdfSource source = await PdfSource.SpoolAsync(stream, folder.Folder, b => seen.Write(b), TestContext.Current.CancellationToken))
        {
            var read = new byte[length];
            source.ReadExactly(0, read);

            Assert.Equal(bytes, read);
            Assert.Equal(bytes, seen.ToArray());
            Assert.Equal(length <= Spool.MaxBytesInMemory, source.Memory is not null);
        }
        Assert.Empty(Directory.GetFiles(folder.Folder));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task SpoolAsync_StreamThatFails_LeavesNoFile()
    {
        using var folder = new Temporary();
        using var stream = new Dripping(new byte[3_000_000]) { FailsAt = 2_000_000 };

        await Assert.ThrowsAsync<IOException>(() => PdfSource.SpoolAsync(stream, folder.Folder, null, TestContext.Current.CancellationToken).AsTask());

        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("stream")]
    public void Open_FromWindows_ReadsWhatMemoryReads(string kind)
    {
        byte[] bytes = Samples.All["ObjectStreams, revisions"].Build();
        using var folder = new Temporary();
        using var stream = new MemoryStream(bytes);
        using PdfSource source = kind == "file" ? PdfSource.Open(folder.Write("a.pdf", bytes)) : PdfSource.FromStream(stream);
        using PdfDocument document = PdfDocument.Open(source);
        using PdfDocument expected = PdfTesting.Open(bytes);

        Assert.Equal(
            expected.Current.Entries.Select(e => (e, expected.Current.GetObject(e.Number).ToString())),
            document.Current.Entries.Select(e => (e, document.Current.GetObject(e.Number).ToString())));
    }

    /// <summary>Gives a few bytes at a time and cannot seek.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        internal int FailsAt { get; init; } = int.MaxValue;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= FailsAt
                ? throw new IOException("gone")
                : base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_007)], cancellationToken);
    }
}
