using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class RevocationFetcherTests : IDisposable
{
    private const string OcspAddress = "http://ocsp.example.vn/";
    private const string CrlAddress = "http://crl.example.vn/ca.crl";
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private readonly FakeTimeProvider _time = new(Now);
    private readonly TestNetwork _network = new();
    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _signer;
    private readonly TrustStore _trust;
    private readonly RevocationFetcher _fetcher;

    public RevocationFetcherTests()
    {
        _signer = _root.Issue(new TestTemplate("Signer") { Ocsp = OcspAddress, Crl = CrlAddress });
        _trust = TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));
        _fetcher = new RevocationFetcher(_network.Fetcher(_time), _time);
    }

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task FetchAsync_ResponderAnswers_AsksNobodyElse()
    {
        _network.Serve(OcspAddress, new TestOcsp(_signer.Certificate, _root).Encode());

        FetchedProofs fetched = await FetchAsync();

        Assert.Equal([OcspAddress], _network.Asked);
        OcspProof proof = Assert.Single(fetched.Proofs.Ocsp);
        Assert.Equal(ProofSource.Online, proof.Source);
        Assert.Equal(new Uri(OcspAddress), proof.Address);
        Assert.Equal(RevocationStatus.Good, Status(fetched));
    }

    [Fact]
    public async Task FetchAsync_RequestSent_NamesTheCertificate()
    {
        byte[]? sent = null;
        _network.Serve(OcspAddress, request =>
        {
            sent = request;
            return new TestOcsp(_signer.Certificate, _root).Encode();
        });

        await FetchAsync();

        var request = Org.BouncyCastle.Asn1.Ocsp.OcspRequest.GetInstance(sent!);
        var id = Org.BouncyCastle.Asn1.Ocsp.Request.GetInstance(request.TbsRequest.RequestList[0]).ReqCert;
        Assert.Equal(_signer.Certificate.Serial.ToArray(), id.SerialNumber.Value.ToByteArray());
        Assert.Equal(KeyIdentity.Sha1(_root.Certificate), id.IssuerKeyHash.GetOctets());
    }

    [Fact]
    public async Task FetchAsync_ResponderDown_TakesTheList()
    {
        _network.Serve(CrlAddress, new TestCrl(_root).Encode());

        FetchedProofs fetched = await FetchAsync();

        Assert.Equal([OcspAddress, CrlAddress], _network.Asked);
        Assert.Equal(RevocationStatus.Good, Status(fetched));
        Assert.Contains(fetched.Attempts, static attempt => attempt is { Kind: "ocsp", Detail: "no such host" });
    }

    [Fact]
    public async Task FetchAsync_NothingAnswers_TellsEveryAddress()
    {
        FetchedProofs fetched = await FetchAsync();

        Assert.Equal(RevocationStatus.Unknown, Status(fetched));
        Assert.Equal([OcspAddress, CrlAddress], fetched.Attempts.Select(static attempt => attempt.Address.ToString()));
        Assert.All(fetched.Attempts, attempt => Assert.Equal(_signer.Certificate, attempt.Certificate));
    }

    public static TheoryData<string, Func<RevocationFetcherTests, byte[], byte[]>> UselessAnswers => new()
    {
        { "HTML", static (_, _) => "<html>welcome</html>"u8.ToArray() },
        { "nothing", static (_, _) => [] },
        { "refusal", static (_, _) => [0x30, 0x03, 0x0A, 0x01, 0x06] },
        { "another certificate", static (test, _) => new TestOcsp(test._root.Issue(new TestTemplate("Other")).Certificate, test._root).Encode() },
        { "another request", static (test, _) => (new TestOcsp(test._signer.Certificate, test._root) { Nonce = [9, 9, 9, 9] }).Encode() },
        { "another signer", static (test, _) => (new TestOcsp(test._signer.Certificate, test._root) { Responder = TestEntity.Root("Stranger") }).Encode() },
        { "unknown", static (test, _) => (new TestOcsp(test._signer.Certificate, test._root) { IsUnknown = true }).Encode() },
        { "stale", static (test, _) => (new TestOcsp(test._signer.Certificate, test._root) { ThisUpdate = Now.AddDays(-2), NextUpdate = Now.AddDays(-1) }).Encode() },
    };

    [Theory]
    [MemberData(nameof(UselessAnswers))]
    public async Task FetchAsync_UselessAnswer_TakesTheListAndSaysWhy(string what, Func<RevocationFetcherTests, byte[], byte[]> answer)
    {
        _network.Serve(OcspAddress, request => answer(this, request));
        _network.Serve(CrlAddress, new TestCrl(_root).Encode());

        FetchedProofs fetched = await FetchAsync();

        Assert.True(Status(fetched) == RevocationStatus.Good, what);
        Assert.Equal([OcspAddress, CrlAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_NonceRepeated_Accepted()
    {
        _network.Serve(OcspAddress, request => (new TestOcsp(_signer.Certificate, _root) { Nonce = NonceOf(request) }).Encode());

        Assert.Equal(RevocationStatus.Good, Status(await FetchAsync()));
    }

    [Fact]
    public async Task FetchAsync_BeforeNextUpdate_ReusesTheAnswer()
    {
        _network.Serve(OcspAddress, new TestOcsp(_signer.Certificate, _root).Encode());

        await FetchAsync();
        _time.Advance(TimeSpan.FromMinutes(30));
        FetchedProofs second = await FetchAsync();

        Assert.Single(_network.Asked);
        Assert.Equal(ProofSource.Cache, Assert.Single(second.Proofs.Ocsp).Source);
    }

    [Fact]
    public async Task FetchAsync_AfterNextUpdate_AsksAgain()
    {
        _network.Serve(OcspAddress, _ => (new TestOcsp(_signer.Certificate, _root) { ThisUpdate = _time.GetUtcNow(), NextUpdate = _time.GetUtcNow().AddHours(1) }).Encode());

        await FetchAsync();
        _time.Advance(TimeSpan.FromMinutes(61));
        await FetchAsync();

        Assert.Equal(2, _network.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_WithoutNextUpdate_AsksEachTime()
    {
        _network.Serve(OcspAddress, (new TestOcsp(_signer.Certificate, _root) { NextUpdate = null }).Encode());

        await FetchAsync();
        await FetchAsync();

        Assert.Equal(2, _network.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_Failure_IsRememberedForAShortWhile()
    {
        await FetchAsync();
        await FetchAsync();
        Assert.Equal(2, _network.Asked.Count);

        _time.Advance(TimeSpan.FromSeconds(31));
        await FetchAsync();
        Assert.Equal(4, _network.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_ForgedListWithAFarNextUpdate_IsNotRememberedUntilThen()
    {
        _network.Serve(CrlAddress, (new TestCrl(_root) { SignedBy = TestEntity.Root("Forger"), NextUpdate = Now.AddYears(10) }).Encode());
        Assert.Equal(RevocationStatus.Unknown, Status(await FetchAsync()));

        _network.Serve(CrlAddress, new TestCrl(_root).Encode());
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(RevocationStatus.Good, Status(await FetchAsync()));
    }

    [Fact]
    public async Task FetchAsync_ManyAtOnce_AskAnAddressOnce()
    {
        var gate = new TaskCompletionSource();
        byte[] answer = new TestOcsp(_signer.Certificate, _root).Encode();
        _network.Serve(OcspAddress, async (_, _) =>
        {
            await gate.Task;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) };
        });

        Task<FetchedProofs>[] all = [.. Enumerable.Range(0, 20).Select(_ => FetchAsync())];
        gate.SetResult();
        FetchedProofs[] fetched = await Task.WhenAll(all);

        Assert.Single(_network.Asked);
        Assert.All(fetched, proofs => Assert.Equal(RevocationStatus.Good, Status(proofs)));
    }

    [Fact]
    public async Task FetchAsync_OneCallerGivesUp_TheOthersStillGetIt()
    {
        var gate = new TaskCompletionSource();
        byte[] answer = new TestOcsp(_signer.Certificate, _root).Encode();
        _network.Serve(OcspAddress, async (_, _) =>
        {
            await gate.Task;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) };
        });
        using var impatience = new CancellationTokenSource();

        Task<FetchedProofs> impatient = FetchUntilAsync(impatience.Token);
        Task<FetchedProofs> patient = FetchAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();

        Assert.Equal(RevocationStatus.Good, Status(await patient));
    }

    [Fact]
    public async Task FetchAsync_PathThatDoesNotStand_AsksNobody()
    {
        PathResult path = PathValidator.Validate(_signer.Certificate, [], TrustStore.Of(new TrustDomain("test", [TestEntity.Root("Other").Certificate], [])), Now, PathPurpose.DocumentSigning);

        FetchedProofs fetched = await _fetcher.FetchAsync(path, Context(), TestContext.Current.CancellationToken);

        Assert.Empty(_network.Asked);
        Assert.Empty(fetched.Attempts);
    }

    [Fact]
    public async Task FetchAsync_KnownProofDecides_AsksNobody()
    {
        RevocationContext context = Context() with { Proofs = new RevocationData([new TestOcsp(_signer.Certificate, _root).Proof()], []) };

        FetchedProofs fetched = await _fetcher.FetchAsync(Path(), context, TestContext.Current.CancellationToken);

        Assert.Empty(_network.Asked);
        Assert.Equal(ProofSource.Embedded, Assert.Single(fetched.Proofs.Ocsp).Source);
    }

    [Fact]
    public async Task FetchAsync_AnswerByAnAlgorithmThatEnded_TakesTheListToo()
    {
        _network.Serve(OcspAddress, (new TestOcsp(_signer.Certificate, _root) { Hash = HashAlgorithmName.SHA1 }).Encode());
        _network.Serve(CrlAddress, new TestCrl(_root).Encode());
        RevocationContext dated = Context() with { Path = PathOptions.Default.Judging(AlgorithmTable.Default, new NothingProven(Now)) };

        FetchedProofs fetched = await _fetcher.FetchAsync(Path(), dated, TestContext.Current.CancellationToken);

        Assert.Equal([OcspAddress, CrlAddress], _network.Asked);
        Assert.Equal("crl", RevocationJudge.Judge(Path(), dated with { Proofs = fetched.Proofs })[0].Proof!.Kind);
        // For who asks for no dates the answer is as good as it was.
        Assert.Equal(RevocationStatus.Good, Status(await FetchAsync()));
        Assert.Equal(2, _network.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_DelegateWithoutNoCheck_FetchesItsListToo()
    {
        TestEntity responder = _root.Issue(TestTemplate.Responder("Responder") with { HasOcspNoCheck = false, Crl = "http://crl.example.vn/responders.crl" });
        _network.Serve(OcspAddress, (new TestOcsp(_signer.Certificate, _root) { Responder = responder }).Encode());
        _network.Serve("http://crl.example.vn/responders.crl", new TestCrl(_root).Encode());

        Assert.Equal(RevocationStatus.Good, Status(await FetchAsync()));
        Assert.Equal([OcspAddress, "http://crl.example.vn/responders.crl"], _network.Asked);
    }

    private static byte[] NonceOf(byte[] request)
    {
        var extensions = Org.BouncyCastle.Asn1.Ocsp.OcspRequest.GetInstance(request).TbsRequest.RequestExtensions;
        byte[] value = extensions.GetExtension(new Org.BouncyCastle.Asn1.DerObjectIdentifier("1.3.6.1.5.5.7.48.1.2")).Value.GetOctets();
        return new AsnReader(value, AsnEncodingRules.DER).ReadOctetString();
    }

    private Task<FetchedProofs> FetchAsync() => FetchUntilAsync(TestContext.Current.CancellationToken);

    private Task<FetchedProofs> FetchUntilAsync(CancellationToken cancellationToken) => _fetcher.FetchAsync(Path(), Context(), cancellationToken);

    private PathResult Path() => PathValidator.Validate(_signer.Certificate, [], _trust, Now, PathPurpose.DocumentSigning);

    private RevocationContext Context() => new(RevocationData.Empty, [], _trust, _time.GetUtcNow(), _time.GetUtcNow());

    private RevocationStatus Status(FetchedProofs fetched) =>
        RevocationJudge.Judge(Path(), Context() with { Proofs = fetched.Proofs })[0].Status;
}
