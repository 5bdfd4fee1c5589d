using Signing.Api.Bodies;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Bodies;

public class ReceivedDocumentTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(32 * 1024 - 1, 0)]
    [InlineData(32 * 1024, 0)]
    [InlineData(32 * 1024 + 1, 0)]
    [InlineData(300_000, 0)]
    [InlineData(ReceivedDocument.MemoryLimit - 1, 0)]
    [InlineData(ReceivedDocument.MemoryLimit + 1, 1)]
    [InlineData(3 * ReceivedDocument.MemoryLimit, 1)]
    public async Task ReadAsync_AnyLength_KeepsTheBytesInMemoryOrInOneFile(int length, int files)
    {
        using var folder = new TestFolder();
        byte[] bytes = Bytes(length);

        foreach (long? expected in (long?[])[null, length])
        {
            await using (ReceivedDocument document = await ReadAsync(new Trickle(bytes), expected, folder))
            {
                Assert.Equal(files, folder.Files.Length);
                Assert.Equal(length, document.Length);
                Assert.Equal(0, document.Content.Position);
                var copy = new MemoryStream();
                await document.Content.CopyToAsync(copy, TestContext.Current.CancellationToken);
                Assert.Equal(bytes, copy.ToArray());
            }
            Assert.Empty(folder.Files);
        }
    }

    [Fact]
    public async Task ReadAsync_Nothing_IsEmpty()
    {
        using var folder = new TestFolder();

        var refusal = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(new MemoryStream(), 0, folder));

        Assert.Equal("request.empty", refusal.Sentence.Code);
    }

    [Fact]
    public async Task ReadAsync_SourceFailsInTheMiddle_LeavesNoFile()
    {
        using var folder = new TestFolder();
        var source = new Trickle(Bytes(3 * ReceivedDocument.MemoryLimit)) { FailsAt = 2 * ReceivedDocument.MemoryLimit };

        await Assert.ThrowsAsync<IOException>(() => ReadAsync(source, null, folder));

        Assert.Empty(folder.Files);
    }

    private static Task<ReceivedDocument> ReadAsync(Stream source, long? expected, TestFolder folder) =>
        ReceivedDocument.ReadAsync(source, expected, folder.Folder, TestContext.Current.CancellationToken);

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives its bytes in uneven pieces, as a network does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        private int _reads;

        public int FailsAt { get; init; } = int.MaxValue;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= FailsAt)
            {
                throw new IOException("The connection is gone.");
            }
            int piece = Math.Min(buffer.Length, 1 + (_reads++ * 7919 % 50_000));
            return base.ReadAsync(buffer[..piece], cancellationToken);
        }
    }
}
