using Signing.Core.Pki;

namespace Signing.Core.Registration;

/// <summary>A trust domain, under its name.</summary>
public sealed class TrustSettings
{
    /// <summary>The folder of trust anchors (DER, PEM or PKCS#7). Required.</summary>
    public string? Anchors { get; set; }

    /// <summary>A folder of intermediate certificates that help to find paths. Default: none.</summary>
    public string? Intermediates { get; set; }

    /// <inheritdoc cref="TrustDomainOptions.Purposes"/>
    public TrustPurposes Purposes { get; set; } = TrustPurposes.All;

    /// <inheritdoc cref="TrustDomainOptions.CertificatePolicies"/>
    public IList<string> CertificatePolicies { get; set; } = [];

    /// <inheritdoc cref="TrustDomainOptions.PolicyRules"/>
    public CertificatePolicyRules PolicyRules { get; set; } = CertificatePolicyRules.None;

    /// <inheritdoc cref="TrustDomainOptions.TrustedFrom"/>
    public DateTimeOffset? TrustedFrom { get; set; }

    /// <inheritdoc cref="TrustDomainOptions.TrustedUntil"/>
    public DateTimeOffset? TrustedUntil { get; set; }

    /// <inheritdoc cref="TrustDomainOptions.AnchorsTrustedUntil"/>
    public Dictionary<string, DateTimeOffset> AnchorsTrustedUntil { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
