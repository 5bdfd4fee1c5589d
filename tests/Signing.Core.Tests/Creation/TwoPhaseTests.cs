using Signing.CertsDev;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Prepared here, signed elsewhere, completed after a restart.</summary>
public sealed class TwoPhaseTests(World world, OwnPki own) : IClassFixture<OwnPki>
{
    private static readonly byte[] Document = TestPdf.Create(TestPdfForm.ObjectStreams, pages: 2);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("agency", PadesLevel.BaselineB)]
    [InlineData("official", PadesLevel.BaselineT)]
    [InlineData("official-ec", PadesLevel.BaselineT)]
    public async Task Complete_AfterARestart_IsValid(string name, PadesLevel level)
    {
        Pkcs12Key key = world.Key(name);
        byte[] state;
        using (var first = new PdfSigner(World.SignerOptions(world.Pki)))
        {
            PreparedSignature prepared = await first.PrepareAsync(new MemoryStream(Document), key.Certificate, new SignatureOptions { Level = level, Reason = "Đồng ý" }, CancellationToken);
            state = prepared.Export();
        }

        PreparedSignature imported = PreparedSignature.Import(state);
        byte[] value = await key.SignDataAsync(imported.DataToSign, imported.Algorithm, CancellationToken);
        using var second = new PdfSigner(World.SignerOptions(world.Pki));
        using var output = new MemoryStream();
        await second.CompleteAsync(imported, value, new MemoryStream(Document), output, CancellationToken);

        byte[] signed = output.ToArray();
        Assert.True(signed.AsSpan().StartsWith(Document));
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed)).Verdict);
        await OpenSslJudge.AcceptAsync(EmbeddedSignature.Last(signed), world.Pki, timestamped: level == PadesLevel.BaselineT);
        await Judges.AcceptAsync(signed, signatures: 1);
    }

    [Fact]
    public async Task Complete_FromFileToFile_IsValid()
    {
        using var folder = new Temporary();
        string input = folder.Write("in.pdf", Document);
        string output = Path.Combine(folder.Folder, "out.pdf");

        PreparedSignature prepared = await world.Signer.PrepareAsync(input, world.Agency.Certificate, cancellationToken: CancellationToken);
        await world.Signer.CompleteAsync(prepared, await ValueAsync(prepared, world.Agency), input, output, CancellationToken);

        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(await File.ReadAllBytesAsync(output, CancellationToken))).Verdict);
        Assert.Equal(2, Directory.GetFiles(folder.Folder).Length);
    }

    [Fact]
    public async Task Export_LargeDocument_IsAsSmallAsForASmallOne()
    {
        byte[] large = new TestPdf(paddingBytes: 3_000_000).Build();

        PreparedSignature ofSmall = await PrepareAsync(TestPdf.Create());
        PreparedSignature ofLarge = await PrepareAsync(large);

        Assert.InRange(ofLarge.Export().Length - ofSmall.Export().Length, 0, 100);
        Assert.InRange(ofLarge.Export().Length, 1, 15_000);
    }

    [Fact]
    public async Task Export_TimeStampedSignature_DoesNotCarryTheHole()
    {
        PreparedSignature plain = await PrepareAsync(Document);
        PreparedSignature stamped = await world.Signer.PrepareAsync(
            new MemoryStream(Document), world.Agency.Certificate, new SignatureOptions { Level = PadesLevel.BaselineT, ContentsSize = 1_000_000 }, CancellationToken);

        Assert.InRange(stamped.Export().Length - plain.Export().Length, -100, 100);
    }

    [Theory]
    [InlineData("shorter")]
    [InlineData("longer")]
    [InlineData("changed")]
    [InlineData("empty")]
    public async Task Complete_AnotherDocument_IsRefused(string how)
    {
        PreparedSignature prepared = await PrepareAsync(Document);
        byte[] other = how switch
        {
            "shorter" => Document[..^1],
            "longer" => [.. Document, (byte)'\n'],
            "changed" => [.. Document[..500], (byte)(Document[500] ^ 1), .. Document[501..]],
            _ => [],
        };

        SigningException error = await RefusalOfCompletingAsync(world.Signer, prepared, await ValueAsync(prepared, world.Agency), other);

        Assert.Equal(ErrorCodes.StateDocument, error.Code);
    }

    [Fact]
    public async Task Complete_ValueByAnotherKey_IsRefused()
    {
        PreparedSignature prepared = await PrepareAsync(Document);

        SigningException error = await RefusalOfCompletingAsync(world.Signer, prepared, await ValueAsync(prepared, world.Official), Document);

        Assert.Equal(ErrorCodes.SignatureInvalid, error.Code);
    }

    [Fact]
    public async Task Complete_ValueOverSomethingElse_IsRefused()
    {
        PreparedSignature prepared = await PrepareAsync(Document);
        byte[] value = await world.Agency.SignDataAsync(Document, prepared.Algorithm, CancellationToken);

        SigningException error = await RefusalOfCompletingAsync(world.Signer, prepared, value, Document);

        Assert.Equal(ErrorCodes.SignatureInvalid, error.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(257)]
    public async Task Complete_ValueOfAnotherLength_IsRefused(int length)
    {
        PreparedSignature prepared = await PrepareAsync(Document);

        SigningException error = await RefusalOfCompletingAsync(world.Signer, prepared, new byte[length], Document);

        Assert.Equal(ErrorCodes.SignatureInvalid, error.Code);
    }

    [Fact]
    public async Task Complete_SignerRevokedMeanwhile_IsRefused()
    {
        DevIdentity identity = await own.IssueAsync();
        using Pkcs12Key key = World.KeyOf(identity);
        using PdfSigner before = own.NewSigner();
        PreparedSignature prepared = await before.PrepareAsync(new MemoryStream(Document), key.Certificate, cancellationToken: CancellationToken);
        byte[] value = await ValueAsync(prepared, key);
        own.Pki.Revoke(identity, new CertificateRevocation(TimeProvider.System.GetUtcNow().AddMinutes(-1)));

        using PdfSigner after = own.NewSigner();
        SigningException error = await RefusalOfCompletingAsync(after, prepared, value, Document);

        Assert.Equal(ErrorCodes.SignerRevoked, error.Code);
    }

    [Fact]
    public async Task Complete_NoRoomForTheTimeStamp_NamesTheSizeThatWorks()
    {
        int size = EmbeddedSignature.Last(await world.SignAsync(Document)).Contents.Length + 10;
        PreparedSignature prepared = await world.Signer.PrepareAsync(
            new MemoryStream(Document), world.Agency.Certificate, new SignatureOptions { Level = PadesLevel.BaselineT, ContentsSize = size }, CancellationToken);

        SigningException error = await RefusalOfCompletingAsync(world.Signer, prepared, await ValueAsync(prepared, world.Agency), Document);

        Assert.Equal(ErrorCodes.ContentsTooSmall, error.Code);
        Assert.True(int.Parse(error.Facts["needed"], System.Globalization.CultureInfo.InvariantCulture) > size);
    }

    [Fact]
    public async Task Prepare_IssuersThatNoFolderHolds_ComeByTheOptions()
    {
        // Without leave for loopback nothing is fetched.
        using PdfSigner signer = own.NewSigner(options =>
        {
            options.Trust = Core.Pki.TrustStore.Load([new() { Name = "anchors", AnchorFolder = own.Pki.AnchorFolder }]);
            options.Fetch = new();
            options.SignerStatusUnknown = SignerStatusUnknown.Proceed;
        });
        var options = new SignatureOptions { Issuers = [own.Pki.Issuing.Certificate] };

        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => signer.PrepareAsync(new MemoryStream(Document), own.Pki.Agency.Certificate, cancellationToken: CancellationToken));
        PreparedSignature prepared = await signer.PrepareAsync(new MemoryStream(Document), own.Pki.Agency.Certificate, options, CancellationToken);

        Assert.Equal(ErrorCodes.SignerUntrusted, error.Code);
        Assert.Contains("private address", error.Facts["detail"], StringComparison.Ordinal);
        Assert.Equal(3, prepared.State.Certificates.Count);
    }

    [Fact]
    public async Task Prepare_IssuersThatNobodyGives_AreFetchedFromWhereTheCertificateSays()
    {
        using PdfSigner signer = own.NewSigner(options => options.Trust = Core.Pki.TrustStore.Load([new() { Name = "anchors", AnchorFolder = own.Pki.AnchorFolder }]));

        PreparedSignature prepared = await signer.PrepareAsync(new MemoryStream(Document), own.Pki.Agency.Certificate, cancellationToken: CancellationToken);

        Assert.Equal(3, prepared.State.Certificates.Count);
    }

    private Task<PreparedSignature> PrepareAsync(byte[] document) =>
        world.Signer.PrepareAsync(new MemoryStream(document), world.Agency.Certificate, cancellationToken: CancellationToken);

    private static async Task<byte[]> ValueAsync(PreparedSignature prepared, SigningKey key) =>
        await key.SignDataAsync(prepared.DataToSign, new SignatureAlgorithm(prepared.Algorithm.Scheme, prepared.Algorithm.Hash), CancellationToken);

    private static async Task<SigningException> RefusalOfCompletingAsync(PdfSigner signer, PreparedSignature prepared, byte[] value, byte[] document)
    {
        using var output = new MemoryStream();
        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => signer.CompleteAsync(prepared, value, new MemoryStream(document), output, CancellationToken));
        Assert.Equal(0, output.Length);

        using var folder = new Temporary();
        string input = folder.Write("in.pdf", document);
        SigningException again = await Assert.ThrowsAsync<SigningException>(
            () => signer.CompleteAsync(prepared, value, input, Path.Combine(folder.Folder, "out.pdf"), CancellationToken));
        Assert.Equal(error.Code, again.Code);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Folder));
        Refusal.AssertSpeaks(error);
        return error;
    }
}
