using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation.Levels;

/// <summary>What is not extended, and why; and what is left behind then: nothing.</summary>
public sealed class ExtensionRefusalTests(OwnPki own) : IClassFixture<OwnPki>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extend_NotSigned_Refuses()
    {
        Assert.Equal(ErrorCodes.PdfUnsigned, (await RefuseAsync(TestPdf.Create())).Code);
        Assert.Equal(ErrorCodes.RequestEmpty, (await RefuseAsync([])).Code);
        Assert.Equal(ErrorCodes.PdfNotPdf, (await RefuseAsync(new byte[2000])).Code);
        Assert.Equal(ErrorCodes.RequestOption, (await RefuseAsync(await SignAsync("official"), PadesLevel.BaselineB)).Code);
    }

    [Fact]
    public async Task Extend_AlteredSignature_RefusesByNameUnlessToldTo()
    {
        byte[] altered = await SignAsync("official");
        altered["%PDF-1.".Length] ^= 1;

        SigningException error = await RefuseAsync(altered);
        using PdfSigner signer = own.NewSigner();
        using var output = new MemoryStream();
        await signer.ExtendAsync(new MemoryStream(altered), output, new ExtensionOptions { InvalidSignatures = InvalidSignatures.TimestampAnyway }, CancellationToken);

        Assert.Equal((ErrorCodes.PdfSignatureInvalid, "Signature1"), (error.Code, error.Facts["field"]));
        Assert.True(output.ToArray().AsSpan().StartsWith(altered));
        using var verifier = new Core.Verification.PdfVerifier(World.VerifierOptions(own.Pki));
        VerificationReport report = await verifier.VerifyAsync(new MemoryStream(output.ToArray()), null, CancellationToken);
        Assert.Equal([Verdict.Invalid, Verdict.Valid], report.Signatures.Select(static s => s.Verdict));
    }

    [Fact]
    public async Task Extend_DamagedAndSigned_Refuses()
    {
        byte[] signed = await SignAsync("official");

        Assert.Equal(ErrorCodes.PdfSignedDamaged, (await RefuseAsync([.. signed[..^30]])).Code);
    }

    [Theory]
    [InlineData(PadesLevel.BaselineLt)]
    [InlineData(PadesLevel.BaselineLta)]
    public async Task Extend_NoProofToBeHad_NamesTheCertificateAndTheAddresses(PadesLevel level)
    {
        byte[] signed = await SignAsync("official", PadesLevel.BaselineT);
        own.Pki.Ocsp.Misbehaviour = Misbehaviour.ServerError;
        own.Pki.Crl.Misbehaviour = Misbehaviour.Html;
        try
        {
            SigningException error = await RefuseAsync(signed, level);

            Assert.Equal(ErrorCodes.ProofMissing, error.Code);
            Assert.Contains(own.Pki.Address.Authority, error.Facts["addresses"], StringComparison.Ordinal);
            Assert.NotEmpty(error.Facts["subject"]);
        }
        finally
        {
            own.Pki.Ocsp.Misbehaviour = own.Pki.Crl.Misbehaviour = Misbehaviour.None;
        }
    }

    [Theory]
    [InlineData(PadesLevel.BaselineLt)]
    [InlineData(PadesLevel.BaselineLta)]
    public async Task Sign_NoProofToBeHad_RefusesWhateverThePolicySays(PadesLevel level)
    {
        using PdfSigner signer = own.NewSigner(static options => options.SignerStatusUnknown = SignerStatusUnknown.Proceed);
        using Pkcs12Key key = own.Key("official");
        own.Pki.Ocsp.Misbehaviour = own.Pki.Crl.Misbehaviour = Misbehaviour.Down;
        try
        {
            SigningException error = await Refusal.OfAsync(signer, TestPdf.Create(), key, new SignatureOptions { Level = level });

            Assert.Equal(ErrorCodes.ProofMissing, error.Code);
        }
        finally
        {
            own.Pki.Ocsp.Misbehaviour = own.Pki.Crl.Misbehaviour = Misbehaviour.None;
        }
    }

    [Fact]
    public async Task Extend_NoAuthority_SaysSo()
    {
        byte[] signed = await SignAsync("official");
        using PdfSigner signer = own.NewSigner(static options => options.TimestampAuthorities = []);

        foreach (PadesLevel level in (PadesLevel[])[PadesLevel.BaselineT, PadesLevel.BaselineLt, PadesLevel.BaselineLta])
        {
            Assert.Equal(ErrorCodes.TsaUnavailable, (await RefuseAsync(signed, level, signer)).Code);
        }
    }

    [Fact]
    public async Task Extend_AuthorityRefuses_WritesNothing()
    {
        byte[] signed = await SignAsync("official", PadesLevel.BaselineT);
        own.Pki.Tsa.Misbehaviour = Misbehaviour.Refusal;
        try
        {
            Assert.Equal(ErrorCodes.TsaInvalidResponse, (await RefuseAsync(signed)).Code);
        }
        finally
        {
            own.Pki.Tsa.Misbehaviour = Misbehaviour.None;
        }
    }

    [Fact]
    public async Task Extend_SignerRevokedBeforeItsTimeIsProven_Refuses()
    {
        DevIdentity identity = await own.IssueAsync();
        using Pkcs12Key key = World.KeyOf(identity);
        using PdfSigner signer = own.NewSigner();
        using var output = new MemoryStream();
        await signer.SignAsync(new MemoryStream(TestPdf.Create()), output, key, null, CancellationToken);
        own.Pki.Revoke(identity, new CertificateRevocation(TimeProvider.System.GetUtcNow().AddMinutes(-1)));

        Assert.Equal(ErrorCodes.SignerRevoked, (await RefuseAsync(output.ToArray())).Code);
    }

    /// <summary>Neither a stream nor a file gets anything.</summary>
    private async Task<SigningException> RefuseAsync(byte[] document, PadesLevel level = PadesLevel.BaselineLta, PdfSigner? with = null)
    {
        using PdfSigner? fresh = with is null ? own.NewSigner() : null;
        PdfSigner signer = with ?? fresh!;
        var options = new ExtensionOptions { Level = level };
        using var output = new MemoryStream();
        SigningException error = await Assert.ThrowsAsync<SigningException>(() => signer.ExtendAsync(new MemoryStream(document), output, options, CancellationToken));
        Assert.Equal(0, output.Length);
        Refusal.AssertSpeaks(error);

        using var folder = new Temporary();
        string input = folder.Write("in.pdf", document);
        SigningException again = await Assert.ThrowsAsync<SigningException>(
            () => signer.ExtendAsync(input, Path.Combine(folder.Folder, "out.pdf"), options, CancellationToken));
        Assert.Equal(error.Code, again.Code);
        Assert.Equal([input], Directory.GetFiles(folder.Folder));
        return error;
    }

    private async Task<byte[]> SignAsync(string name, PadesLevel level = PadesLevel.BaselineB)
    {
        using PdfSigner signer = own.NewSigner();
        using Pkcs12Key key = own.Key(name);
        using var output = new MemoryStream();
        await signer.SignAsync(new MemoryStream(TestPdf.Create()), output, key, new SignatureOptions { Level = level }, CancellationToken);
        return output.ToArray();
    }
}
