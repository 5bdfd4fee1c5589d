using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki.Authorities;

/// <summary>What an authority remembers of a certificate that it issued.</summary>
/// <param name="SerialNumber">The serial number as <see cref="SerialNumberOf"/> writes it.</param>
/// <param name="NotAfter">The end of the certificate's validity.</param>
/// <param name="Revocation">Its revocation; null where there is none.</param>
public sealed record CertificateRecord(string SerialNumber, DateTimeOffset NotAfter, CertificateRevocation? Revocation = null)
{
    /// <summary>Whether it is an authority's. False by default.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Where the certificate says that its revocation list is published; null (the default) where it says nothing.</summary>
    public Uri? CrlAddress { get; init; }

    /// <summary>A certificate's serial number in the form of the register: lower-case hex, two digits a byte, no leading zero byte.</summary>
    /// <param name="certificate">Any certificate.</param>
    public static string SerialNumberOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Der.SerialNumber(new Org.BouncyCastle.Asn1.DerInteger(certificate.SerialNumberBytes.ToArray()));
    }

    /// <summary>The revocation as it stands at a time: one that comes later does not count yet.</summary>
    internal CertificateRevocation? RevocationAt(DateTimeOffset time) =>
        Revocation is { } revocation && revocation.RevokedAt <= time ? revocation : null;
}
