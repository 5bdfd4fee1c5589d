using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki.Revocation;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>How old the proofs at B-LT may be.</summary>
public sealed class FreshnessTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 0)]
    [InlineData(60, 0)]
    [InlineData(10, 1)]
    public async Task Sign_SecondTimeAfterHalfAnHour_FetchesAnewWhatIsOlderThanAsked(int? minutes, int fetched)
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        PdfSignerOptions options = World.SignerOptions(scene.Pki, scene.Clock);
        options.ProofFreshness = minutes is { } age ? TimeSpan.FromMinutes(age) : null;
        using var signer = new PdfSigner(options);
        using Pkcs12Key key = World.KeyOf(await scene.IssueAsync(-1, 100));
        await SignAsync(signer, key);
        int before = scene.Pki.Ocsp.Requests;

        scene.Clock.Advance(TimeSpan.FromMinutes(30));
        byte[] signed = await SignAsync(signer, key);

        Assert.Equal(fetched > 0, scene.Pki.Ocsp.Requests > before);
        DateTimeOffset oldest = ValidationDataOf.Read(signed).OcspResponses
            .SelectMany(static der => OcspProof.Parse(der, ProofSource.Embedded).Entries)
            .Min(static entry => entry.ThisUpdate);
        Assert.InRange(scene.Clock.GetUtcNow() - oldest, TimeSpan.Zero, fetched > 0 ? TimeSpan.FromMinutes(10) : TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Sign_AuthorityHasNothingNewer_RefusesAndNamesTheProof()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        PdfSignerOptions options = World.SignerOptions(scene.Pki, scene.Clock);
        options.ProofFreshness = TimeSpan.FromMinutes(10);
        using var signer = new PdfSigner(options);
        using Pkcs12Key key = World.KeyOf(await scene.IssueAsync(-1, 100));
        scene.Pki.Ocsp.Misbehaviour = Misbehaviour.Stale;
        scene.Pki.Crl.Misbehaviour = Misbehaviour.Stale;

        SigningException refused = await Assert.ThrowsAsync<SigningException>(() => SignAsync(signer, key));

        Assert.Equal(ErrorCodes.ProofMissing, refused.Code);
        Assert.Contains(scene.Pki.Ocsp.Address.AbsoluteUri, refused.Facts["addresses"], StringComparison.Ordinal);
    }

    private static async Task<byte[]> SignAsync(PdfSigner signer, SigningKey key)
    {
        using var output = new MemoryStream();
        await signer.SignAsync(new MemoryStream(TestPdf.Create()), output, key, new SignatureOptions { Level = PadesLevel.BaselineLt }, CancellationToken);
        return output.ToArray();
    }
}
