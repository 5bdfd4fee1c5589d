using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Registration;
using Signing.Core.Tests.Pki;
using Signing.Core.Verification;
using Xunit;

namespace Signing.Core.Tests.Registration;

public class AddPdfSigningTests
{
    [Fact]
    public async Task AddPdfSigning_EmptySection_GivesOneOfEach()
    {
        await using ServiceProvider services = Services();

        Assert.Same(services.GetRequiredService<PdfSigner>(), services.GetRequiredService<PdfSigner>());
        Assert.Same(services.GetRequiredService<PdfVerifier>(), services.GetRequiredService<PdfVerifier>());
        Assert.Empty(services.GetRequiredService<KeyRing>().Names);
        Assert.Empty(services.GetRequiredService<TrustStore>().Domains);
        Assert.Equal(PadesLevel.BaselineB, services.GetRequiredService<PdfSigningDefaults>().Level);
    }

    [Fact]
    public async Task AddPdfSigning_WholeSection_IsBound()
    {
        string file = Path.GetTempFileName();
        await using ServiceProvider services = Services(
            ("Keys:agency:Kind", "Pkcs12"),
            ("Keys:agency:File", file),
            ("Keys:agency:PasswordFile", file),
            ("Keys:token:Kind", "Pkcs11"),
            ("Keys:token:Module", "libsofthsm2.so"),
            ("Keys:token:TokenLabel", "office"),
            ("Keys:token:MaxSessions", "4"),
            ("Keys:token:Deadline", "00:00:20"),
            ("DefaultKey", "agency"),
            ("DefaultLevel", "B-T"),
            ("TimestampAuthorities:0:Address", "http://tsa.example/stamp"),
            ("TimestampAuthorities:0:Timeout", "00:00:03"),
            ("TimestampAuthorities:0:Digest", "SHA-512"),
            ("TimestampAuthorities:0:Policy", "1.2.3"),
            ("Fetch:Timeout", "00:00:05"),
            ("Fetch:MaxBytes", "1000"),
            ("Fetch:AllowedPrivateHosts:0", "127.0.0.1:8081"),
            ("Fetch:Rewrite:0:From", "http://ocsp.ca.example"),
            ("Fetch:Rewrite:0:To", "http://10.0.0.1/ocsp"),
            ("Fetch:Proxy", "http://proxy.example:3128"),
            ("Fetch:CacheFolder", "/var/lib/signing/proofs"),
            ("Fetch:MaxCacheBytes", "5000000000"),
            ("Budget:MaxDepth", "40"),
            ("Budget:MaxInflatedBytes", "5000000000"),
            ("Budget:MaxTime", "00:00:07"),
            ("SignerStatusUnknown", "Proceed"),
            ("PinStateFolder", "/var/lib/signing/pins"));

        PdfSigningOptions settings = services.GetRequiredService<IOptions<PdfSigningOptions>>().Value;
        PdfSignerOptions signer = settings.ToSignerOptions(TrustStore.Empty, TimeProvider.System);
        KeyRingOptions ring = settings.ToKeyRingOptions(TimeProvider.System);
        File.Delete(file);

        Assert.Equal(["agency", "token"], services.GetRequiredService<KeyRing>().Names);
        Assert.Equal("agency", services.GetRequiredService<KeyRing>().DefaultName);
        Assert.Equal(PadesLevel.BaselineT, services.GetRequiredService<PdfSigningDefaults>().Level);
        TimestampAuthorityOptions authority = Assert.Single(signer.TimestampAuthorities);
        Assert.Equal(("http://tsa.example/stamp", TimeSpan.FromSeconds(3), "SHA512", "1.2.3"), (authority.Address.AbsoluteUri, authority.Timeout, authority.HashAlgorithm.Name, authority.Policy));
        Assert.Equal((TimeSpan.FromSeconds(5), 1000L), (signer.Fetch.Timeout, signer.Fetch.MaxBytes));
        Assert.Equal(["127.0.0.1:8081"], signer.Fetch.AllowedPrivateHosts);
        Assert.Equal(("http://ocsp.ca.example", "http://10.0.0.1/ocsp"), (signer.Fetch.Rewrite.Single().From, signer.Fetch.Rewrite.Single().To));
        Assert.Equal("proxy.example", signer.Fetch.Proxy?.Host);
        Assert.Equal(("/var/lib/signing/proofs", 5_000_000_000), (signer.Fetch.CacheFolder, signer.Fetch.MaxCacheBytes));
        Assert.Equal((40, 5_000_000_000, TimeSpan.FromSeconds(7), 10_000), (signer.Budget.MaxDepth, signer.Budget.MaxInflatedBytes, signer.Budget.MaxTime, signer.Budget.MaxRevisions));
        Assert.Same(signer.Fetch, settings.ToVerifierOptions(TrustStore.Empty, TimeProvider.System).Fetch);
        Assert.Same(signer.Budget, settings.ToVerifierOptions(TrustStore.Empty, TimeProvider.System).Budget);
        Assert.Equal(SignerStatusUnknown.Proceed, signer.SignerStatusUnknown);
        Assert.Equal("/var/lib/signing/pins", ring.PinStateFolder);
        Assert.Equal((KeyKind.Pkcs11, "libsofthsm2.so", "office", 4, TimeSpan.FromSeconds(20)), (ring.Keys["token"].Kind, ring.Keys["token"].Module, ring.Keys["token"].TokenLabel, ring.Keys["token"].MaxSessions, ring.Keys["token"].Deadline));
    }

    [Fact]
    public async Task AddPdfSigning_TrustRules_AreBoundAndFollowed()
    {
        string folder = Directory.CreateTempSubdirectory("add-pdf-signing-").FullName;
        TestEntity root = TestEntity.Root();
        await File.WriteAllBytesAsync(Path.Combine(folder, "root.cer"), root.Platform.RawData, TestContext.Current.CancellationToken);
        await using ServiceProvider services = Services(
            ("TrustInterval", "00:00:00"),
            ("Trust:gov:Anchors", folder),
            ("Trust:gov:Purposes", "TimeStamping"),
            ("Trust:gov:CertificatePolicies:0", "1.2.3"),
            ("Trust:gov:PolicyRules", "RequireExplicitPolicy, InhibitAnyPolicy"),
            ("Trust:gov:TrustedFrom", "2020-01-01T00:00:00Z"),
            ("Trust:gov:TrustedUntil", "2030-03-05T07:00:00+07:00"),
            ($"Trust:gov:AnchorsTrustedUntil:{root.Certificate.Thumbprint}", "2029-01-01T00:00:00Z"));

        TrustDomainPolicy policy = services.GetRequiredService<TrustStore>().Domains[0].Policy;

        Assert.Equal(TrustPurposes.TimeStamping, policy.Purposes);
        Assert.Equal(["1.2.3"], policy.CertificatePolicies);
        Assert.Equal(CertificatePolicyRules.RequireExplicitPolicy | CertificatePolicyRules.InhibitAnyPolicy, policy.PolicyRules);
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), policy.TrustedFrom);
        Assert.Equal(new DateTimeOffset(2030, 3, 5, 0, 0, 0, TimeSpan.Zero), policy.TrustedUntil);
        Assert.Equal(new DateTimeOffset(2029, 1, 1, 0, 0, 0, TimeSpan.Zero), policy.AnchorsTrustedUntil[root.Certificate.Thumbprint]);

        await File.WriteAllBytesAsync(Path.Combine(folder, "other.cer"), TestEntity.Root("Other").Platform.RawData, TestContext.Current.CancellationToken);
        Assert.Equal(2, services.GetRequiredService<TrustStore>().Domains[0].Anchors.Count);
        Assert.Same(services.GetRequiredService<TrustFolders>(), services.GetRequiredService<TrustSource>());
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("DefautKey", "a", "Signing:DefautKey")]
    [InlineData("DefaultKey", "nobody", "Signing:DefaultKey")]
    [InlineData("DefaultLevel", "B-X", "Signing:DefaultLevel")]
    [InlineData("DefaultLevel", "B-T", "Signing:DefaultLevel")]
    [InlineData("SignerStatusUnknown", "Maybe", "Signing:SignerStatusUnknown")]
    [InlineData("Keys:a:Pin", "123456", "Signing:Keys:a:Pin")]
    [InlineData("Keys:a:Kind", "Pkcs13", "Signing:Keys:a:Kind")]
    [InlineData("Keys:a:Module", "/nowhere/module.so", "Signing:Keys:a:Module")]
    [InlineData("Keys:a:PinFile", "/nowhere/pin", "Signing:Keys:a:PinFile")]
    [InlineData("Keys:a:File", "/nowhere/a.p12", "Signing:Keys:a")]
    [InlineData("Keys:a:Thumbprint", "abc", "Signing:Keys:a")]
    [InlineData("Trust:gov:Anchor", "folder", "Signing:Trust:gov:Anchor")]
    [InlineData("Trust:gov:Intermediates", "folder", "Signing:Trust:gov:Anchors")]
    [InlineData("Trust:gov:Anchors", "/nowhere", "Signing:Trust:gov:Anchors")]
    [InlineData("Trust:gov:Purposes", "Everything", "Signing:Trust:gov:Purposes")]
    [InlineData("Trust:gov:TrustedUntil", "soon", "Signing:Trust:gov:TrustedUntil")]
    [InlineData("TrustInterval", "-00:00:01", "Signing:TrustInterval")]
    [InlineData("TimestampAuthorities:0:Url", "http://tsa.example", "Signing:TimestampAuthorities:0:Url")]
    [InlineData("TimestampAuthorities:0:Address", "tsa.example", "Signing:TimestampAuthorities:0:Address")]
    [InlineData("TimestampAuthorities:0:Address", "ftp://tsa.example", "Signing:TimestampAuthorities:0:Address")]
    [InlineData("TimestampAuthorities:0:Digest", "SHA-1", "Signing:TimestampAuthorities:0")]
    [InlineData("Fetch:Timeout", "soon", "Signing:Fetch:Timeout")]
    [InlineData("Fetch:Timeout", "00:00:00", "Signing:Fetch:Timeout")]
    [InlineData("Fetch:MaxBytes", "0", "Signing:Fetch:MaxBytes")]
    [InlineData("Budget:MaxPages", "9", "Signing:Budget:MaxPages")]
    [InlineData("Budget:MaxDepth", "0", "Signing:Budget:MaxDepth")]
    [InlineData("Budget:MaxObjects", "-1", "Signing:Budget:MaxObjects")]
    [InlineData("Budget:MaxTime", "00:00:00", "Signing:Budget:MaxTime")]
    [InlineData("Budget:MaxStreamBytes", "128M", "Signing:Budget:MaxStreamBytes")]
    [InlineData("Fetch:Proxy", "proxy", "Signing:Fetch:Proxy")]
    [InlineData("Fetch:AllowedPrivateHosts:0", "http://127.0.0.1", "Signing:Fetch:AllowedPrivateHosts")]
    [InlineData("Fetch:Rewrite:0:Form", "http://a.example", "Signing:Fetch:Rewrite:0:Form")]
    public async Task AddPdfSigning_WrongSetting_IsNamedWithItsSection(string setting, string value, string named)
    {
        await using ServiceProvider services = Services((setting, value));

        var refusal = Assert.Throws<SigningException>(() =>
        {
            services.GetRequiredService<KeyRing>();
            services.GetRequiredService<PdfSigner>();
        });

        Assert.Equal(ErrorCodes.ConfigurationInvalid, refusal.Code);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddPdfSigning_WrongSetting_FailsTheStartOfAHost()
    {
        using ServiceProvider services = Services(("DefaultLevel", "B-X"));

        Assert.Throws<SigningException>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    private static ServiceProvider Services(params (string Setting, string Value)[] settings)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create("Signing:" + s.Setting, (string?)s.Value)))
            .Build();
        return new ServiceCollection().AddPdfSigning(configuration.GetSection("Signing")).BuildServiceProvider();
    }
}
