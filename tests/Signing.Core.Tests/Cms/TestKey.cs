using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Signing.Core.Tests.Cms;

/// <summary>A key with a self-signed certificate, and signing with it. Made once for each kind.</summary>
internal sealed class TestKey
{
    private readonly Func<byte[], SignatureAlgorithm, byte[]> _sign;

    private TestKey(ReadOnlyMemory<byte> certificate, Func<byte[], SignatureAlgorithm, byte[]> sign)
    {
        Certificate = certificate;
        _sign = sign;
    }

    internal static TestKey Rsa { get; } = MakeRsa(2048);

    internal static TestKey OtherRsa { get; } = MakeRsa(2048);

    internal static TestKey Rsa3072 { get; } = MakeRsa(3072);

    internal static TestKey P256 { get; } = MakeEc(ECCurve.NamedCurves.nistP256);

    internal static TestKey P384 { get; } = MakeEc(ECCurve.NamedCurves.nistP384);

    internal static TestKey P521 { get; } = MakeEc(ECCurve.NamedCurves.nistP521);

    internal static TestKey Ed25519 { get; } = MakeEd25519();

    /// <summary>May sign time-stamps: the critical extended key usage that RFC 3161, 2.3 demands.</summary>
    internal static TestKey TimestampAuthority { get; } = MakeRsa(2048, timestamping: true);

    internal ReadOnlyMemory<byte> Certificate { get; }

    internal byte[] PublicKey
    {
        get
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Certificate.Span);
            return certificate.PublicKey.ExportSubjectPublicKeyInfo();
        }
    }

    internal byte[] Sign(byte[] data, SignatureAlgorithm algorithm) => _sign(data, algorithm);

    /// <summary>The key that signs with this algorithm.</summary>
    internal static TestKey For(SignatureAlgorithm algorithm) => algorithm.Scheme switch
    {
        SignatureScheme.Ed25519 => Ed25519,
        SignatureScheme.Ecdsa when algorithm.Hash == HashAlgorithmName.SHA384 => P384,
        SignatureScheme.Ecdsa when algorithm.Hash == HashAlgorithmName.SHA512 => P521,
        SignatureScheme.Ecdsa => P256,
        _ => Rsa,
    };

    /// <summary>The same key and name in another certificate, which differs only in its key usage.</summary>
    internal static (TestKey First, TestKey Second) Twins()
    {
        RSA key = RSA.Create(2048);
        byte[] serial = [0x00, 0x9F, 1, 2, 3];
        ReadOnlyMemory<byte> Issue(X509KeyUsageFlags usage)
        {
            CertificateRequest request = new("CN=Twin, O=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
            using X509Certificate2 certificate = request.Create(
                request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), From, To, serial);
            return certificate.RawData;
        }
        return (new TestKey(Issue(X509KeyUsageFlags.DigitalSignature), (data, algorithm) => SignRsa(key, data, algorithm)),
            new TestKey(Issue(X509KeyUsageFlags.NonRepudiation), (data, algorithm) => SignRsa(key, data, algorithm)));
    }

    private static DateTimeOffset From => new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset To => new(2049, 12, 31, 0, 0, 0, TimeSpan.Zero);

    internal static TestKey MakeRsa(int bits, bool timestamping = false)
    {
        RSA key = RSA.Create(bits);
        CertificateRequest request = new($"CN=RSA {Guid.NewGuid()}, O=Test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new TestKey(SelfSign(request, timestamping), (data, algorithm) => SignRsa(key, data, algorithm));
    }

    private static TestKey MakeEc(ECCurve curve)
    {
        ECDsa key = ECDsa.Create(curve);
        CertificateRequest request = new($"CN=EC {Guid.NewGuid()}, O=Test", key, HashAlgorithmName.SHA256);
        return new TestKey(
            SelfSign(request, timestamping: false),
            (data, algorithm) => key.SignData(data, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static TestKey MakeEd25519()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        var generator = new X509V3CertificateGenerator();
        var name = new X509Name("CN=Ed25519, O=Test");
        generator.SetSerialNumber(Org.BouncyCastle.Math.BigInteger.ValueOf(25519));
        generator.SetIssuerDN(name);
        generator.SetSubjectDN(name);
        generator.SetNotBefore(From.UtcDateTime);
        generator.SetNotAfter(To.UtcDateTime);
        generator.SetPublicKey(key.GeneratePublicKey());
        byte[] certificate = generator.Generate(new Asn1SignatureFactory("Ed25519", key)).GetEncoded();
        return new TestKey(certificate, (data, _) =>
        {
            var signer = new Ed25519Signer();
            signer.Init(true, key);
            signer.BlockUpdate(data, 0, data.Length);
            return signer.GenerateSignature();
        });
    }

    private static ReadOnlyMemory<byte> SelfSign(CertificateRequest request, bool timestamping)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (timestamping)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true));
        }
        using X509Certificate2 certificate = request.CreateSelfSigned(From, To);
        return certificate.RawData;
    }

    private static byte[] SignRsa(RSA key, byte[] data, SignatureAlgorithm algorithm) =>
        key.SignData(data, algorithm.Hash, algorithm.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
}
