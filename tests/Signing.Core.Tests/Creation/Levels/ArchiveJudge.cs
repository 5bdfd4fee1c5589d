using Signing.CertsDev;
using Signing.Core.Cms;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>What <c>openssl</c> says of every signature, time-stamp and proof in a document, with the root alone as what it trusts.</summary>
internal static class ArchiveJudge
{
    /// <summary>Fails unless all are accepted; says nothing where openssl is not installed.</summary>
    /// <param name="document">The document.</param>
    /// <param name="pki">Where everything in it comes from.</param>
    /// <param name="password">The document's password.</param>
    internal static async Task AcceptAsync(byte[] document, DevPki pki, string? password = null)
    {
        if (!Tool.Exists("openssl"))
        {
            return;
        }
        using var folder = new Temporary();
        foreach (EmbeddedSignature signature in EmbeddedSignature.All(document))
        {
            if (IsTimestamp(signature))
            {
                string token = folder.Write("document.der", signature.Cms);
                string data = folder.Write("covered.bin", signature.SignedBytes);
                await SucceedAsync("ts", "-verify", "-token_in", "-in", token, "-data", data, "-CAfile", pki.Root.CertificateFile, "-untrusted", pki.Issuing.CertificateFile);
            }
            else
            {
                await OpenSslJudge.AcceptAsync(signature, pki, timestamped: signature.Timestamps.Count > 0);
            }
        }

        string bundle = folder.Write("authorities.pem", [.. File.ReadAllBytes(pki.Root.CertificateFile), .. File.ReadAllBytes(pki.Issuing.CertificateFile)]);
        ValidationDataOf store = ValidationDataOf.Read(document, password);
        foreach (byte[] answer in store.OcspResponses)
        {
            string output = await SucceedAsync("ocsp", "-respin", folder.Write("answer.der", answer), "-CAfile", bundle, "-verify_other", bundle, "-no_nonce");
            Assert.Contains("Response verify OK", output, StringComparison.Ordinal);
        }
        foreach (byte[] list in store.Crls)
        {
            string output = await SucceedAsync("crl", "-inform", "DER", "-in", folder.Write("list.crl", list), "-CAfile", bundle, "-noout");
            Assert.Contains("verify OK", output, StringComparison.Ordinal);
        }
        foreach (byte[] certificate in store.Certificates)
        {
            await SucceedAsync("x509", "-inform", "DER", "-in", folder.Write("certificate.der", certificate), "-noout");
        }
    }

    internal static bool IsTimestamp(EmbeddedSignature signature) => CmsSignedData.Parse(signature.Cms).ContentType == Oids.TstInfo;

    private static async Task<string> SucceedAsync(params string[] arguments)
    {
        (int exitCode, string output) = await Tool.RunAsync("openssl", arguments);
        Assert.True(exitCode == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
