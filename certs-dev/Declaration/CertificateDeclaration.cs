using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki.Authorities;

namespace Signing.CertsDev.Declaration;

/// <summary>One certificate of pki.json, where the members are explained.</summary>
internal sealed record CertificateDeclaration(
    string Name,
    CertificatePurpose For,
    string Subject,
    string Key,
    Moment From,
    Moment Until,
    string? Issuer = null,
    TrustPlace? Trust = null,
    int? PathLength = null,
    string? SignatureHash = null,
    bool Token = false,
    RevocationDeclaration? Revoked = null)
{
    internal CertificateProfile Profile => For switch
    {
        CertificatePurpose.Authority => CertificateProfile.CertificateAuthority,
        CertificatePurpose.TimeStamping => CertificateProfile.TimeStamping,
        CertificatePurpose.Ocsp => CertificateProfile.OcspResponder,
        _ => CertificateProfile.DocumentSigning,
    };

    internal CertificateTemplate ToTemplate(string policy, DateTimeOffset now) => new()
    {
        Subject = new X500DistinguishedName(Subject),
        Profile = Profile,
        NotBefore = From.After(now),
        NotAfter = Until.After(now),
        PathLength = PathLength,
        // A root needs no policy: it is the place where they start (RFC 5280, 6.1.2).
        Policies = Issuer is null ? [] : [policy],
        SignatureHash = SignatureHash is null ? null : new HashAlgorithmName(SignatureHash.Replace("-", "", StringComparison.Ordinal)),
    };
}
