using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace Signing.Core.Pki.Authorities;

/// <summary>
/// Issues X.509 certificates (RFC 5280): for people and agencies that sign documents, further authorities, time-stamp
/// authorities and OCSP responders. Serial numbers are positive and carry 128 random bits. Thread-safe.
/// </summary>
public sealed class CertificateAuthority
{
    private readonly CertificateAuthorityOptions _options;
    private readonly byte[] _keyIdentifier;

    /// <summary>An authority with its certificate and key.</summary>
    /// <param name="certificate">The authority's own certificate. Whether it allows to issue others is for those to judge who build paths.</param>
    /// <param name="key">Its key.</param>
    /// <param name="register">Where it remembers what it issues.</param>
    /// <param name="options">The addresses that its certificates name; none by default.</param>
    /// <exception cref="ArgumentException">The key is not the certificate's.</exception>
    public CertificateAuthority(
        X509Certificate2 certificate,
        AuthorityKey key,
        CertificateRegister register,
        CertificateAuthorityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(register);
        key.EnsureBelongsTo(certificate);
        Certificate = certificate;
        Key = key;
        Register = register;
        _options = options ?? new CertificateAuthorityOptions();
        _keyIdentifier = ProfileExtensions.KeyIdentifierOf(certificate);
    }

    /// <summary>The authority's own certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What it issued and revoked.</summary>
    public CertificateRegister Register { get; }

    internal AuthorityKey Key { get; }

    /// <summary>Makes a root: a certificate that its own key signs.</summary>
    /// <param name="template">What the certificate shall say; its profile is <see cref="CertificateProfile.CertificateAuthority"/> for a root in the usual sense.</param>
    /// <param name="key">The root's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The certificate, without a private key.</returns>
    /// <exception cref="SigningException">The key cannot sign (<c>key.algorithm</c>, <c>token.…</c>).</exception>
    public static async ValueTask<X509Certificate2> CreateRootAsync(CertificateTemplate template, AuthorityKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(key);
        Check(template);
        X509Extensions extensions = ProfileExtensions.Build(
            template, key.SubjectPublicKeyInfo, ProfileExtensions.KeyIdentifier(key.SubjectPublicKeyInfo), addresses: null);
        return await SignAsync(template, Der.NewSerialNumber(), template.Subject, key.SubjectPublicKeyInfo, extensions, key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Issues a certificate and remembers it in the register.</summary>
    /// <param name="template">What the certificate shall say.</param>
    /// <param name="publicKey">The holder's public key. That the holder has the private one is for the caller to know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The certificate, without a private key.</returns>
    /// <exception cref="ArgumentException">The template's validity ends before it begins.</exception>
    /// <exception cref="SigningException">The key cannot sign (<c>key.algorithm</c>, <c>token.…</c>).</exception>
    public async ValueTask<X509Certificate2> IssueAsync(CertificateTemplate template, PublicKey publicKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(publicKey);
        Check(template);
        byte[] subjectKey = publicKey.ExportSubjectPublicKeyInfo();
        DerInteger serialNumber = Der.NewSerialNumber();
        X509Extensions extensions = ProfileExtensions.Build(template, subjectKey, _keyIdentifier, _options);
        X509Certificate2 certificate = await SignAsync(
            template, serialNumber, Certificate.SubjectName, subjectKey, extensions, Key, cancellationToken).ConfigureAwait(false);
        var record = new CertificateRecord(Der.SerialNumber(serialNumber), template.NotAfter)
        {
            IsAuthority = template.Profile == CertificateProfile.CertificateAuthority,
            CrlAddress = template.Profile == CertificateProfile.OcspResponder ? null : template.CrlAddress ?? _options.CrlAddress,
        };
        await Register.AddAsync(record, cancellationToken).ConfigureAwait(false);
        return certificate;
    }

    private static void Check(CertificateTemplate template)
    {
        if (template.NotAfter < template.NotBefore)
        {
            throw new ArgumentException("The validity ends before it begins.", nameof(template));
        }
    }

    private static async ValueTask<X509Certificate2> SignAsync(
        CertificateTemplate template,
        DerInteger serialNumber,
        X500DistinguishedName issuer,
        ReadOnlyMemory<byte> subjectKey,
        X509Extensions extensions,
        AuthorityKey key,
        CancellationToken cancellationToken)
    {
        SignatureAlgorithm algorithm = template.SignatureHash is { } hash ? key.Algorithm with { Hash = hash } : key.Algorithm;
        AlgorithmIdentifier identifier = AlgorithmIdentifiers.Of(algorithm);
        var generator = new V3TbsCertificateGenerator();
        generator.SetSerialNumber(serialNumber);
        generator.SetSignature(identifier);
        generator.SetIssuer(Der.Name(issuer));
        generator.SetSubject(Der.Name(template.Subject));
        generator.SetStartDate(Der.Time(template.NotBefore));
        generator.SetEndDate(Der.Time(template.NotAfter));
        generator.SetSubjectPublicKeyInfo(SubjectPublicKeyInfo.GetInstance(Asn1Object.FromByteArray(subjectKey.ToArray())));
        generator.SetExtensions(extensions);
        TbsCertificateStructure tbs = generator.GenerateTbsCertificate();
        byte[] signature = await key.SignAsync(tbs.GetEncoded(Asn1Encodable.Der), algorithm, cancellationToken).ConfigureAwait(false);
        var certificate = new X509CertificateStructure(tbs, identifier, new DerBitString(signature));
        return X509CertificateLoader.LoadCertificate(certificate.GetEncoded(Asn1Encodable.Der));
    }
}
