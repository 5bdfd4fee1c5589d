using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>Whether key usage and extended key usage allow a purpose (RFC 5280, 4.2.1.3 and 4.2.1.12).</summary>
internal static class PurposeRules
{
    private const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    // RFC 9336 gives documents a purpose of their own; before it (and in nearly all certificates of today) e-mail protection, the
    // purposes of Microsoft and Adobe, or anyExtendedKeyUsage stand for it.
    private static readonly string[] DocumentPurposes =
    [
        Oids.DocumentSigning, Oids.EmailProtection, Oids.AnyExtendedKeyUsage, Oids.MicrosoftDocumentSigning, Oids.AdobeAuthenticDocuments,
    ];

    /// <summary>Judges the certificate that is to be used.</summary>
    /// <returns>What forbids the purpose; null where it is allowed.</returns>
    internal static string? Check(Certificate certificate, PathPurpose purpose) => purpose switch
    {
        PathPurpose.DocumentSigning => CheckKeyUsage(certificate, Signing, "digitalSignature or nonRepudiation") ?? CheckDocumentSigning(certificate),
        PathPurpose.TimeStamping => CheckKeyUsage(certificate, Signing, "digitalSignature or nonRepudiation") ?? CheckTimeStamping(certificate),
        PathPurpose.OcspSigning => CheckKeyUsage(certificate, Signing, "digitalSignature or nonRepudiation") ?? CheckOcspSigning(certificate),
        PathPurpose.CrlSigning => CheckKeyUsage(certificate, X509KeyUsageFlags.CrlSign, "cRLSign"),
        _ => null,
    };

    /// <summary>Judges a CA certificate above it: RFC 5280 gives its extended key usage no meaning for the path, but one marked critical binds.</summary>
    internal static string? CheckAuthority(Certificate authority, PathPurpose purpose)
    {
        if (!authority.IsExtendedKeyUsageCritical || authority.ExtendedKeyUsage is not { } usages || usages.Contains(Oids.AnyExtendedKeyUsage))
        {
            return null;
        }
        bool allowed = purpose switch
        {
            PathPurpose.DocumentSigning => usages.Any(DocumentPurposes.Contains) || usages.Contains(Oids.ClientAuth),
            PathPurpose.TimeStamping => usages.Contains(Oids.TimeStamping),
            PathPurpose.OcspSigning => usages.Contains(Oids.OcspSigning),
            _ => true,
        };
        return allowed ? null : "the authority's critical extended key usage does not allow it (RFC 5280, 4.2.1.12)";
    }

    private static string? CheckKeyUsage(Certificate certificate, X509KeyUsageFlags any, string names) =>
        certificate.KeyUsage is { } usage && (usage & any) == 0 ? $"key usage lacks {names} (RFC 5280, 4.2.1.3)" : null;

    // Many certificates of Vietnamese authorities name client authentication alone beside a key usage of nonRepudiation: the
    // authority's word that the key binds its holder to content. Without that bit, client authentication is no document signing.
    private static string? CheckDocumentSigning(Certificate certificate) =>
        certificate.ExtendedKeyUsage is not { } usages
        || usages.Any(DocumentPurposes.Contains)
        || usages.Contains(Oids.ClientAuth) && certificate.KeyUsage is { } usage && usage.HasFlag(X509KeyUsageFlags.NonRepudiation)
            ? null
            : "extended key usage names no purpose that covers documents (RFC 9336; RFC 5280, 4.2.1.12)";

    private static string? CheckTimeStamping(Certificate certificate) =>
        certificate is { ExtendedKeyUsage: [Oids.TimeStamping], IsExtendedKeyUsageCritical: true }
            ? null
            : "extended key usage is not exactly id-kp-timeStamping, critical (RFC 3161, 2.3)";

    private static string? CheckOcspSigning(Certificate certificate) =>
        certificate.ExtendedKeyUsage is { } usages && usages.Contains(Oids.OcspSigning)
            ? null
            : "extended key usage lacks id-kp-OCSPSigning (RFC 6960, 4.2.2.2)";
}
