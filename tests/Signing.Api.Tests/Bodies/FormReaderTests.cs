using System.Text;
using Microsoft.Net.Http.Headers;
using Signing.Api.Bodies;
using Signing.Api.Options;
using Signing.Api.Problems;

namespace Signing.Api.Tests.Bodies;

public class FormReaderTests
{
    private const string Document = "Content-Disposition: form-data; name=\"document\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 \r\n--almost";
    private const string Options = "Content-Disposition: form-data; name=\"options\"\r\nContent-Type: application/json\r\n\r\n{\"reason\":\"Ký duyệt\"}";
    private const string Other = "Content-Disposition: form-data; name=\"file\"\r\n\r\nx";

    [Fact]
    public async Task ReadAsync_PartsInAnyOrder_AreTheSame()
    {
        using var folder = new TestFolder();
        foreach (string form in (string[])[Form(Document, Options), Form(Options, Document)])
        {
            ReceivedRequest request = await ReadAsync(form, folder);
            await using ReceivedDocument document = request.Document;

            Assert.Equal("%PDF-1.7 \r\n--almost", await new StreamReader(document.Content).ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Equal("Ký duyệt", request.Options[SignOptions.Reason]);
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("multipart/form-data; boundary=\"b\"")]
    [InlineData("multipart/form-data; charset=utf-8; boundary=b")]
    public async Task ReadAsync_DocumentAlone_HasNoOptions(string mediaType)
    {
        using var folder = new TestFolder();

        ReceivedRequest request = await ReadAsync(Form(Document), folder, mediaType);
        await using ReceivedDocument document = request.Document;

        Assert.All(SignOptions.All, option => Assert.Null(request.Options[option]));
    }

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "no document", Form(Options), "request.empty" },
        { "empty document", Form("Content-Disposition: form-data; name=\"document\"\r\n\r\n", Options), "request.empty" },
        { "no parts", "--b--\r\n", "request.empty" },
        { "document twice", Form(Document, Document), "request.option" },
        { "options twice", Form(Document, Options, Options), "request.option" },
        { "unknown part before", Form(Other, Document), "request.option" },
        { "unknown part after", Form(Document, Other), "request.option" },
        { "options are no object", Form(Document, "Content-Disposition: form-data; name=\"options\"\r\n\r\n[]"), "request.invalid" },
        { "options too long", Form(Document, "Content-Disposition: form-data; name=\"options\"\r\n\r\n{" + new string(' ', 65536) + "}"), "request.option" },
        { "no name", Form("Content-Disposition: form-data\r\n\r\nx"), "request.invalid" },
        { "no disposition", Form("Content-Type: application/pdf\r\n\r\nx"), "request.invalid" },
        { "attachment", Form("Content-Disposition: attachment; name=\"document\"\r\n\r\nx"), "request.invalid" },
        { "base64", Form("Content-Disposition: form-data; name=\"document\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0="), "request.invalid" },
        { "cut in the document", Form(Document)[..^12], "request.invalid" },
        { "cut in the headers", "--b\r\nContent-Disp", "request.invalid" },
        { "not a form", "%PDF-1.7", "request.invalid" },
        { "too many headers", Form(string.Concat(Enumerable.Range(0, 50).Select(i => $"X-{i}: 1\r\n")) + Document), "request.invalid" },
        { "too long headers", Form("X: " + new string('x', 20_000) + "\r\n" + Document), "request.invalid" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task ReadAsync_NotTheForm_IsRefusedAndLeavesNothing(string what, string form, string code)
    {
        using var folder = new TestFolder();

        var refusal = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(form, folder));

        Assert.Equal((what, code), (what, refusal.Sentence.Code));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task ReadAsync_RefusedAfterALargeDocument_LeavesNoFile()
    {
        using var folder = new TestFolder();
        string large = "Content-Disposition: form-data; name=\"document\"\r\n\r\n" + new string('x', 2 * ReceivedDocument.MemoryLimit);

        await Assert.ThrowsAsync<ApiException>(() => ReadAsync(Form(large, Other), folder));

        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task ReadAsync_NoBoundary_IsMalformed(string mediaType)
    {
        using var folder = new TestFolder();

        var refusal = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(Form(Document), folder, mediaType));

        Assert.Equal("request.invalid", refusal.Sentence.Code);
    }

    private static string Form(params string[] parts) => string.Concat(parts.Select(static p => $"--b\r\n{p}\r\n")) + "--b--\r\n";

    private static Task<ReceivedRequest> ReadAsync(string form, TestFolder folder, string mediaType = "multipart/form-data; boundary=b") =>
        new FormReader(folder.Folder, SignOptions.All).ReadAsync(MediaTypeHeaderValue.Parse(mediaType), new MemoryStream(Encoding.UTF8.GetBytes(form)), null, TestContext.Current.CancellationToken);
}
