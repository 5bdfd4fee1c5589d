using System.Net;
using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>The room for the CMS: exact, learnt from the authority, grown once, and never at the price of a second PIN.</summary>
public sealed class ContentsSizeTests(World world)
{
    private const int RoomForAnUnknownToken = 16 * 1024;

    [Theory]
    [InlineData("official")]
    [InlineData("agency")]
    public async Task Sign_RsaWithoutTimeStamp_ReservesTheExactSize(string key)
    {
        EmbeddedSignature signature = EmbeddedSignature.Last(await world.SignAsync(TestPdf.Create(), world.Key(key)));

        Assert.Equal(signature.Cms.Length, signature.Contents.Length);
    }

    [Fact]
    public async Task Sign_EcdsaValueShorterThanItMayBe_IsPaddedWithZeros()
    {
        for (int i = 0; i < 100; i++)
        {
            byte[] signed = await world.SignAsync(TestPdf.Create(), world.OfficialEc);
            EmbeddedSignature signature = EmbeddedSignature.Last(signed);
            int padding = signature.Contents.Length - signature.Cms.Length;
            Assert.InRange(padding, 0, 8);
            if (padding > 0)
            {
                Assert.All(signature.Contents[signature.Cms.Length..], static zero => Assert.Equal(0, zero));
                Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
                await Judges.AcceptAsync(signed, signatures: 1);
                return;
            }
        }
        Assert.Fail("None of 100 values was shorter than the longest.");
    }

    [Fact]
    public async Task Sign_SecondTimeStamp_ReservesTwiceTheFirst()
    {
        using var signer = new PdfSigner(World.SignerOptions(world.Pki));

        EmbeddedSignature first = await SignAsync(signer, new StandInKey(world.Agency), PadesLevel.BaselineT);
        EmbeddedSignature second = await SignAsync(signer, new StandInKey(world.Agency), PadesLevel.BaselineT);

        int token = first.Timestamps.Single().Length;
        Assert.InRange(first.Contents.Length - first.Cms.Length + token, RoomForAnUnknownToken - 100, RoomForAnUnknownToken + 100);
        Assert.InRange(second.Contents.Length - second.Cms.Length, token - 100, token + 100);
    }

    [Fact]
    public async Task Sign_SizeGiven_ReservesIt()
    {
        EmbeddedSignature signature = await SignAsync(world.Signer, new StandInKey(world.Agency), PadesLevel.BaselineB, 20_000);

        Assert.Equal(20_000, signature.Contents.Length);
    }

    [Fact]
    public async Task Sign_SizeKnownToBeTooSmall_GrowsBeforeTheKeyIsAsked()
    {
        var key = new StandInKey(world.Agency);

        EmbeddedSignature signature = await SignAsync(world.Signer, key, PadesLevel.BaselineB, 100);

        Assert.Equal(1, key.Signatures);
        Assert.Equal(signature.Cms.Length, signature.Contents.Length);
    }

    [Fact]
    public async Task Sign_SizeTooSmallForTheTimeStamp_SignsOnceMore()
    {
        var key = new StandInKey(world.Agency);
        int without = (await SignAsync(world.Signer, key, PadesLevel.BaselineB)).Contents.Length;
        var second = new StandInKey(world.Agency);

        EmbeddedSignature signature = await SignAsync(world.Signer, second, PadesLevel.BaselineT, without + 10);

        Assert.Equal(2, second.Signatures);
        Assert.Single(signature.Timestamps);
    }

    [Fact]
    public async Task Sign_TokenLargerThanExpected_SignsOnceMoreAndRemembers()
    {
        PdfSignerOptions options = World.SignerOptions(world.Pki);
        using var invoker = new HttpMessageInvoker(new LargeTokens(world.Pki));
        options.Fetch.Invoker = invoker;
        using var signer = new PdfSigner(options);
        var first = new StandInKey(world.Agency);
        var second = new StandInKey(world.Agency);

        EmbeddedSignature signature = await SignAsync(signer, first, PadesLevel.BaselineT);
        await SignAsync(signer, second, PadesLevel.BaselineT);

        Assert.True(signature.Timestamps.Single().Length > RoomForAnUnknownToken + 100);
        Assert.Equal(2, first.Signatures);
        Assert.Equal(1, second.Signatures);
    }

    [Theory]
    [InlineData(PadesLevel.BaselineB)]
    [InlineData(PadesLevel.BaselineT)]
    public async Task Sign_TooSmallWithAKeyThatAsksForAPin_NamesTheSizeThatWorks(PadesLevel level)
    {
        // Enough for the signature alone, so that the time-stamp is what does not fit.
        int size = level == PadesLevel.BaselineB ? 100 : (await SignAsync(world.Signer, new StandInKey(world.Agency), PadesLevel.BaselineB)).Contents.Length + 10;
        var key = new StandInKey(world.Agency) { AsksForPin = true };

        SigningException error = await Refusal.OfAsync(world.Signer, TestPdf.Create(), key, new SignatureOptions { Level = level, ContentsSize = size });

        Assert.Equal(ErrorCodes.ContentsTooSmall, error.Code);
        Assert.Equal($"{size}", error.Facts["reserved"]);
        // No PIN in vain where it is known beforehand.
        Assert.Equal(level == PadesLevel.BaselineB ? 0 : 3, key.Signatures);
        var again = new StandInKey(world.Agency) { AsksForPin = true };
        await SignAsync(world.Signer, again, level, int.Parse(error.Facts["needed"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1, again.Signatures);
    }

    [Fact]
    public async Task Prepare_SizeKnownToBeTooSmall_IsRefusedAtOnce()
    {
        SigningException error = await Assert.ThrowsAsync<SigningException>(() => world.Signer.PrepareAsync(
            new MemoryStream(TestPdf.Create()), world.Agency.Certificate, new SignatureOptions { ContentsSize = 100 }, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.ContentsTooSmall, error.Code);
    }

    private async Task<EmbeddedSignature> SignAsync(PdfSigner signer, StandInKey key, PadesLevel level, int? size = null)
    {
        using var output = new MemoryStream();
        await signer.SignAsync(
            new MemoryStream(TestPdf.Create()), output, key, new SignatureOptions { Level = level, ContentsSize = size }, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(output.ToArray())).Verdict);
        return EmbeddedSignature.Last(output.ToArray());
    }

    /// <summary>A time-stamp authority that sends every certificate it has ever heard of along; the rest goes to the PKI.</summary>
    private sealed class LargeTokens(DevPki pki) : DelegatingHandler(new SocketsHttpHandler())
    {
        private static readonly string[] Names =
        [
            "issuing", "root", "g1", "foreign-root", "ocsp", "ocsp-g1", "official", "agency", "official-ec", "official-g1", "expired", "revoked", "untrusted",
        ];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri != pki.Tsa.Address)
            {
                return await base.SendAsync(request, cancellationToken);
            }
            var authority = new TimestampAuthority(pki.TimeStamping.Certificate, pki.TimeStamping.AuthorityKey, new TimestampServiceOptions
            {
                Policy = "2.999.1",
                Chain = [.. Names.Select(name => pki[name].Certificate)],
            });
            byte[] answer = await authority.RespondAsync(await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
            var content = new ByteArrayContent(answer);
            content.Headers.ContentType = new("application/timestamp-reply");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}
