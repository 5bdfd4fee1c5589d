using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;

namespace Signing.Core.Tests.Pki;

/// <summary>A key with its certificate, made for a test; an authority issues others.</summary>
internal sealed class TestEntity
{
    private static long _serial = 1000;

    private TestEntity(X509Certificate2 platform, ECDsa key)
    {
        Platform = platform;
        Key = key;
        Certificate = Certificate.From(platform);
    }

    internal Certificate Certificate { get; }

    internal X509Certificate2 Platform { get; }

    internal ECDsa Key { get; }

    internal static TestEntity Root(string commonName = "Test Root") => Root(TestTemplate.Authority(commonName));

    internal static TestEntity Root(TestTemplate template) => Create(template, null, null);

    internal TestEntity Issue(TestTemplate template, ECDsa? key = null) => Create(template, this, key);

    internal TestEntity IssueAuthority(string commonName) => Issue(TestTemplate.Authority(commonName));

    /// <summary>The same name and key, certified by another.</summary>
    internal TestEntity CertifiedBy(TestEntity issuer, TestTemplate template) => Create(template, issuer, Key);

    internal TestSignatureGenerator Generator(HashAlgorithmName? hash = null) => new(Key, hash ?? HashAlgorithmName.SHA256);

    private static TestEntity Create(TestTemplate template, TestEntity? issuer, ECDsa? existing)
    {
        ECDsa key = existing ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={template.CommonName}, O=Test", key, HashAlgorithmName.SHA256);
        if (template.IsAuthority)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, template.PathLength is not null, template.PathLength ?? 0, true));
        }
        if (template.KeyUsage is { } usage)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        }
        if (template.ExtendedKeyUsage is { } purposes)
        {
            var oids = new OidCollection();
            foreach (string purpose in purposes)
            {
                oids.Add(new Oid(purpose));
            }
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, template.IsExtendedKeyUsageCritical));
        }
        if (template.Ocsp is not null || template.Issuers.Count > 0)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(template.Ocsp is { } ocsp ? [ocsp] : [], template.Issuers));
        }
        if (template.Crl is { } crl)
        {
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([crl]));
        }
        if (template.HasOcspNoCheck)
        {
            request.CertificateExtensions.Add(new X509Extension(Oids.OcspNoCheck, [0x05, 0x00], false));
        }
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuer.Certificate.SubjectKeyIdentifier!.Value.Span));
        }
        foreach (X509Extension extension in template.Further)
        {
            request.CertificateExtensions.Add(extension);
        }
        byte[] serial = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(serial, Interlocked.Increment(ref _serial));
        X500DistinguishedName issuerName = issuer?.Platform.SubjectName ?? request.SubjectName;
        X509Certificate2 certificate = request.Create(issuerName, new TestSignatureGenerator(issuer?.Key ?? key, template.Hash), template.NotBefore, template.NotAfter, serial);
        return new TestEntity(certificate, key);
    }
}
