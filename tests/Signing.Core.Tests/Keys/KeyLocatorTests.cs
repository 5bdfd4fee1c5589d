using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Net.Pkcs11Interop.Common;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Signing.Core.Keys;
using Signing.Core.Keys.Pkcs11;
using Xunit;

namespace Signing.Core.Tests.Keys;

/// <summary>Keys are found by their certificate on tokens that were filled in every odd way.</summary>
public sealed class KeyLocatorTests : IAsyncLifetime
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("Thông báo");
    private static readonly X509Certificate2 Issuer = TestCertificates.Authority("Test issuer");

    private readonly string _label = $"odd-{Guid.NewGuid():n}"[..16];
    private readonly string _state = Directory.CreateTempSubdirectory("signing-odd-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        SoftHsm.SkipIfMissing();
        await (await SoftHsm.CreateTokenAsync(_label)).DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_state, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false, new byte[] { 1 }, new byte[] { 1 })]
    [InlineData(false, new byte[] { 1 }, new byte[] { 2 })]
    [InlineData(false, new byte[0], new byte[0])]
    [InlineData(true, new byte[] { 1 }, new byte[] { 1 })]
    [InlineData(true, new byte[] { 1 }, new byte[] { 2 })]
    [InlineData(true, new byte[0], new byte[0])]
    public async Task FindKey_WhateverTheIds_SignsWithTheRightOne(bool isRsa, byte[] certificateId, byte[] keyId)
    {
        // Two keys of a kind, the wanted one last and under the same label as the other.
        X509Certificate2 other = Issue(isRsa);
        X509Certificate2 wanted = Issue(isRsa);
        await FillAsync(session =>
        {
            AddKey(session, other, [9], withPublicKey: true);
            AddCertificate(session, other, [9]);
            AddKey(session, wanted, keyId, withPublicKey: keyId.Length > 0);
            AddCertificate(session, wanted, certificateId);
        });

        await AssertSignsAsync(wanted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindKey_SameIdOnTwoKeys_ThePublicKeyDecides(bool isRsa)
    {
        X509Certificate2 wanted = Issue(isRsa);
        await FillAsync(session =>
        {
            AddKey(session, isRsa ? Issue(isRsa) : TestCertificates.Issue("Other curve", ECDsa.Create(ECCurve.NamedCurves.nistP384), Issuer), [1], withPublicKey: false);
            AddKey(session, wanted, [1], withPublicKey: false);
            AddCertificate(session, wanted, [1]);
        });

        await AssertSignsAsync(wanted);
    }

    [Fact]
    public async Task FindKey_PointWithoutOctetString_Found()
    {
        X509Certificate2 wanted = Issue(isRsa: false);
        await FillAsync(session =>
        {
            AddKey(session, Issue(isRsa: false), [1], withPublicKey: true);
            AddKey(session, wanted, [2], withPublicKey: true, rawPoint: true);
            AddCertificate(session, wanted, []);
        });

        await AssertSignsAsync(wanted);
    }

    [Fact]
    public async Task FindKey_CertificateThereTwice_Found()
    {
        X509Certificate2 wanted = Issue(isRsa: true);
        await FillAsync(session =>
        {
            AddKey(session, wanted, [2], withPublicKey: false);
            AddCertificate(session, wanted, [1]);
            AddCertificate(session, wanted, [2]);
        });

        await AssertSignsAsync(wanted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindKey_OnlyAnothersKeyOfItsKind_KeyUnknown(bool isRsa)
    {
        X509Certificate2 wanted = Issue(isRsa);
        await FillAsync(session =>
        {
            X509Certificate2 other = Issue(isRsa);
            AddKey(session, other, [1], withPublicKey: true);
            AddCertificate(session, other, [1]);
            AddCertificate(session, wanted, [2]);
        });
        await using Pkcs11Token token = await OpenAsync();

        await ErrorAssert.ThrowsAsync(ErrorCodes.KeyUnknown, token.FindKeyAsync(Thumbprint.Of(wanted), Ct));
    }

    [Fact]
    public async Task FindKey_CertificateHiddenUntilLogin_Found()
    {
        X509Certificate2 wanted = Issue(isRsa: false);
        await FillAsync(session =>
        {
            AddKey(session, wanted, [1], withPublicKey: false);
            AddCertificate(session, wanted, [1], isPrivate: true);
        });

        await AssertSignsAsync(wanted);
    }

    [Fact]
    public async Task SignData_Ed25519_Verifies()
    {
        var key = new Ed25519PrivateKeyParameters(RandomNumberGenerator.GetBytes(32));
        byte[] point = key.GeneratePublicKey().GetEncoded();
        var publicKey = new PublicKey(new Oid("1.3.101.112"), null, new AsnEncodedData(point));
        var request = new CertificateRequest(new X500DistinguishedName("CN=Test Ed25519"), publicKey, HashAlgorithmName.SHA256);
        X509Certificate2 certificate = TestCertificates.Issue(request, Issuer);
        var curve = new AsnWriter(AsnEncodingRules.DER);
        curve.WriteCharacterString(UniversalTagNumber.PrintableString, "edwards25519");
        await FillAsync(session =>
        {
            session.Create((CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), (CKA.CKA_KEY_TYPE, (CKK)0x40), (CKA.CKA_TOKEN, true), (CKA.CKA_PRIVATE, true),
                (CKA.CKA_SIGN, true), (CKA.CKA_ID, new byte[] { 1 }), (CKA.CKA_EC_PARAMS, curve.Encode()), (CKA.CKA_VALUE, key.GetEncoded()));
            AddCertificate(session, certificate, [1]);
        });
        await using Pkcs11Token token = await OpenAsync();

        SigningKey found = await token.FindKeyAsync(Thumbprint.Of(certificate), Ct);
        byte[] value = await found.SignDataAsync(Data, SignatureAlgorithm.Ed25519, Ct);

        Assert.Equal([SignatureAlgorithm.Ed25519], found.Algorithms);
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, key.GeneratePublicKey());
        verifier.BlockUpdate(Data);
        Assert.True(verifier.VerifySignature(value));
    }

    private static X509Certificate2 Issue(bool isRsa) => isRsa
        ? TestCertificates.Issue("Test RSA", RSA.Create(2048), Issuer)
        : TestCertificates.Issue("Test EC", ECDsa.Create(ECCurve.NamedCurves.nistP256), Issuer);

    private async Task AssertSignsAsync(X509Certificate2 certificate)
    {
        await using Pkcs11Token token = await OpenAsync();
        SigningKey key = await token.FindKeyAsync(Thumbprint.Of(certificate), Ct);
        byte[] value = await key.SignDataAsync(Data, key.Algorithms[0], Ct);
        Assert.True(SignatureCheck.Verifies(certificate, key.Algorithms[0], Data, value));
    }

    private Task<Pkcs11Token> OpenAsync() =>
        Pkcs11Token.OpenAsync(new() { Module = SoftHsm.Module!, TokenLabel = _label, PinStateFolder = _state }, SoftHsm.TypedPin, Ct);

    private async Task FillAsync(Action<Cryptoki.Session> fill)
    {
        using var pin = new PinBuffer(SoftHsm.Pin);
        await using TokenProvisioner token = await TokenProvisioner.OpenAsync(SoftHsm.Module!, _label, pin, Ct);
        await token.RunAsync(fill, Ct);
    }

    private static void AddCertificate(Cryptoki.Session session, X509Certificate2 certificate, byte[] id, bool isPrivate = false) => session.Create(
        (CKA.CKA_CLASS, CKO.CKO_CERTIFICATE), (CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509), (CKA.CKA_TOKEN, true), (CKA.CKA_PRIVATE, isPrivate),
        (CKA.CKA_LABEL, "same"), (CKA.CKA_ID, id), (CKA.CKA_SUBJECT, certificate.SubjectName.RawData), (CKA.CKA_VALUE, certificate.RawData));

    private static void AddKey(Cryptoki.Session session, X509Certificate2 certificate, byte[] id, bool withPublicKey, bool rawPoint = false)
    {
        (CKA, object)[] common = [(CKA.CKA_TOKEN, true), (CKA.CKA_LABEL, "same"), (CKA.CKA_ID, id)];
        using RSA? rsa = certificate.GetRSAPrivateKey();
        if (rsa is not null)
        {
            RSAParameters key = rsa.ExportParameters(true);
            session.Create([(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_RSA), .. common, (CKA.CKA_PRIVATE, true), (CKA.CKA_SIGN, true),
                (CKA.CKA_MODULUS, key.Modulus!), (CKA.CKA_PUBLIC_EXPONENT, key.Exponent!), (CKA.CKA_PRIVATE_EXPONENT, key.D!), (CKA.CKA_PRIME_1, key.P!),
                (CKA.CKA_PRIME_2, key.Q!), (CKA.CKA_EXPONENT_1, key.DP!), (CKA.CKA_EXPONENT_2, key.DQ!), (CKA.CKA_COEFFICIENT, key.InverseQ!)]);
            return;
        }
        using ECDsa ec = certificate.GetECDsaPrivateKey()!;
        byte[] curve = certificate.PublicKey.EncodedParameters!.RawData;
        byte[] point = certificate.PublicKey.EncodedKeyValue.RawData;
        session.Create([(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_EC), .. common, (CKA.CKA_PRIVATE, true), (CKA.CKA_SIGN, true),
            (CKA.CKA_EC_PARAMS, curve), (CKA.CKA_VALUE, ec.ExportParameters(true).D!)]);
        if (withPublicKey)
        {
            var wrapped = new AsnWriter(AsnEncodingRules.DER);
            wrapped.WriteOctetString(point);
            session.Create([(CKA.CKA_CLASS, CKO.CKO_PUBLIC_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_EC), .. common, (CKA.CKA_PRIVATE, false),
                (CKA.CKA_EC_PARAMS, curve), (CKA.CKA_EC_POINT, rawPoint ? point : wrapped.Encode())]);
        }
    }
}
