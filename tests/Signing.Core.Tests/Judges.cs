using System.Text.RegularExpressions;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests;

/// <summary>What programs of others say of a signed document.</summary>
internal static partial class Judges
{
    private const string RenderedPages = "10";
    private const string RenderedResolution = "20";
    private const int PictureWithoutPage = 20;

    /// <summary><c>qpdf</c> finds the structure clean, and <c>pdfsig</c> every signature valid; each where it is installed.</summary>
    internal static Task AcceptAsync(byte[] document, int signatures) => AcceptAsync(document, signatures, "", []);

    /// <summary>The same of an encrypted document, opened with a password.</summary>
    /// <param name="document">The document.</param>
    /// <param name="signatures">How many it has.</param>
    /// <param name="password">The password that opens it.</param>
    /// <param name="pdfsig">How <c>pdfsig</c> is told.</param>
    internal static async Task AcceptAsync(byte[] document, int signatures, string password, string[] pdfsig)
    {
        using var folder = new Temporary();
        string path = folder.Write("signed.pdf", document);
        if (Tool.Exists("qpdf"))
        {
            (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", $"--password={password}", path);
            Assert.True(exitCode == 0, output);
        }
        if (Tool.Exists("pdfsig"))
        {
            (_, string output) = await Tool.RunAsync("pdfsig", [.. pdfsig, "-nocert", path]);
            Assert.True(signatures == ValidSignatures(output), output);
        }
    }

    /// <summary>How bad qpdf finds a file: 0 clean, 1 warnings, 2 errors or worse; and what it says.</summary>
    internal static async Task<(int Severity, string Output)> QpdfAsync(string path)
    {
        (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", path);
        return (exitCode switch { 0 => 0, 3 => 1, _ => 2 }, output);
    }

    /// <summary>How many signatures <c>pdfsig</c> called valid.</summary>
    internal static int ValidSignatures(string output) => ValidSignature().Count(output);

    /// <summary>The first pages as pictures, in one text that can be compared.</summary>
    internal static async Task<string> RenderAsync(string path, Temporary folder, string name)
    {
        string prefix = Path.Combine(folder.Folder, name);
        (int exitCode, _) = await Tool.RunAsync("pdftoppm", "-r", RenderedResolution, "-l", RenderedPages, path, prefix);
        var pictures = new List<string> { $"{exitCode}" };
        foreach (string picture in Directory.EnumerateFiles(folder.Folder, name + "*").Order(StringComparer.Ordinal))
        {
            byte[] pixels = await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken);
            if (pixels.Length <= PictureWithoutPage)
            {
                // Some files only claim a page: the linearization says how many, and there are none.
                continue;
            }
            pictures.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(pixels)));
        }
        return string.Join(' ', pictures);
    }

    [GeneratedRegex("Signature Validation: Signature is Valid\\.")]
    private static partial Regex ValidSignature();
}
