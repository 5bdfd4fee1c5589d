using System.Security.Cryptography;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Documents;

/// <summary>What programs of others say of a document before and after it was signed; each where it is installed.</summary>
internal static class OutsideJudges
{
    private const string Resolution = "20";
    private const string Pages = "3";

    /// <summary>No worse for <c>qpdf</c>, every signature valid for <c>pdfsig</c>, and the same pages for <c>pdftoppm</c>.</summary>
    internal static async Task AcceptAsync(byte[] original, byte[] signed, int signatures)
    {
        using var folder = new Temporary();
        string before = folder.Write("before.pdf", original);
        string after = folder.Write("after.pdf", signed);
        if (Tool.Exists("qpdf"))
        {
            (int was, string first) = await Tool.RunAsync("qpdf", "--check", before);
            (int isNow, string second) = await Tool.RunAsync("qpdf", "--check", after);
            // Its exit codes: 0 clean, 2 errors, 3 warnings.
            Assert.True(isNow == 0 || isNow == was || (isNow == 3 && was == 2), $"Before: {first}\nAfter: {second}");
        }
        if (Tool.Exists("pdfsig"))
        {
            (_, string output) = await Tool.RunAsync("pdfsig", "-nocert", after);
            Assert.True(signatures == Judges.ValidSignatures(output), output);
        }
        if (Tool.Exists("pdftoppm"))
        {
            Assert.Equal(await RenderAsync(folder, before, "one"), await RenderAsync(folder, after, "two"));
        }
    }

    private static async Task<string[]> RenderAsync(Temporary folder, string path, string name)
    {
        await Tool.RunAsync("pdftoppm", "-r", Resolution, "-l", Pages, path, Path.Combine(folder.Folder, name));
        return [.. Directory.EnumerateFiles(folder.Folder, name + "-*").Order(StringComparer.Ordinal).Select(static file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];
    }
}
