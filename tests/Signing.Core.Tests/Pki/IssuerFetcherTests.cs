using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class IssuerFetcherTests : IDisposable
{
    private const string IssuingAddress = "http://aia.example.vn/issuing.cer";
    private const string PolicyAddress = "http://aia.example.vn/policy.cer";
    private readonly FakeTimeProvider _time = new(TestTimes.Now);
    private readonly TestNetwork _network = new();
    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _policy;
    private readonly TestEntity _issuing;
    private readonly TestEntity _signer;
    private readonly IssuerFetcher _fetcher;

    public IssuerFetcherTests()
    {
        _policy = _root.IssueAuthority("Policy");
        _issuing = _policy.Issue(TestTemplate.Authority("Issuing") with { Issuers = [PolicyAddress] });
        _signer = _issuing.Issue(new TestTemplate("Signer") { Issuers = [IssuingAddress] });
        _fetcher = new IssuerFetcher(_network.Fetcher(_time), _time);
    }

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task CompleteAsync_TwoMissing_FetchesBothUpwards()
    {
        _network.Serve(IssuingAddress, Der(_issuing));
        _network.Serve(PolicyAddress, Der(_policy));

        FetchedIssuers fetched = await CompleteAsync(_signer);

        Assert.Equal([_issuing.Certificate, _policy.Certificate], fetched.Certificates);
        Assert.Equal([IssuingAddress, PolicyAddress], _network.Asked);
        Assert.All(fetched.Attempts, static attempt => Assert.Empty(attempt.Detail));
        Assert.True(PathValidator.Validate(_signer.Certificate, fetched.Certificates, Trust(), TestTimes.Now, PathPurpose.DocumentSigning).IsTrusted);
    }

    public static TheoryData<string, Func<IssuerFetcherTests, byte[]>> Forms => new()
    {
        { "PEM", static test => System.Text.Encoding.ASCII.GetBytes(test._issuing.Platform.ExportCertificatePem()) },
        { "p7c", static test => Bundle(test._issuing, test._policy) },
        { "p7c in another order", static test => Bundle(test._root, test._policy, test._signer, test._issuing) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task CompleteAsync_OtherForms_AreRead(string form, Func<IssuerFetcherTests, byte[]> file)
    {
        _network.Serve(IssuingAddress, file(this));
        _network.Serve(PolicyAddress, Der(_policy));

        FetchedIssuers fetched = await CompleteAsync(_signer);

        Assert.True(fetched.Certificates.Contains(_issuing.Certificate) && fetched.Certificates.Contains(_policy.Certificate), form);
        Assert.Equal(form == "PEM" ? 2 : 1, _network.Asked.Count);
    }

    [Fact]
    public async Task CompleteAsync_NothingMissing_AsksNobody()
    {
        FetchedIssuers fetched = await _fetcher.CompleteAsync(
            _signer.Certificate, [_issuing.Certificate, _policy.Certificate], Trust(), new IssuerBudget(), null, TestContext.Current.CancellationToken);

        Assert.Empty(fetched.Certificates);
        Assert.Empty(_network.Asked);
    }

    public static TheoryData<string, Func<IssuerFetcherTests, byte[]>, string> Useless => new()
    {
        { "HTML", static _ => "<html>log in</html>"u8.ToArray(), "a web page came instead" },
        { "nothing", static _ => [], "neither DER nor PEM" },
        { "another authority", static _ => Der(TestEntity.Root("Stranger")), "no certificate of the issuer came" },
        { "the same name, another key", static _ => Der(TestEntity.Root("Issuing")), "no certificate of the issuer came" },
        { "itself", static test => Der(test._signer), "no certificate of the issuer came" },
        { "endless", static _ => new byte[2 * 1024 * 1024], "larger than 1048576 bytes" },
        { "nested without end", static _ => Nested(500_000), "" },
        { "nested without end nor length", static _ => [.. Enumerable.Repeat<byte>(0x30, 500_000).SelectMany(static tag => new byte[] { tag, 0x80 })], "" },
    };

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task CompleteAsync_UselessAnswer_IsToldAndRememberedForAShortWhile(string what, Func<IssuerFetcherTests, byte[]> answer, string detail)
    {
        _network.Serve(IssuingAddress, answer(this), what == "HTML" ? "text/html" : "application/pkix-cert");

        FetchedIssuers fetched = await CompleteAsync(_signer);
        await CompleteAsync(_signer);

        Assert.Empty(fetched.Certificates);
        Assert.Contains(detail, Assert.Single(fetched.Attempts).Detail, StringComparison.Ordinal);
        Assert.Single(_network.Asked);
    }

    [Fact]
    public async Task CompleteAsync_Failure_IsAskedForAgainAfterAWhile()
    {
        await CompleteAsync(_signer);
        _network.Serve(IssuingAddress, Bundle(_issuing, _policy));
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(2, (await CompleteAsync(_signer)).Certificates.Count);
    }

    [Fact]
    public async Task CompleteAsync_BudgetSpent_AsksNobodyFurther()
    {
        _network.Serve(IssuingAddress, Der(_issuing));
        _network.Serve(PolicyAddress, Der(_policy));

        FetchedIssuers fetched = await _fetcher.CompleteAsync(_signer.Certificate, [], Trust(), new IssuerBudget(1), null, TestContext.Current.CancellationToken);

        Assert.Equal([_issuing.Certificate], fetched.Certificates);
        Assert.Equal([IssuingAddress], _network.Asked);
    }

    [Fact]
    public async Task CompleteAsync_AuthoritiesThatCertifyEachOther_Ends()
    {
        TestEntity one = TestEntity.Root(TestTemplate.Authority("One") with { Issuers = ["http://aia.example.vn/loop"] });
        TestEntity two = TestEntity.Root(TestTemplate.Authority("Two") with { Issuers = ["http://aia.example.vn/loop"] });
        TestEntity oneByTwo = one.CertifiedBy(two, TestTemplate.Authority("One") with { Issuers = ["http://aia.example.vn/loop"] });
        TestEntity twoByOne = two.CertifiedBy(one, TestTemplate.Authority("Two") with { Issuers = ["http://aia.example.vn/loop"] });
        TestEntity signer = one.Issue(new TestTemplate("Signer") { Issuers = ["http://aia.example.vn/loop"] });
        _network.Serve("http://aia.example.vn/loop", Bundle(oneByTwo, twoByOne));

        FetchedIssuers fetched = await CompleteAsync(signer);

        Assert.InRange(fetched.Certificates.Count, 1, 2);
        Assert.Equal(["http://aia.example.vn/loop"], _network.Asked.Distinct());
    }

    [Fact]
    public async Task CompleteAsync_ManyAtOnce_AskAnAddressOnce()
    {
        var gate = new TaskCompletionSource();
        byte[] answer = Bundle(_issuing, _policy);
        _network.Serve(IssuingAddress, async (_, _) =>
        {
            await gate.Task;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) };
        });

        Task<FetchedIssuers>[] all = [.. Enumerable.Range(0, 10).Select(_ => CompleteAsync(_signer))];
        gate.SetResult();

        Assert.All(await Task.WhenAll(all), static fetched => Assert.Equal(2, fetched.Certificates.Count));
        Assert.Single(_network.Asked);
    }

    private Task<FetchedIssuers> CompleteAsync(TestEntity target) =>
        _fetcher.CompleteAsync(target.Certificate, [], Trust(), new IssuerBudget(), null, TestContext.Current.CancellationToken);

    private TrustStore Trust() => TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));

    private static byte[] Der(TestEntity entity) => entity.Certificate.Der.ToArray();

    private static byte[] Bundle(params IEnumerable<TestEntity> entities) =>
        new X509Certificate2Collection(entities.Select(static entity => entity.Platform).ToArray()).Export(X509ContentType.Pkcs7)!;

    /// <summary>A sequence in a sequence in a sequence, each with its length.</summary>
    private static byte[] Nested(int levels)
    {
        byte[] bytes = new byte[levels];
        int at = levels;
        int length = 0;
        while (at > 6)
        {
            byte[] head = length < 0x80 ? [0x30, (byte)length] : [0x30, 0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length];
            at -= head.Length;
            head.CopyTo(bytes, at);
            length += head.Length;
        }
        return bytes[at..];
    }
}
