using System.Text.RegularExpressions;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests;

/// <summary>What programs of others say of a signed document.</summary>
internal static partial class Judges
{
    /// <summary><c>qpdf</c> finds the structure clean, and <c>pdfsig</c> every signature valid; each where it is installed.</summary>
    internal static async Task AcceptAsync(byte[] document, int signatures)
    {
        using var folder = new Temporary();
        string path = folder.Write("signed.pdf", document);
        if (Tool.Exists("qpdf"))
        {
            (int exitCode, string output) = await Tool.RunAsync("qpdf", "--check", path);
            Assert.True(exitCode == 0, output);
        }
        if (Tool.Exists("pdfsig"))
        {
            (_, string output) = await Tool.RunAsync("pdfsig", "-nocert", path);
            Assert.True(signatures == ValidSignatures(output), output);
        }
    }

    /// <summary>How many signatures <c>pdfsig</c> called valid.</summary>
    internal static int ValidSignatures(string output) => ValidSignature().Count(output);

    [GeneratedRegex("Signature Validation: Signature is Valid\\.")]
    private static partial Regex ValidSignature();
}
