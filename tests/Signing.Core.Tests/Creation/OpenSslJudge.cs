using Signing.CertsDev;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>What <c>openssl</c> says of a signature and of its time-stamp, with the root alone as what it trusts.</summary>
internal static class OpenSslJudge
{
    /// <summary>Fails unless both are accepted; says nothing where openssl is not installed.</summary>
    internal static async Task AcceptAsync(EmbeddedSignature signature, DevPki pki, bool timestamped)
    {
        if (!Tool.Exists("openssl"))
        {
            return;
        }
        using var folder = new Temporary();
        string cms = folder.Write("signature.der", signature.Cms);
        string content = folder.Write("content.bin", signature.SignedBytes);
        await SucceedAsync(
            "cms", "-verify", "-inform", "DER", "-in", cms, "-content", content, "-binary", "-cades",
            "-CAfile", pki.Root.CertificateFile, "-purpose", "any", "-out", Path.Combine(folder.Folder, "verified.bin"));

        Assert.Equal(timestamped ? 1 : 0, signature.Timestamps.Count);
        foreach (ReadOnlyMemory<byte> token in signature.Timestamps)
        {
            string file = folder.Write("token.der", token.ToArray());
            string value = folder.Write("value.bin", signature.Value.ToArray());
            await SucceedAsync("ts", "-verify", "-token_in", "-in", file, "-data", value, "-CAfile", pki.Root.CertificateFile, "-untrusted", pki.Issuing.CertificateFile);
        }
    }

    private static async Task SucceedAsync(params string[] arguments)
    {
        (int exitCode, string output) = await Tool.RunAsync("openssl", arguments);
        Assert.True(exitCode == 0, $"openssl {string.Join(' ', arguments)}: {output}");
    }
}
