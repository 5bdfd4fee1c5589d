using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Every kind of encryption that <c>qpdf --encrypt</c> can make.</summary>
internal static class QpdfEncryption
{
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["RC4-40"] = ["40"],
        ["RC4-128"] = ["128", "--use-aes=n"],
        ["RC4-128, V4"] = ["128", "--use-aes=n", "--force-V4"],
        ["RC4-128, clear metadata"] = ["128", "--use-aes=n", "--cleartext-metadata"],
        ["AES-128"] = ["128", "--use-aes=y"],
        ["AES-128, clear metadata"] = ["128", "--use-aes=y", "--cleartext-metadata"],
        ["AES-256"] = ["256", "--allow-insecure"],
        ["AES-256, clear metadata"] = ["256", "--allow-insecure", "--cleartext-metadata"],
        ["AES-256, R5"] = ["256", "--allow-insecure", "--force-R5"],
    };

    internal static IEnumerable<string> Names => Kinds.Keys;

    /// <param name="document">The document.</param>
    /// <param name="kind">One of <see cref="Names"/>.</param>
    /// <param name="user">The user password.</param>
    /// <param name="owner">The owner password.</param>
    /// <param name="permissions">Switches for the permissions.</param>
    /// <param name="general">Switches for the rest.</param>
    internal static async Task<byte[]> MakeAsync(byte[] document, string kind, string user, string owner, string[]? permissions = null, string[]? general = null)
    {
        Tool.Require("qpdf");
        using var folder = new Temporary();
        string target = Path.Combine(folder.Folder, "encrypted.pdf");
        (int exitCode, string output) = await Tool.RunAsync(
            "qpdf", ["--allow-weak-crypto", .. general ?? [], "--encrypt", user, owner, .. Kinds[kind], .. permissions ?? [], "--", folder.Write("plain.pdf", document), target]);
        Assert.True(exitCode == 0, output);
        return await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken);
    }

    /// <summary>The document without its encryption, as qpdf understands it.</summary>
    internal static async Task<byte[]> UndoAsync(byte[] document, string password)
    {
        using var folder = new Temporary();
        string target = Path.Combine(folder.Folder, "plain.pdf");
        (int exitCode, string output) = await Tool.RunAsync("qpdf", "--decrypt", $"--password={password}", folder.Write("encrypted.pdf", document), target);
        Assert.True(exitCode == 0, output);
        return await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken);
    }
}
