using Signing.Core.Pki;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>Certificates as reports and key lists show them.</summary>
internal static class CertificateReports
{
    internal static CertificateReport Of(Certificate certificate) => new()
    {
        Subject = certificate.Subject.ToString(),
        CommonName = certificate.Subject.CommonName,
        Organization = certificate.Subject.Organization,
        Title = certificate.Subject.Title,
        Issuer = certificate.Issuer.ToString(),
        SerialNumber = certificate.SerialNumber,
        Thumbprint = certificate.Thumbprint,
        NotBefore = certificate.NotBefore,
        NotAfter = certificate.NotAfter,
    };
}
