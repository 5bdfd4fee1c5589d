using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using X509Extension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace Signing.Core.Pki.Authorities;

/// <summary>One line of a revocation list: whose certificate, since when, why.</summary>
/// <param name="Issuer">The issuer of the certificate.</param>
/// <param name="SerialNumber">The certificate's serial number.</param>
/// <param name="RevokedAt">The revocation time.</param>
/// <param name="ReasonCode">The reason (RFC 5280, 5.3.1); null where none is said.</param>
internal sealed record CrlListing(X509Name Issuer, DerInteger SerialNumber, Time RevokedAt, int? ReasonCode)
{
    internal static CrlListing Of(X509Name issuer, string serialNumber, CertificateRevocation revocation) => new(
        issuer,
        new DerInteger(new Org.BouncyCastle.Math.BigInteger(serialNumber, 16)),
        Der.Time(revocation.RevokedAt),
        // RFC 5280, 5.3.1: the reason 'unspecified' is said by absence.
        revocation.Reason == X509RevocationReason.Unspecified ? null : (int)revocation.Reason);

    /// <summary>The lines of a list.</summary>
    /// <param name="list">The list.</param>
    internal static IEnumerable<CrlListing> Read(TbsCertificateList list)
    {
        X509Name issuer = list.Issuer;
        foreach (CrlEntry entry in list.GetRevokedCertificateEnumeration())
        {
            // RFC 5280, 5.3.3: an entry without the extension is by the issuer of the one before it.
            if (entry.Extensions?.GetExtension(X509Extensions.CertificateIssuer) is { } named)
            {
                issuer = X509Name.GetInstance(GeneralNames.GetInstance(named.GetParsedValue()).GetNames()[0].Name);
            }
            X509Extension? reason = entry.Extensions?.GetExtension(X509Extensions.ReasonCode);
            yield return new CrlListing(
                issuer, entry.UserCertificate, entry.RevocationDate, reason is null ? null : DerEnumerated.GetInstance(reason.GetParsedValue()).IntValueExact);
        }
    }

    /// <summary>Which certificate it is about.</summary>
    internal (string Issuer, string SerialNumber) Key => (Convert.ToHexString(Issuer.GetEncoded(Asn1Encodable.Der)), Der.SerialNumber(SerialNumber));

    /// <summary>Whether two lines about one certificate say the same of it.</summary>
    internal bool SaysAs(CrlListing other) => ReasonCode == other.ReasonCode && RevokedAt.ToDateTime() == other.RevokedAt.ToDateTime();

    /// <param name="list">Where the line is written.</param>
    /// <param name="previous">The issuer of the line before, or of the list.</param>
    internal void Write(V2TbsCertListGenerator list, X509Name previous)
    {
        var extensions = new X509ExtensionsGenerator();
        if (ReasonCode is { } reason)
        {
            extensions.AddExtension(X509Extensions.ReasonCode, false, new CrlReason(reason));
        }
        if (!Issuer.Equals(previous))
        {
            extensions.AddExtension(X509Extensions.CertificateIssuer, true, new GeneralNames(new GeneralName(Issuer)));
        }
        list.AddCrlEntry(SerialNumber, RevokedAt, extensions.IsEmpty ? null : extensions.Generate());
    }
}
