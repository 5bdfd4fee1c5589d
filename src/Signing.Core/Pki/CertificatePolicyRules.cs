namespace Signing.Core.Pki;

/// <summary>How strictly certificate policies are processed: the inputs (e), (f) and (g) of RFC 5280, 6.1.1.</summary>
[Flags]
public enum CertificatePolicyRules
{
    /// <summary>As the certificates themselves ask for.</summary>
    None = 0,
    /// <summary>The path must be valid for at least one of the initial policies (initial-explicit-policy).</summary>
    RequireExplicitPolicy = 1,
    /// <summary>Policies are not mapped to others (initial-policy-mapping-inhibit).</summary>
    InhibitPolicyMapping = 2,
    /// <summary>A certificate with anyPolicy does not stand for every policy (initial-any-policy-inhibit).</summary>
    InhibitAnyPolicy = 4,
}
