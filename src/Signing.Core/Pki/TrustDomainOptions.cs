using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>
/// One trust domain: authorities that are trusted together, for example a government's. Certificates come from folders, from
/// memory, or both.
/// </summary>
public sealed class TrustDomainOptions
{
    /// <summary>The name that reports carry. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// A folder of trust anchors: every file named <c>.cer</c>, <c>.crt</c>, <c>.der</c>, <c>.pem</c>, <c>.p7b</c>, <c>.p7c</c> or
    /// <c>.p7s</c>, as DER, PEM or PKCS#7; other files are passed over. Default: none.
    /// </summary>
    public string? AnchorFolder { get; set; }

    /// <summary>
    /// A folder of intermediate certificates that help to find paths. They are not trusted by themselves, but the rule about weak
    /// digests does not apply to the signatures on them: whoever put them here vouches for these very bytes. Default: none.
    /// </summary>
    public string? IntermediateFolder { get; set; }

    /// <summary>Further trust anchors. Default: none.</summary>
    public IList<X509Certificate2> Anchors { get; } = [];

    /// <summary>Further intermediate certificates, as those of <see cref="IntermediateFolder"/>. Default: none.</summary>
    public IList<X509Certificate2> Intermediates { get; } = [];

    /// <summary>What the domain is trusted for. Default: <see cref="TrustPurposes.All"/>.</summary>
    public TrustPurposes Purposes { get; set; } = TrustPurposes.All;

    /// <summary>
    /// The certificate policies that are acceptable, as object identifiers (user-initial-policy-set, RFC 5280, 6.1.1 (c)). A path
    /// that is valid for none of them is refused where a certificate or <see cref="PolicyRules"/> requires an explicit policy.
    /// Default: none, which stands for any.
    /// </summary>
    public IList<string> CertificatePolicies { get; } = [];

    /// <summary>How strictly policies are processed. Default: as the certificates ask for.</summary>
    public CertificatePolicyRules PolicyRules { get; set; } = CertificatePolicyRules.None;

    /// <summary>The first instant at which the domain is trusted: an earlier signature does not stand on it. Default: always.</summary>
    public DateTimeOffset? TrustedFrom { get; set; }

    /// <summary>
    /// The instant from which the domain is not trusted any more. A signature that is proven to be older still stands on it.
    /// Default: never.
    /// </summary>
    public DateTimeOffset? TrustedUntil { get; set; }

    /// <summary>
    /// The instants from which single anchors are not trusted any more, as <see cref="TrustedUntil"/>, by the SHA-256 of the
    /// anchor's DER in hexadecimal. Default: none.
    /// </summary>
    public IDictionary<string, DateTimeOffset> AnchorsTrustedUntil { get; } = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
}
