using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Signing.CertsDev;
using Signing.Core.Cms;
using Signing.Core.Pki.Authorities;
using Xunit;

namespace Signing.Core.Tests.Pki.Authorities;

public sealed class DevPkiTests : IAsyncLifetime
{
    private static readonly byte[] Imprint = SHA256.HashData("data"u8);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly HttpClient _client = new();
    private DevPki _pki = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _pki = await DevPki.StartAsync(new DevPkiOptions { TimeProvider = _clock }, Cancel);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _pki.DisposeAsync();
    }

    [Theory]
    [InlineData("official", "good")]
    [InlineData("agency", "good")]
    [InlineData("official-ec", "good")]
    [InlineData("official-g1", "good")]
    [InlineData("tsa", "good")]
    [InlineData("expired", "good")]
    [InlineData("revoked", "revoked")]
    public async Task Ocsp_DeclaredCertificate_HasItsStatus(string name, string status)
    {
        SingleResponse answer = Single(await AskAsync(_pki[name]));

        Assert.Equal(status, answer.CertStatus.TagNo switch { 0 => "good", 1 => "revoked", _ => "unknown" });
    }

    [Fact]
    public async Task Ocsp_ByGet_AnswersAsByPost()
    {
        string path = Uri.EscapeDataString(Convert.ToBase64String(Request(_pki.Agency)));

        byte[] answer = await _client.GetByteArrayAsync(new Uri($"{_pki.Ocsp.Address}issuing/{path}"), Cancel);

        Assert.Equal(0, Single(answer).CertStatus.TagNo);
    }

    [Fact]
    public async Task Revoke_AtRuntime_ChangesOcspAndCrl()
    {
        _pki.Revoke(_pki.Agency, new CertificateRevocation(_clock.GetUtcNow().AddMinutes(-1), X509RevocationReason.KeyCompromise));

        Assert.Equal(1, Single(await AskAsync(_pki.Agency)).CertStatus.TagNo);
        Assert.Contains(_pki.Agency.SerialNumber, await RevokedSerialsAsync());

        _pki.Revoke(_pki.Agency, null);

        Assert.Equal(0, Single(await AskAsync(_pki.Agency)).CertStatus.TagNo);
        Assert.DoesNotContain(_pki.Agency.SerialNumber, await RevokedSerialsAsync());
    }

    [Fact]
    public async Task Clock_Advanced_MovesEveryAnswer()
    {
        _clock.Advance(TimeSpan.FromDays(100));
        DateTime expected = Der.WholeSeconds(_clock.GetUtcNow()).UtcDateTime;

        Assert.Equal(expected, Single(await AskAsync(_pki.Agency)).ThisUpdate.ToDateTime());
        Assert.Equal(_clock.GetUtcNow().UtcDateTime, (await StampAsync()).GenTime.UtcDateTime, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task IssueAsync_FurtherCertificate_IsAnsweredFor()
    {
        DevIdentity further = await _pki.IssueAsync("further", "issuing", new CertificateTemplate
        {
            Subject = new X500DistinguishedName("CN=Thêm (dev)"), Profile = CertificateProfile.DocumentSigning,
            NotBefore = _clock.GetUtcNow(), NotAfter = _clock.GetUtcNow().AddDays(1),
        }, "P-256", Cancel);

        Assert.Equal(0, Single(await AskAsync(further)).CertStatus.TagNo);
        Assert.True(File.Exists(further.Pkcs12File));
        Assert.Same(further, _pki["further"]);
    }

    [Fact]
    public async Task IssueAsync_FurtherAuthority_IssuesAndRevokesInTurn()
    {
        var template = new CertificateTemplate
        {
            Subject = new X500DistinguishedName("CN=CA thêm (dev)"), Profile = CertificateProfile.CertificateAuthority,
            NotBefore = _clock.GetUtcNow(), NotAfter = _clock.GetUtcNow().AddDays(9),
        };
        await _pki.IssueAsync("further-ca", "root", template, "P-256", Cancel);
        DevIdentity leaf = await _pki.IssueAsync("leaf", "further-ca", template with { Profile = CertificateProfile.DocumentSigning }, "P-256", Cancel);

        _pki.Revoke(leaf, new CertificateRevocation(_clock.GetUtcNow()));

        Assert.Equal(2, leaf.Chain.Count);
        Assert.Equal([leaf.SerialNumber], await RevokedSerialsAsync("further-ca"));
    }

    [Fact]
    public async Task StampWith_AnotherIdentity_SignsTheTokens()
    {
        _pki.StampWith(_pki.OfficialEc);

        TimestampToken token = await StampAsync();

        Assert.Contains(token.Cms.Certificates, certificate => certificate.Span.SequenceEqual(_pki.OfficialEc.Certificate.RawData));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Files_OnUnix_AreTheOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] all = [_pki.Folder, .. Directory.EnumerateFileSystemEntries(_pki.Folder, "*", SearchOption.AllDirectories)];

        Assert.All(all, path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others));
        Assert.True(all.Length > 30);
    }

    [Fact]
    public async Task StartAsync_FolderOfAnEarlierRun_ServesTheSamePki()
    {
        string folder = Directory.CreateTempSubdirectory("signing-devpki-test-").FullName;
        try
        {
            var options = new DevPkiOptions { Folder = folder, Keys = DevKeys.Shared, TimeProvider = _clock };
            string thumbprint;
            Uri address;
            await using (DevPki first = await DevPki.StartAsync(options, Cancel))
            {
                Assert.True(first.WasMade);
                (thumbprint, address) = (first.Official.Thumbprint, first.Address);
            }
            await using DevPki second = await DevPki.StartAsync(options, Cancel);

            Assert.False(second.WasMade);
            Assert.Equal(thumbprint, second.Official.Thumbprint);
            Assert.Equal(address, second.Address);
            Assert.Equal(1, Single(await AskAsync(second.Revoked)).CertStatus.TagNo);
            using X509Certificate2 withKey = X509CertificateLoader.LoadPkcs12FromFile(second.OfficialEc.Pkcs12File, await File.ReadAllTextAsync(second.OfficialEc.PasswordFile, Cancel));
            Assert.NotNull(withKey.GetECDsaPrivateKey());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task StartAsync_PortTaken_SaysSo()
    {
        DevPkiException failure = await Assert.ThrowsAsync<DevPkiException>(() => DevPki.StartAsync(new DevPkiOptions { Port = _pki.Address.Port }, Cancel));

        Assert.Contains($"{_pki.Address.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task G1_IsPinnedAndSignedWithSha1()
    {
        Assert.Equal("1.2.840.113549.1.1.5", _pki.G1.Certificate.SignatureAlgorithm.Value);
        Assert.Equal("1.2.840.113549.1.1.11", _pki.OfficialG1.Certificate.SignatureAlgorithm.Value);
        Assert.Contains(await File.ReadAllTextAsync(_pki.G1.CertificateFile, Cancel), Directory.GetFiles(_pki.IntermediateFolder).Select(File.ReadAllText));
        Assert.Equal(await File.ReadAllTextAsync(_pki.Root.CertificateFile, Cancel), await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_pki.AnchorFolder)), Cancel));
    }

    [Theory]
    [InlineData(Misbehaviour.Down)]
    [InlineData(Misbehaviour.Truncated)]
    public async Task Tsa_ConnectionBreaks_RequestFails(Misbehaviour misbehaviour)
    {
        _pki.Tsa.Misbehaviour = misbehaviour;

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => StampAsync());
    }

    [Fact]
    public async Task Tsa_Slow_AnswersAfterTheDelay()
    {
        _pki.Tsa.Misbehaviour = Misbehaviour.Slow;
        _pki.Tsa.Delay = TimeSpan.FromMinutes(1);
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StampAsync(impatience.Token));

        _pki.Tsa.Delay = TimeSpan.FromMilliseconds(1);
        Assert.True((await StampAsync()).Matches(Imprint));
        Assert.Equal(2, _pki.Tsa.Requests);
    }

    [Theory]
    [InlineData(Misbehaviour.Html, HttpStatusCode.OK, "text/html")]
    [InlineData(Misbehaviour.Garbage, HttpStatusCode.OK, "application/timestamp-reply")]
    [InlineData(Misbehaviour.Empty, HttpStatusCode.OK, "application/timestamp-reply")]
    [InlineData(Misbehaviour.ServerError, HttpStatusCode.InternalServerError, "application/timestamp-reply")]
    public async Task Tsa_NoTimestampInTheAnswer_HasItsOwnForm(Misbehaviour misbehaviour, HttpStatusCode status, string contentType)
    {
        _pki.Tsa.Misbehaviour = misbehaviour;

        using HttpResponseMessage answer = await PostAsync(_pki.Tsa.Address, TimestampQuery(), "application/timestamp-query", Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.ThrowsAny<Exception>(() => TimeStampResp.GetInstance(Asn1Object.FromByteArray(body)).Status.Status);
    }

    [Theory]
    [InlineData(Misbehaviour.OtherRequest, false, false)]
    [InlineData(Misbehaviour.OtherImprint, false, true)]
    [InlineData(Misbehaviour.OtherNonce, true, false)]
    [InlineData(Misbehaviour.None, true, true)]
    public async Task Tsa_AnswersSomethingElse_TokenDiffersWhereItShould(Misbehaviour misbehaviour, bool sameImprint, bool sameNonce)
    {
        _pki.Tsa.Misbehaviour = misbehaviour;

        TimestampToken token = await StampAsync();

        Assert.Equal(sameImprint, token.Matches(Imprint));
        Assert.Equal(sameNonce, token.Nonce == 42);
    }

    [Fact]
    public async Task Tsa_Refuses_SaysWhy()
    {
        _pki.Tsa.Misbehaviour = Misbehaviour.Refusal;
        using HttpResponseMessage answer = await PostAsync(_pki.Tsa.Address, TimestampQuery(), "application/timestamp-query", Cancel);

        Assert.Equal(2, TimeStampResp.GetInstance(await answer.Content.ReadAsByteArrayAsync(Cancel)).Status.StatusObject.IntValueExact);
    }

    [Theory]
    [InlineData(Misbehaviour.Stale, -30)]
    [InlineData(Misbehaviour.FromTheFuture, 1)]
    public async Task Ocsp_AnotherTime_IsInTheAnswer(Misbehaviour misbehaviour, int days)
    {
        _pki.Ocsp.Misbehaviour = misbehaviour;

        Assert.Equal(Der.WholeSeconds(_clock.GetUtcNow().AddDays(days)).UtcDateTime, Single(await AskAsync(_pki.Agency)).ThisUpdate.ToDateTime());
    }

    [Fact]
    public async Task Ocsp_OtherRequest_AnswersForAnotherCertificate()
    {
        _pki.Ocsp.Misbehaviour = Misbehaviour.OtherRequest;

        Assert.NotEqual(_pki.Agency.SerialNumber, Der.SerialNumber(Single(await AskAsync(_pki.Agency)).CertId.SerialNumber));
    }

    [Fact]
    public void Misbehaviour_ThatTheServiceDoesNotKnow_Throws() =>
        Assert.Throws<ArgumentException>(() => _pki.Crl.Misbehaviour = Misbehaviour.OtherNonce);

    private static byte[] TimestampQuery() => new TimeStampReq(
        new MessageImprint(new Org.BouncyCastle.Asn1.X509.AlgorithmIdentifier(new DerObjectIdentifier(Signing.Core.Cms.Oids.Sha256)), Imprint),
        null, DerInteger.ValueOf(42), DerBoolean.True, null).GetEncoded();

    private static byte[] Request(DevIdentity identity)
    {
        X509Certificate2 issuer = identity.Chain[0];
        var id = new CertID(
            new Org.BouncyCastle.Asn1.X509.AlgorithmIdentifier(new DerObjectIdentifier(Signing.Core.Cms.Oids.Sha256)),
            new DerOctetString(SHA256.HashData(issuer.SubjectName.RawData)),
            new DerOctetString(SHA256.HashData(issuer.PublicKey.EncodedKeyValue.RawData)),
            new DerInteger(identity.Certificate.SerialNumberBytes.ToArray()));
        return new OcspRequest(new TbsRequest(null, new DerSequence(new Org.BouncyCastle.Asn1.Ocsp.Request(id, null)), (X509Extensions?)null), null).GetEncoded();
    }

    private static SingleResponse Single(byte[] answer)
    {
        BasicOcspResponse basic = BasicOcspResponse.GetInstance(OcspResponse.GetInstance(answer).ResponseBytes.Response.GetOctets());
        return SingleResponse.GetInstance(Assert.Single(basic.TbsResponseData.Responses));
    }

    /// <summary>Asks where the certificate itself says.</summary>
    private async Task<byte[]> AskAsync(DevIdentity identity)
    {
        string address = identity.Certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().Single().EnumerateOcspUris().Single();
        using HttpResponseMessage answer = await PostAsync(new Uri(address), Request(identity), "application/ocsp-request", Cancel);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Cancel);
    }

    private async Task<string[]> RevokedSerialsAsync(string authority = "issuing")
    {
        byte[] list = await _client.GetByteArrayAsync(new Uri(_pki.Crl.Address, authority + ".crl"), Cancel);
        return [.. CertificateList.GetInstance(list).GetRevokedCertificates().Select(entry => Der.SerialNumber(entry.UserCertificate))];
    }

    private async Task<TimestampToken> StampAsync(CancellationToken? giveUp = null)
    {
        CancellationToken cancellationToken = giveUp ?? Cancel;
        using HttpResponseMessage answer = await PostAsync(_pki.Tsa.Address, TimestampQuery(), "application/timestamp-query", cancellationToken);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return TimestampToken.Parse(TimeStampResp.GetInstance(body).TimeStampToken.GetEncoded());
    }

    private Task<HttpResponseMessage> PostAsync(Uri address, byte[] body, string contentType, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return _client.PostAsync(address, content, cancellationToken);
    }
}
