using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>
/// Signing that is refused leaves no trace: no output where there was none, the old one where there was, nothing beside it,
/// and an output stream as it was.
/// </summary>
internal static class Refusal
{
    private static readonly byte[] Old = "what was there before"u8.ToArray();

    internal static async Task<SigningException> OfAsync(PdfSigner signer, byte[] document, SigningKey key, SignatureOptions? options = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var output = new MemoryStream();
        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => signer.SignAsync(new MemoryStream(document), output, key, options, cancellationToken));
        Assert.Equal(0, output.Length);
        AssertSpeaks(error);

        using var folder = new Temporary();
        string input = folder.Write("in.pdf", document);
        string fresh = Path.Combine(folder.Folder, "fresh.pdf");
        string present = folder.Write("present.pdf", Old);
        foreach (string target in (string[])[fresh, present])
        {
            SigningException again = await Assert.ThrowsAsync<SigningException>(() => signer.SignAsync(input, target, key, options, cancellationToken));
            Assert.Equal(error.Code, again.Code);
        }
        Assert.Equal(["in.pdf", "present.pdf"], Directory.EnumerateFileSystemEntries(folder.Folder).Select(Path.GetFileName).Order());
        Assert.Equal(Old, await File.ReadAllBytesAsync(present, cancellationToken));
        return error;
    }

    /// <summary>A sentence and a next step in both languages.</summary>
    internal static void AssertSpeaks(SigningException error)
    {
        foreach (string language in Messages.SupportedLanguages)
        {
            Assert.NotEqual(error.Code, Messages.Get(error.Code, language, error.Facts));
            Assert.NotEmpty(Messages.GetAction(error.Code, language, error.Facts));
        }
    }
}
