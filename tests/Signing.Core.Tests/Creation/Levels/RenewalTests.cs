using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>Archives that are renewed as the years go by.</summary>
public sealed class RenewalTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extend_EveryYear_KeepsTheSignatureOfAnExpiredSigner()
    {
        await using TrustScene scene = await TrustScene.OpenAsync();
        DevIdentity identity = await scene.IssueAsync(-1, 100);
        using var signer = new PdfSigner(World.SignerOptions(scene.Pki, scene.Clock));
        using Pkcs12Key key = World.KeyOf(identity);
        using var first = new MemoryStream();
        await signer.SignAsync(new MemoryStream(TestPdf.Create()), first, key, new SignatureOptions { Level = PadesLevel.BaselineLta }, CancellationToken);
        byte[] archive = first.ToArray();
        int proofs = Proofs(ValidationDataOf.Read(archive));

        for (int year = 1; year <= 2; year++)
        {
            scene.Clock.Advance(TimeSpan.FromDays(365));
            using var output = new MemoryStream();
            await signer.ExtendAsync(new MemoryStream(archive), output, null, CancellationToken);

            byte[] renewed = output.ToArray();
            Assert.True(renewed.AsSpan().StartsWith(archive), "The archive is no prefix.");
            Assert.Equal(2 + year, EmbeddedSignature.All(renewed).Count);
            ValidationDataOf store = ValidationDataOf.Read(renewed);
            Assert.InRange(Proofs(store), proofs + 1, proofs + 4);
            Assert.Distinct(store.All);
            archive = renewed;
            proofs = Proofs(store);
            using var verifier = new Core.Verification.PdfVerifier(World.VerifierOptions(scene.Pki, scene.Clock));
            VerificationReport report = await verifier.VerifyAsync(new MemoryStream(archive), null, CancellationToken);
            Assert.True(report.Verdict == Verdict.Valid, string.Join("; ", report.Signatures.SelectMany(static s => s.Reasons).Select(static r => r.Message)));
            Assert.Equal(TrustScene.Start, report.Signatures[0].BestTime!.Value, TimeSpan.FromMinutes(1));
        }
    }

    private static int Proofs(ValidationDataOf store) => store.OcspResponses.Count + store.Crls.Count;
}
