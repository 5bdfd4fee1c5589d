using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>A development PKI of one's own, with one clock for everybody in it.</summary>
internal sealed class TrustScene : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly PdfVerifier _verifier;

    private TrustScene(DevPki pki, FakeTimeProvider clock)
    {
        Pki = pki;
        Clock = clock;
        _verifier = new PdfVerifier(World.VerifierOptions(pki, clock));
    }

    internal DevPki Pki { get; }

    internal FakeTimeProvider Clock { get; }

    internal static async Task<TrustScene> OpenAsync()
    {
        var clock = new FakeTimeProvider(Start);
        return new TrustScene(await DevPki.StartAsync(new DevPkiOptions { TimeProvider = clock }, TestContext.Current.CancellationToken), clock);
    }

    /// <summary>A signer of the issuing authority whose certificate is valid from and until so many days from the start.</summary>
    internal Task<DevIdentity> IssueAsync(int fromDays, int untilDays, CertificateProfile profile = CertificateProfile.DocumentSigning) => Pki.IssueAsync(
        "short-lived",
        "issuing",
        new CertificateTemplate
        {
            Subject = new X500DistinguishedName("CN=Short-lived, C=VN"),
            Profile = profile,
            NotBefore = Start.AddDays(fromDays),
            NotAfter = Start.AddDays(untilDays),
        },
        cancellationToken: TestContext.Current.CancellationToken);

    internal async Task<byte[]> SignAsync(DevIdentity identity, PadesLevel level, PdfSignerOptions? options = null)
    {
        options ??= World.SignerOptions(Pki, Clock);
        options.SignerStatusUnknown = SignerStatusUnknown.Proceed;
        using var signer = new PdfSigner(options);
        using Pkcs12Key key = World.KeyOf(identity);
        using var output = new MemoryStream();
        await signer.SignAsync(new MemoryStream(Verify.SmallTable), output, key, new SignatureOptions { Level = level }, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    internal async Task<SignatureReport> VerifyAsync(byte[] document, PdfVerifier? verifier = null, DateTimeOffset? at = null)
    {
        VerificationReport report = await (verifier ?? _verifier).VerifyAsync(
            new MemoryStream(document), new VerificationOptions { Policy = ValidationPolicy.Online, At = at }, TestContext.Current.CancellationToken);
        Sentences.AssertWhole(report);
        return Assert.Single(report.Signatures);
    }

    internal Task<Evidence> CollectAsync(byte[] document) => _verifier.CollectAsync(
        new MemoryStream(document), new VerificationOptions { Policy = ValidationPolicy.Online }, TestContext.Current.CancellationToken);

    /// <summary>A verifier that trusts other certificates.</summary>
    internal PdfVerifier VerifierOf(TrustDomainOptions trust)
    {
        PdfVerifierOptions options = World.VerifierOptions(Pki, Clock);
        options.Trust = TrustStore.Load([trust]);
        return new PdfVerifier(options);
    }

    public async ValueTask DisposeAsync()
    {
        _verifier.Dispose();
        await Pki.DisposeAsync();
    }
}
