using System.Security.Cryptography.X509Certificates;
using Signing.Core.Pki;

namespace Signing.Core.Verification.Reports;

/// <summary>A certificate, for people.</summary>
public record CertificateReport
{
    /// <summary>The subject's distinguished name (RFC 4514).</summary>
    public required string Subject { get; init; }

    /// <summary>The subject's common name.</summary>
    public string? CommonName { get; init; }

    /// <summary>The subject's organization.</summary>
    public string? Organization { get; init; }

    /// <summary>The subject's title.</summary>
    public string? Title { get; init; }

    /// <summary>The issuer's distinguished name.</summary>
    public required string Issuer { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The SHA-256 of the DER, lower-case hex.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Valid from, in UTC.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Valid until, in UTC.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Describes a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <returns>What reports say of it.</returns>
    public static CertificateReport Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return CertificateReports.Of(Certificate.From(certificate));
    }
}
