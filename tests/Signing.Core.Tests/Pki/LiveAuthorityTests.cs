using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>Both sides of the room against each other: what our authorities publish, our trust judgement takes.</summary>
public sealed class LiveAuthorityTests : IDisposable
{
    private const string OcspAddress = "http://ocsp.example.vn/";
    private const string CrlAddress = "http://crl.example.vn/ca.crl";
    private readonly FakeTimeProvider _time = new(TestTimes.Now);
    private readonly TestNetwork _network = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _network.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Judge_LiveAuthority_GoodThenRevoked(bool byOcsp)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var register = new MemoryCertificateRegister();
        X509Certificate2 root = await CertificateAuthority.CreateRootAsync(Template("Root", CertificateProfile.CertificateAuthority), AuthorityKey.FromPrivateKey(_key), cancellation);
        var authority = new CertificateAuthority(
            root, AuthorityKey.FromPrivateKey(_key), register, new CertificateAuthorityOptions { OcspAddress = new Uri(OcspAddress), CrlAddress = new Uri(CrlAddress) });
        using var responderKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X509Certificate2 responder = await authority.IssueAsync(Template("Responder", CertificateProfile.OcspResponder), new PublicKey(responderKey), cancellation);
        using var signerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X509Certificate2 signer = await authority.IssueAsync(Template("Signer", CertificateProfile.DocumentSigning), new PublicKey(signerKey), cancellation);
        var ocsp = new OcspAuthority(root, register, responder, AuthorityKey.FromPrivateKey(responderKey), new OcspAuthorityOptions { TimeProvider = _time });
        var crl = new CrlPublisher(authority, new CrlPublisherOptions { TimeProvider = _time });
        if (byOcsp)
        {
            _network.Serve(OcspAddress, request => ocsp.RespondAsync(request, cancellation).AsTask().GetAwaiter().GetResult());
        }
        else
        {
            _network.Serve(CrlAddress, _ => crl.PublishAsync(cancellation).AsTask().GetAwaiter().GetResult());
        }
        TrustStore trust = TrustStore.Load([new TrustDomainOptions { Name = "live", Anchors = { root } }]);
        PathResult path = PathValidator.Validate(Certificate.From(signer), [], trust, _time.GetUtcNow(), PathPurpose.DocumentSigning);
        var fetcher = new RevocationFetcher(_network.Fetcher(_time), _time);

        RevocationFinding before = await FindAsync();
        Assert.True(register.Revoke(Certificate.From(signer).SerialNumber, new CertificateRevocation(_time.GetUtcNow(), X509RevocationReason.KeyCompromise)));
        _time.Advance(TimeSpan.FromDays(2));
        RevocationFinding after = await FindAsync();

        Assert.Equal(PathStatus.Trusted, path.Status);
        Assert.Equal(RevocationStatus.Good, before.Status);
        Assert.Equal(byOcsp ? "ocsp" : "crl", before.Proof!.Kind);
        Assert.Equal(RevocationStatus.Revoked, after.Status);
        Assert.Equal("keyCompromise", after.Reason);
        Assert.Equal(TestTimes.Now, after.RevokedAt);

        async Task<RevocationFinding> FindAsync()
        {
            var context = new RevocationContext(RevocationData.Empty, [], trust, _time.GetUtcNow(), _time.GetUtcNow());
            FetchedProofs fetched = await fetcher.FetchAsync(path, context, cancellation);
            return RevocationJudge.Judge(path, context with { Proofs = fetched.Proofs })[0];
        }
    }

    private static CertificateTemplate Template(string commonName, CertificateProfile profile) => new()
    {
        Subject = new X500DistinguishedName($"CN={commonName}"),
        Profile = profile,
        NotBefore = TestTimes.Now.AddYears(-1),
        NotAfter = TestTimes.Now.AddYears(5),
    };
}
