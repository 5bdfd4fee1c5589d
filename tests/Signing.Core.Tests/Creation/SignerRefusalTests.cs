using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>What could never be valid is not made: the signer's certificate is looked at first.</summary>
public sealed class SignerRefusalTests(OwnPki own) : IClassFixture<OwnPki>
{
    [Theory]
    [InlineData("expired", ErrorCodes.SignerExpired)]
    [InlineData("revoked", ErrorCodes.SignerRevoked)]
    [InlineData("untrusted", ErrorCodes.SignerUntrusted)]
    [InlineData("tsa", ErrorCodes.SignerUntrusted)]
    public async Task Sign_SignerWhoMayNot_IsRefused(string name, string code)
    {
        using PdfSigner signer = own.NewSigner();
        using Pkcs12Key key = own.Key(name);
        var unused = new StandInKey(key);

        SigningException error = await Refusal.OfAsync(signer, TestPdf.Create(), unused);

        Assert.Equal(code, error.Code);
        Assert.Contains("(dev)", error.Facts["subject"], StringComparison.Ordinal);
        Assert.Equal(0, unused.Signatures);
    }

    [Theory]
    [InlineData("expired", ErrorCodes.SignerExpired)]
    [InlineData("revoked", ErrorCodes.SignerRevoked)]
    [InlineData("untrusted", ErrorCodes.SignerUntrusted)]
    public async Task Prepare_SignerWhoMayNot_IsRefused(string name, string code)
    {
        using PdfSigner signer = own.NewSigner();

        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => signer.PrepareAsync(new MemoryStream(TestPdf.Create()), own.Pki[name].Certificate, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Sign_CertificateNotYetValid_IsRefused()
    {
        using PdfSigner signer = own.NewSigner();
        using Pkcs12Key key = World.KeyOf(await own.IssueAsync(from: TimeSpan.FromDays(2)));

        Assert.Equal(ErrorCodes.SignerExpired, (await Refusal.OfAsync(signer, TestPdf.Create(), key)).Code);
    }

    [Fact]
    public async Task Sign_SuspendedCertificate_IsRefusedUntilItIsLifted()
    {
        DevIdentity identity = await own.IssueAsync();
        using Pkcs12Key key = World.KeyOf(identity);
        own.Pki.Revoke(identity, new CertificateRevocation(TimeProvider.System.GetUtcNow().AddHours(-1), System.Security.Cryptography.X509Certificates.X509RevocationReason.CertificateHold));
        using (PdfSigner signer = own.NewSigner())
        {
            Assert.Equal(ErrorCodes.SignerRevoked, (await Refusal.OfAsync(signer, TestPdf.Create(), key)).Code);
        }

        own.Pki.Revoke(identity, null);

        using PdfSigner later = own.NewSigner();
        Assert.NotEmpty(await SignAsync(later, key));
    }

    [Fact]
    public async Task Sign_NoTrustConfigured_IsRefused()
    {
        using PdfSigner signer = own.NewSigner(static options => options.Trust = TrustStore.Empty);
        using Pkcs12Key key = own.Key("agency");

        Assert.Equal(ErrorCodes.SignerUntrusted, (await Refusal.OfAsync(signer, TestPdf.Create(), key)).Code);
    }

    [Fact]
    public async Task Sign_StatusUnknown_RefusesAndNamesTheAddresses()
    {
        using Pkcs12Key key = own.Key("agency");
        await Misbehaving(own.Pki, Misbehaviour.Down, async () =>
        {
            using PdfSigner signer = own.NewSigner();
            SigningException error = await Refusal.OfAsync(signer, TestPdf.Create(), key);

            Assert.Equal(ErrorCodes.ProofMissing, error.Code);
            Assert.Contains(own.Pki.Ocsp.Address.ToString(), error.Facts["addresses"], StringComparison.Ordinal);
            Assert.Contains(own.Pki.Crl.Address.ToString(), error.Facts["addresses"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Sign_StatusUnknownAndProceed_Signs()
    {
        using Pkcs12Key key = own.Key("agency");
        await Misbehaving(own.Pki, Misbehaviour.Down, async () =>
        {
            using PdfSigner signer = own.NewSigner(static options => options.SignerStatusUnknown = SignerStatusUnknown.Proceed);
            Assert.NotEmpty(await SignAsync(signer, key));
        });
    }

    [Theory]
    [InlineData("expired", ErrorCodes.SignerExpired)]
    [InlineData("revoked", ErrorCodes.SignerRevoked)]
    [InlineData("untrusted", ErrorCodes.SignerUntrusted)]
    public async Task Sign_KnownToBeBadAndProceed_IsRefusedAllTheSame(string name, string code)
    {
        using PdfSigner signer = own.NewSigner(static options => options.SignerStatusUnknown = SignerStatusUnknown.Proceed);
        using Pkcs12Key key = own.Key(name);

        Assert.Equal(code, (await Refusal.OfAsync(signer, TestPdf.Create(), key)).Code);
    }

    [Theory]
    [InlineData(Misbehaviour.Down)]
    [InlineData(Misbehaviour.Garbage)]
    [InlineData(Misbehaviour.BrokenSignature)]
    [InlineData(Misbehaviour.WrongSigner)]
    [InlineData(Misbehaviour.Stale)]
    public async Task Sign_OcspWrong_AsksTheList(Misbehaviour misbehaviour)
    {
        using Pkcs12Key key = own.Key("agency");
        own.Pki.Ocsp.Misbehaviour = misbehaviour;
        try
        {
            using PdfSigner signer = own.NewSigner();
            Assert.NotEmpty(await SignAsync(signer, key));
        }
        finally
        {
            own.Pki.Ocsp.Misbehaviour = Misbehaviour.None;
        }
    }

    [Fact]
    public async Task Sign_StatusUnknown_IsNotRemembered()
    {
        using Pkcs12Key key = own.Key("agency");
        using PdfSigner signer = own.NewSigner(static options => options.SignerStatusUnknown = SignerStatusUnknown.Proceed);
        await Misbehaving(own.Pki, Misbehaviour.Down, async () => await SignAsync(signer, key));
        int asked = own.Pki.Ocsp.Requests + own.Pki.Crl.Requests;
        own.Pki.Revoke(own.Pki["agency"], new CertificateRevocation(TimeProvider.System.GetUtcNow().AddMinutes(-1)));
        try
        {
            using PdfSigner other = own.NewSigner();
            Assert.Equal(ErrorCodes.SignerRevoked, (await Refusal.OfAsync(other, TestPdf.Create(), key)).Code);
            Assert.True(own.Pki.Ocsp.Requests + own.Pki.Crl.Requests > asked);
        }
        finally
        {
            own.Pki.Revoke(own.Pki["agency"], null);
        }
    }

    [Fact]
    public async Task Sign_Again_AsksNobodyAgain()
    {
        using Pkcs12Key key = own.Key("official-ec");
        using PdfSigner signer = own.NewSigner();
        await SignAsync(signer, key);
        int asked = own.Pki.Ocsp.Requests + own.Pki.Crl.Requests;

        await Misbehaving(own.Pki, Misbehaviour.Down, async () => await SignAsync(signer, key));

        Assert.Equal(asked, own.Pki.Ocsp.Requests + own.Pki.Crl.Requests);
    }

    private static async Task<byte[]> SignAsync(PdfSigner signer, SigningKey key)
    {
        using var output = new MemoryStream();
        await signer.SignAsync(new MemoryStream(TestPdf.Create()), output, key, cancellationToken: TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private static async Task Misbehaving(DevPki pki, Misbehaviour misbehaviour, Func<Task> action)
    {
        pki.Ocsp.Misbehaviour = pki.Crl.Misbehaviour = misbehaviour;
        try
        {
            await action();
        }
        finally
        {
            pki.Ocsp.Misbehaviour = pki.Crl.Misbehaviour = Misbehaviour.None;
        }
    }
}
