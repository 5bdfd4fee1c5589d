using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Signing.Core.Keys;
using Xunit;

namespace Signing.Core.Tests.Keys;

public sealed class Pkcs12KeyTests
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("Tờ trình");
    private static readonly X509Certificate2 Issuer = TestCertificates.Authority("Test issuer");
    private static readonly X509Certificate2 Rsa = TestCertificates.Issue("Test RSA", RSA.Create(2048), Issuer);
    private static readonly X509Certificate2 P384 = TestCertificates.Issue("Test P-384", ECDsa.Create(ECCurve.NamedCurves.nistP384), Issuer);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SignData_EveryAlgorithmOffered_Verifies(bool isRsa)
    {
        X509Certificate2 certificate = isRsa ? Rsa : P384;
        using Pkcs12Key key = Pkcs12Key.Open(Export(certificate, Issuer, "pass"), "pass");

        Assert.Equal(isRsa ? 6 : 3, key.Algorithms.Count);
        foreach (SignatureAlgorithm algorithm in key.Algorithms)
        {
            byte[] value = await key.SignDataAsync(Data, algorithm, Ct);
            Assert.True(SignatureCheck.Verifies(certificate, algorithm, Data, value));
        }
    }

    [Fact]
    public void Open_KeyWithIssuer_HasChainAndFittingHashFirst()
    {
        using Pkcs12Key key = Pkcs12Key.Open(Export(P384, Issuer, ""), "");

        Assert.Equal(Issuer.RawData, Assert.Single(key.Chain).RawData);
        Assert.Equal(SignatureAlgorithm.EcdsaSha384, key.Algorithms[0]);
        Assert.Equal(Thumbprint.Of(P384), key.Thumbprint);
        Assert.False(key.RequiresPinPerSignature);
    }

    [Fact]
    public async Task SignData_ManyAtOnce_AllRight()
    {
        using Pkcs12Key key = Pkcs12Key.Open(Export(Rsa, Issuer, "pass"), "pass");

        byte[][] values = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await key.SignDataAsync(Data, SignatureAlgorithm.RsaPssSha256, Ct), Ct)));

        Assert.All(values, value => Assert.True(SignatureCheck.Verifies(Rsa, SignatureAlgorithm.RsaPssSha256, Data, value)));
    }

    [Fact]
    public async Task SignData_AlgorithmOfAnotherKind_KeyAlgorithm()
    {
        using Pkcs12Key key = Pkcs12Key.Open(Export(Rsa, Issuer, "pass"), "pass");

        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyAlgorithm, async () => await key.SignDataAsync(Data, SignatureAlgorithm.EcdsaSha256, Ct));
    }

    [Fact]
    public async Task SignData_Disposed_Throws()
    {
        Pkcs12Key key = Pkcs12Key.Open(Export(Rsa, Issuer, "pass"), "pass");
        await key.SignDataAsync(Data, SignatureAlgorithm.RsaPkcs1Sha256, Ct);

        key.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await key.SignDataAsync(Data, SignatureAlgorithm.RsaPkcs1Sha256, Ct));
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "wrong password", Export(Rsa, Issuer, "right"), "wrong" },
        { "no PKCS#12", Encoding.UTF8.GetBytes("not a key"), "" },
        { "empty", [], "" },
        { "no key", new X509Certificate2Collection(Issuer.WithoutKey()).Export(X509ContentType.Pkcs12, "pass")!, "pass" },
        { "two keys", new X509Certificate2Collection { Rsa, P384 }.Export(X509ContentType.Pkcs12, "pass")!, "pass" },
    };

    [Theory]
    [MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public void Open_BadFile_KeyFile(string why, byte[] file, string password)
    {
        Assert.NotEmpty(why);
        SigningException e = Assert.Throws<SigningException>(() => Pkcs12Key.Open(file, password));

        Assert.Equal(ErrorCodes.KeyFile, e.Code);
    }

    [Fact]
    public async Task Open_FileThatIsNotThere_FileFailed() =>
        await ErrorAssert.ThrowsAsync(ErrorCodes.FileFailed, Pkcs12Key.OpenAsync("/nowhere/key.p12", null, Ct));

    internal static byte[] Export(X509Certificate2 certificate, X509Certificate2 issuer, string password) =>
        new X509Certificate2Collection { issuer.WithoutKey(), certificate }.Export(X509ContentType.Pkcs12, password)!;
}
