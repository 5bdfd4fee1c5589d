using System.Text;
using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

public sealed class PinFileTests
{
    private static readonly PinRequest Request = new(PinPurpose.Login, "office", "1", PinState.Ok);

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("signing-pin-").FullName, "pin");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1234", "1234")]
    [InlineData("1234\n", "1234")]
    [InlineData("1234\r\n\n", "1234")]
    [InlineData(" 12 34 ", " 12 34 ")]
    [InlineData("mật khẩu\n", "mật khẩu")]
    public async Task GetPin_FileWithLineEnds_GivesThePinAlone(string content, string expected)
    {
        await File.WriteAllTextAsync(_path, content, Ct);

        using PinBuffer? pin = await new PinFile(_path).GetPinAsync(Request, Ct);

        Assert.Equal(expected, Encoding.UTF8.GetString(pin!.Bytes));
    }

    [Fact]
    public async Task GetPin_FileChanges_ReadAnew()
    {
        var file = new PinFile(_path);
        await File.WriteAllTextAsync(_path, "first", Ct);
        using PinBuffer? first = await file.GetPinAsync(Request, Ct);
        await File.WriteAllTextAsync(_path, "second", Ct);

        using PinBuffer? second = await file.GetPinAsync(Request, Ct);

        Assert.Equal("second"u8, second!.Bytes);
        Assert.False(file.IsTyped);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("LONG")]
    public async Task GetPin_NoPinInIt_FileFailedWithoutItsContent(string? content)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_path, content is "LONG" ? new string('7', 1025) : content, Ct);
        }

        SigningException e = await ErrorAssert.ThrowsAsync(ErrorCodes.FileFailed, async () => await new PinFile(_path).GetPinAsync(Request, Ct));

        Assert.Equal(_path, e.Facts["file"]);
        Assert.DoesNotContain("777", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void PinBuffer_Disposed_IsZeroedAndCloses()
    {
        var pin = new PinBuffer("mật khẩu");
        byte[] bytes = pin.Array;

        pin.Dispose();

        Assert.All(bytes, static b => Assert.Equal(0, b));
        Assert.Throws<ObjectDisposedException>(() => pin.Bytes.Length);
    }
}
