using Microsoft.Extensions.Time.Testing;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>What is fetched beside a certificate's own CRL, how fresh it must be, and who shares it.</summary>
public sealed class ListFetchingTests : IDisposable
{
    private const string CrlAddress = "http://crl.example.vn/ca.crl";
    private const string DeltaAddress = "http://crl.example.vn/delta.crl";
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private readonly FakeTimeProvider _time = new(Now);
    private readonly TestNetwork _network = new();
    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _signer;
    private readonly RevocationFetcher _fetcher;

    public ListFetchingTests()
    {
        _signer = _root.Issue(new TestTemplate("Signer") { Crl = CrlAddress });
        _fetcher = new RevocationFetcher(_network.Fetcher(_time), _time);
    }

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task FetchAsync_ListNamesADelta_FetchesItToo()
    {
        _network.Serve(CrlAddress, Base());
        _network.Serve(DeltaAddress, (new TestCrl(_root) { Revoked = [(_signer.Certificate, Now.AddDays(-1), 1)], Further = [CrlKindTests.Number(6), (Oids.DeltaCrlIndicator, true, CrlKindTests.Integer(5))] }).Encode());

        Assert.Equal(RevocationStatus.Revoked, await StatusAsync());
        await StatusAsync();
        Assert.Equal([CrlAddress, DeltaAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_DeltaMissing_TheListStillCounts()
    {
        _network.Serve(CrlAddress, Base());

        Assert.Equal(RevocationStatus.Good, await StatusAsync());
        await StatusAsync();
        Assert.Equal([CrlAddress, DeltaAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_ForgedDelta_IsRememberedForAShortWhileOnly()
    {
        _network.Serve(CrlAddress, Base());
        _network.Serve(DeltaAddress, (new TestCrl(_root) { SignedBy = TestEntity.Root("Forger"), NextUpdate = Now.AddYears(9), Further = [CrlKindTests.Number(6), (Oids.DeltaCrlIndicator, true, CrlKindTests.Integer(5))] }).Encode());

        Assert.Equal(RevocationStatus.Good, await StatusAsync());
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(RevocationStatus.Good, await StatusAsync());

        Assert.Equal([CrlAddress, DeltaAddress, DeltaAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_ForgedList_DoesNotSayWhereADeltaIs()
    {
        _network.Serve(CrlAddress, (new TestCrl(_root) { SignedBy = TestEntity.Root("Forger"), Further = Freshest() }).Encode());

        Assert.Equal(RevocationStatus.Unknown, await StatusAsync());
        Assert.Equal([CrlAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_ListInPem_IsRead()
    {
        _network.Serve(CrlAddress, System.Text.Encoding.ASCII.GetBytes(
            new string(System.Security.Cryptography.PemEncoding.Write("X509 CRL", new TestCrl(_root).Encode()))));

        Assert.Equal(RevocationStatus.Good, await StatusAsync());
    }

    [Fact]
    public async Task FetchAsync_ListByAnotherSigner_FetchesItsCertificateAndItsStatus()
    {
        const string SignerAddress = "http://aia.example.vn/crl-signer.cer";
        const string RootList = "http://crl.example.vn/root.crl";
        TestEntity authority = _root.IssueAuthority("Authority");
        TestEntity renewed = _root.Issue(TestTemplate.Authority("Authority") with { Crl = RootList });
        TestEntity signer = authority.Issue(new TestTemplate("Other signer") { Crl = CrlAddress });
        var access = new System.Security.Cryptography.X509Certificates.X509AuthorityInformationAccessExtension([], [SignerAddress]);
        _network.Serve(CrlAddress, (new TestCrl(renewed) { Further = [(Oids.AuthorityInformationAccess, false, access.RawData)] }).Encode());
        _network.Serve(SignerAddress, renewed.Certificate.Der.ToArray());
        _network.Serve(RootList, new TestCrl(_root).Encode());
        PathResult path = PathValidator.Validate(signer.Certificate, [authority.Certificate], Trust(), Now, PathPurpose.DocumentSigning);

        FetchedProofs fetched = await _fetcher.FetchAsync(path, Context(), TestContext.Current.CancellationToken);

        Assert.Equal([renewed.Certificate], fetched.Certificates);
        RevocationContext context = Context() with { Proofs = fetched.Proofs, Pool = [authority.Certificate, .. fetched.Certificates] };
        Assert.Equal(RevocationStatus.Good, RevocationJudge.Judge(path, context)[0].Status);
        Assert.Equal([CrlAddress, SignerAddress, RootList], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_OlderThanIsWanted_IsFetchedAnewOnceInAShortWhile()
    {
        _network.Serve(CrlAddress, _ => (new TestCrl(_root) { ThisUpdate = Now.AddHours(-5), NextUpdate = Now.AddDays(1) }).Encode());
        Assert.Equal(RevocationStatus.Good, await StatusAsync());

        // Just fetched: asking again at once would give the same.
        Assert.Equal(RevocationStatus.Unknown, await StatusAsync(freshness: TimeSpan.FromHours(1)));
        Assert.Single(_network.Asked);

        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(RevocationStatus.Unknown, await StatusAsync(freshness: TimeSpan.FromHours(1)));
        Assert.Equal(RevocationStatus.Unknown, await StatusAsync(freshness: TimeSpan.FromHours(1)));
        Assert.Equal(2, _network.Asked.Count);

        _time.Advance(TimeSpan.FromSeconds(31));
        _network.Serve(CrlAddress, _ => (new TestCrl(_root) { ThisUpdate = Now, NextUpdate = Now.AddDays(1) }).Encode());
        Assert.Equal(RevocationStatus.Good, await StatusAsync(freshness: TimeSpan.FromHours(1)));
        Assert.Equal(3, _network.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_NewerOneNotToBeHad_TheFormerStillCountsForOthers()
    {
        _network.Serve(CrlAddress, (new TestCrl(_root) { ThisUpdate = Now.AddHours(-5), NextUpdate = Now.AddDays(1) }).Encode());
        await StatusAsync();
        _time.Advance(TimeSpan.FromSeconds(31));
        _network.Serve(CrlAddress, static (_, _) => throw new HttpRequestException("gone"));

        Assert.Equal(RevocationStatus.Unknown, await StatusAsync(freshness: TimeSpan.FromHours(1)));
        Assert.Equal(RevocationStatus.Good, await StatusAsync());
        Assert.Equal(2, _network.Asked.Count);
    }

    [Fact]
    public async Task FetchAsync_TwoFetchersOfTheSameOptions_DownloadOnce()
    {
        _network.Serve(CrlAddress, new TestCrl(_root).Encode());
        FetchOptions options = _network.Options();
        using var first = new Fetcher(options, _time);
        using var second = new Fetcher(options, _time);
        using var stranger = new Fetcher(_network.Options(), _time);

        await StatusAsync(new RevocationFetcher(first, _time));
        await StatusAsync(new RevocationFetcher(second, _time));
        Assert.Single(_network.Asked);

        await StatusAsync(new RevocationFetcher(stranger, _time));
        Assert.Equal(2, _network.Asked.Count);
    }

    private static (string, bool, byte[])[] Freshest() =>
    [
        CrlKindTests.Number(5),
        (Oids.FreshestCrl, false, CrlKindTests.Scope(static points =>
        {
            using (points.PushSequence())
            using (points.PushSequence(CrlKindTests.Tag(0)))
            using (points.PushSequence(CrlKindTests.Tag(0)))
            {
                points.WriteCharacterString(System.Formats.Asn1.UniversalTagNumber.IA5String, DeltaAddress, CrlKindTests.Tag(6));
            }
        })),
    ];

    private byte[] Base() => (new TestCrl(_root) { Further = Freshest() }).Encode();

    private Task<RevocationStatus> StatusAsync(TimeSpan? freshness = null) => StatusAsync(_fetcher, freshness);

    private async Task<RevocationStatus> StatusAsync(RevocationFetcher fetcher, TimeSpan? freshness = null)
    {
        PathResult path = PathValidator.Validate(_signer.Certificate, [], Trust(), Now, PathPurpose.DocumentSigning);
        RevocationContext context = Context() with { Freshness = freshness };
        FetchedProofs fetched = await fetcher.FetchAsync(path, context, TestContext.Current.CancellationToken);
        return RevocationJudge.Judge(path, context with { Proofs = fetched.Proofs })[0].Status;
    }

    private TrustStore Trust() => TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));

    private RevocationContext Context() => new(RevocationData.Empty, [], Trust(), _time.GetUtcNow(), _time.GetUtcNow());
}
