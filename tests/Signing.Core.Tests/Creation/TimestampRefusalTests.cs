using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>A time-stamp that cannot be had, or is not the one asked for, ends the signature.</summary>
public sealed class TimestampRefusalTests(OwnPki own) : IClassFixture<OwnPki>
{
    private static readonly SignatureOptions Stamped = new() { Level = PadesLevel.BaselineT };

    [Theory]
    [InlineData(Misbehaviour.Down, ErrorCodes.TsaUnavailable)]
    [InlineData(Misbehaviour.ServerError, ErrorCodes.TsaUnavailable)]
    [InlineData(Misbehaviour.Truncated, ErrorCodes.TsaUnavailable)]
    [InlineData(Misbehaviour.Slow, ErrorCodes.TsaTimeout)]
    [InlineData(Misbehaviour.Garbage, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.Empty, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.Html, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.Endless, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.OtherRequest, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.OtherImprint, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.OtherNonce, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.Refusal, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.WrongSigner, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.BrokenSignature, ErrorCodes.TsaInvalidResponse)]
    [InlineData(Misbehaviour.FromTheFuture, ErrorCodes.TsaInvalidResponse)]
    public async Task Sign_AuthorityThatMisbehaves_IsRefused(Misbehaviour misbehaviour, string code)
    {
        using Pkcs12Key key = own.Key("agency");
        using PdfSigner signer = own.NewSigner(options =>
        {
            options.TimestampAuthorities = [new TimestampAuthorityOptions { Address = own.Pki.Tsa.Address, Timeout = TimeSpan.FromSeconds(misbehaviour == Misbehaviour.Slow ? 1 : 20) }];
            options.Fetch.MaxBytes = 1 << 20;
        });
        own.Pki.Tsa.Misbehaviour = misbehaviour;
        try
        {
            SigningException error = await Refusal.OfAsync(signer, TestPdf.Create(), key, Stamped);

            Assert.Equal(code, error.Code);
            Assert.NotEmpty(error.Facts["detail"]);
        }
        finally
        {
            own.Pki.Tsa.Misbehaviour = Misbehaviour.None;
        }
    }

    [Fact]
    public async Task Sign_NoneConfigured_IsRefusedBeforeTheKeyIsAsked()
    {
        using Pkcs12Key key = own.Key("agency");
        var unused = new StandInKey(key);
        using PdfSigner signer = own.NewSigner(static options => options.TimestampAuthorities = []);

        SigningException error = await Refusal.OfAsync(signer, TestPdf.Create(), unused, Stamped);

        Assert.Equal(ErrorCodes.TsaUnavailable, error.Code);
        Assert.Equal(0, unused.Signatures);
    }

    [Fact]
    public async Task Sign_FirstAuthorityDown_TheSecondStamps()
    {
        using Pkcs12Key key = own.Key("agency");
        using PdfSigner signer = own.NewSigner(options => options.TimestampAuthorities =
        [
            new TimestampAuthorityOptions { Address = new Uri("http://127.0.0.1:9/") },
            new TimestampAuthorityOptions { Address = own.Pki.Tsa.Address },
        ]);
        using var output = new MemoryStream();

        await signer.SignAsync(new MemoryStream(TestPdf.Create()), output, key, Stamped, TestContext.Current.CancellationToken);

        await OpenSslJudge.AcceptAsync(EmbeddedSignature.Last(output.ToArray()), own.Pki, timestamped: true);
    }

    [Fact]
    public async Task Complete_AuthorityDown_LeavesTheStateForAnotherTime()
    {
        using Pkcs12Key key = own.Key("agency");
        using PdfSigner signer = own.NewSigner();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        byte[] document = TestPdf.Create();
        PreparedSignature prepared = await signer.PrepareAsync(new MemoryStream(document), key.Certificate, Stamped, cancellationToken);
        byte[] value = await key.SignDataAsync(prepared.DataToSign, prepared.Algorithm, cancellationToken);
        using var output = new MemoryStream();

        own.Pki.Tsa.Misbehaviour = Misbehaviour.Down;
        try
        {
            SigningException error = await Assert.ThrowsAsync<SigningException>(
                () => signer.CompleteAsync(prepared, value, new MemoryStream(document), output, cancellationToken));
            Assert.Equal(ErrorCodes.TsaUnavailable, error.Code);
            Assert.Equal(0, output.Length);
        }
        finally
        {
            own.Pki.Tsa.Misbehaviour = Misbehaviour.None;
        }

        await signer.CompleteAsync(prepared, value, new MemoryStream(document), output, cancellationToken);
        Assert.Single(EmbeddedSignature.Last(output.ToArray()).Timestamps);
    }
}
