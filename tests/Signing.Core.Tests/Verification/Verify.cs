using System.Globalization;
using System.Text;
using Signing.Core.Pki;
using Signing.Core.Tests.Cms;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Samples = Signing.Core.Tests.Cms.Samples;

namespace Signing.Core.Tests.Verification;

/// <summary>
/// Verifying where the signers' own certificates are the trust anchors: no path, no revocation, no network, and yet a
/// sound signature is <c>valid</c>.
/// </summary>
internal static class Verify
{
    /// <summary>An hour after <see cref="Samples.Time"/>, at which tokens are stamped.</summary>
    internal static readonly DateTimeOffset Now = Samples.Time.AddHours(1);

    private static readonly PdfVerifier Verifier = new(new PdfVerifierOptions { Trust = Trusting(TestKey.P256, TestKey.Rsa, TestKey.TimestampAuthority) });

    internal static TrustStore Trusting(params IEnumerable<TestKey> keys) =>
        TrustStore.Of(new TrustDomain("test", keys.Select(static key => Certificate.Parse(key.Certificate)), []));

    internal static Evidence Collect(byte[] document, TrustStore? trust = null)
    {
        PdfVerifier verifier = trust is null ? Verifier : new PdfVerifier(new PdfVerifierOptions { Trust = trust });
        // In memory and offline nothing is waited for.
        Task<Evidence> collecting = verifier.CollectAsync(new MemoryStream(document));
        return collecting.IsCompletedSuccessfully ? collecting.Result : throw new InvalidOperationException("Collecting waited for something.", collecting.Exception);
    }

    internal static VerificationReport Judge(byte[] document, ValidationPolicy? policy = null, string language = "en", TrustStore? trust = null) =>
        PdfVerifier.Judge(Collect(document, trust), policy ?? ValidationPolicy.Offline, Now, language);

    /// <summary>The smallest document with a page: table form, 300 bytes.</summary>
    internal static byte[] SmallTable { get; } = Table(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");

    /// <summary>A small document in stream form.</summary>
    internal static byte[] SmallStream { get; } = new TestPdf(TestPdfForm.ObjectStreams) { HasId = false }.Build();

    /// <summary>A document in table form of these objects, numbered from 1; the first is the catalog.</summary>
    internal static byte[] Table(params string[] objects)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var rows = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.Length; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{text.Length:D10} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        int section = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n{rows}trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{section}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
