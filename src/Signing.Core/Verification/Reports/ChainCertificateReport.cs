using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>A certificate of a path.</summary>
public sealed record ChainCertificateReport : CertificateReport
{
    /// <summary>Makes an empty description, to be filled in.</summary>
    public ChainCertificateReport()
    {
    }

    [SetsRequiredMembers]
    internal ChainCertificateReport(CertificateReport certificate, bool anchor)
        : base(certificate)
    {
        Anchor = anchor;
    }

    /// <summary>Whether this is the configured trust anchor.</summary>
    [JsonPropertyOrder(1)]
    public required bool Anchor { get; init; }
}
