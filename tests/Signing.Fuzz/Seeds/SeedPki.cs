using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.Security;
using Signing.Core.Cms;
using Signing.Core.Keys;
using Signing.Core.Pki;

namespace Signing.Fuzz.Seeds;

/// <summary>A root, a signer and a time-stamp authority with all that they issue, the same in every run.</summary>
internal static class SeedPki
{
    private static readonly RSA RootKey = SeedKey.Make("root");
    private static readonly RSA TsaKey = SeedKey.Make("tsa");
    private static readonly X509Certificate2 Root = MakeRoot();
    private static readonly X509Certificate2 Tsa = Issue("CN=Time-stamps", TsaKey, 3, new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true));

    internal static Pkcs12Key Key { get; } = MakeKey();

    internal static ReadOnlyMemory<byte> RootDer => Root.RawDataMemory;

    internal static ReadOnlyMemory<byte> TsaDer => Tsa.RawDataMemory;

    internal static TrustStore Trust { get; } = TrustStore.Load([new TrustDomainOptions { Name = "seeds", Anchors = { Root } }]);

    /// <summary>The root's CRL, which names neither the signer nor the authority.</summary>
    internal static byte[] Crl { get; } = MakeCrl();

    /// <summary>An OCSP answer of the root for the signer.</summary>
    internal static byte[] Ocsp { get; } = MakeOcsp();

    /// <summary>A time-stamp token over this data.</summary>
    internal static byte[] Stamp(ReadOnlySpan<byte> data)
    {
        byte[] info = TstInfo(SHA256.HashData(data));
        byte[] attributes = SignedAttributes.Build(SHA256.HashData(info), TsaDer, HashAlgorithmName.SHA256, "1.2.840.113549.1.9.16.1.4");
        byte[] value = TsaKey.SignData(attributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return CmsWriter.WriteTimestampToken(info, attributes, Core.SignatureAlgorithm.RsaPkcs1Sha256, value, TsaDer, [TsaDer, RootDer]);
    }

    private static X509Certificate2 MakeRoot()
    {
        var request = new CertificateRequest("CN=Root, O=Seeds, C=VN", RootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 3, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(RootKey, RSASignaturePadding.Pkcs1), FixedTime.Now.AddYears(-5), FixedTime.Now.AddYears(5), [1]);
    }

    private static X509Certificate2 Issue(string name, RSA key, byte serial, params X509Extension[] extensions)
    {
        var request = new CertificateRequest(name + ", O=Seeds, C=VN", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false));
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }
        return request.Create(
            Root.SubjectName, X509SignatureGenerator.CreateForRSA(RootKey, RSASignaturePadding.Pkcs1), FixedTime.Now.AddYears(-1), FixedTime.Now.AddYears(1), [serial]);
    }

    private static Pkcs12Key MakeKey()
    {
        using RSA key = SeedKey.Make("signer");
        using X509Certificate2 certificate = Issue("CN=Signer", key, 2).CopyWithPrivateKey(key);
        X509Certificate2Collection all = [certificate, Root];
        return Pkcs12Key.Open(all.Export(X509ContentType.Pkcs12, "seeds")!, "seeds");
    }

    private static byte[] MakeCrl()
    {
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry([0x77], FixedTime.Now.AddDays(-9), X509RevocationReason.KeyCompromise);
        builder.AddEntry([0x78], FixedTime.Now.AddDays(-8));
        return builder.Build(
            Root.SubjectName, X509SignatureGenerator.CreateForRSA(RootKey, RSASignaturePadding.Pkcs1), 5, FixedTime.Now.AddDays(30), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false), FixedTime.Now.AddDays(-1));
    }

    private static byte[] MakeOcsp()
    {
        var parser = new Org.BouncyCastle.X509.X509CertificateParser();
        Org.BouncyCastle.X509.X509Certificate root = parser.ReadCertificate(Root.RawData);
        var subject = new CertificateID(CertificateID.DigestSha1, root, parser.ReadCertificate(Key.Certificate.RawData).SerialNumber);
        var generator = new BasicOcspRespGenerator(new RespID(root.SubjectDN));
        generator.AddResponse(subject, Org.BouncyCastle.Ocsp.CertificateStatus.Good, FixedTime.Now.UtcDateTime.AddHours(-1), FixedTime.Now.UtcDateTime.AddDays(9), null);
        var signer = new Asn1SignatureFactory("SHA256WithRSA", DotNetUtilities.GetRsaKeyPair(RootKey).Private);
        return new OCSPRespGenerator().Generate(OcspRespStatus.Successful, generator.Generate(signer, [root], FixedTime.Now.UtcDateTime)).GetEncoded();
    }

    private static byte[] TstInfo(byte[] imprint)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.2.3.4.5");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                }
                writer.WriteOctetString(imprint);
            }
            writer.WriteInteger(77);
            writer.WriteGeneralizedTime(FixedTime.Now, omitFractionalSeconds: true);
        }
        return writer.Encode();
    }
}
