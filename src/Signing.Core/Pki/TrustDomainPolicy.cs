namespace Signing.Core.Pki;

/// <summary>The rules under which one domain trusts, beside its certificates. Plain values, saved with evidence.</summary>
internal sealed record TrustDomainPolicy
{
    internal static TrustDomainPolicy Default { get; } = new()
    {
        Purposes = TrustPurposes.All,
        CertificatePolicies = [],
        PolicyRules = CertificatePolicyRules.None,
        TrustedFrom = null,
        TrustedUntil = null,
        AnchorsTrustedUntil = new Dictionary<string, DateTimeOffset>(),
    };

    public required TrustPurposes Purposes { get; init; }

    /// <summary>The user-initial-policy-set (RFC 5280, 6.1.1 (c)); empty for any-policy.</summary>
    public required IReadOnlyList<string> CertificatePolicies { get; init; }

    public required CertificatePolicyRules PolicyRules { get; init; }

    public required DateTimeOffset? TrustedFrom { get; init; }

    public required DateTimeOffset? TrustedUntil { get; init; }

    /// <summary>Until when single anchors are trusted, by thumbprint.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> AnchorsTrustedUntil { get; init; }

    /// <summary>Reads a domain's options.</summary>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>: one of them cannot be.</exception>
    internal static TrustDomainPolicy Of(TrustDomainOptions options)
    {
        if (options.CertificatePolicies.FirstOrDefault(static oid => !ObjectIdentifier.IsDotted(oid)) is { } wrong)
        {
            throw TrustStore.Invalid($"Trust:{options.Name}:CertificatePolicies", $"'{wrong}' is no object identifier");
        }
        if (options.TrustedFrom >= options.TrustedUntil)
        {
            throw TrustStore.Invalid($"Trust:{options.Name}:TrustedUntil", "it is not after TrustedFrom");
        }
        if (options.AnchorsTrustedUntil.Keys.FirstOrDefault(static key => key.Length != 64 || !key.All(char.IsAsciiHexDigit)) is { } malformed)
        {
            throw TrustStore.Invalid($"Trust:{options.Name}:AnchorsTrustedUntil", $"'{malformed}' is no SHA-256 of a certificate in hexadecimal");
        }
        return new TrustDomainPolicy
        {
            Purposes = options.Purposes,
            CertificatePolicies = [.. options.CertificatePolicies],
            PolicyRules = options.PolicyRules,
            TrustedFrom = options.TrustedFrom,
            TrustedUntil = options.TrustedUntil,
            AnchorsTrustedUntil = options.AnchorsTrustedUntil.ToDictionary(static pair => pair.Key.ToLowerInvariant(), static pair => pair.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>The policy inputs of a validation: the caller's and the domain's together, each as strict as it asks to be.</summary>
    internal PathOptions Narrow(PathOptions options)
    {
        if (CertificatePolicies.Count == 0 && PolicyRules == CertificatePolicyRules.None)
        {
            return options;
        }
        return options with
        {
            InitialPolicies = CertificatePolicies.Count == 0 ? options.InitialPolicies
                : options.InitialPolicies is null ? CertificatePolicies
                : [.. CertificatePolicies.Intersect(options.InitialPolicies)],
            RequireExplicitPolicy = options.RequireExplicitPolicy || PolicyRules.HasFlag(CertificatePolicyRules.RequireExplicitPolicy),
            InhibitPolicyMapping = options.InhibitPolicyMapping || PolicyRules.HasFlag(CertificatePolicyRules.InhibitPolicyMapping),
            InhibitAnyPolicy = options.InhibitAnyPolicy || PolicyRules.HasFlag(CertificatePolicyRules.InhibitAnyPolicy),
        };
    }

    /// <summary>Whether the domain trusts an anchor for a purpose, whatever the time.</summary>
    internal bool Covers(PathPurpose purpose) => purpose switch
    {
        PathPurpose.DocumentSigning => Purposes.HasFlag(TrustPurposes.DocumentSigning),
        PathPurpose.TimeStamping => Purposes.HasFlag(TrustPurposes.TimeStamping),
        _ => true,
    };

    /// <summary>Why the domain does not trust an anchor at a time; null where it does.</summary>
    internal string? CheckTime(Certificate anchor, DateTimeOffset at)
    {
        if (at < TrustedFrom)
        {
            return Text("the trust domain is trusted only from", TrustedFrom.Value);
        }
        if (at >= TrustedUntil)
        {
            return Text("the trust domain is trusted only until", TrustedUntil.Value);
        }
        return AnchorsTrustedUntil.TryGetValue(anchor.Thumbprint, out DateTimeOffset until) && at >= until
            ? Text("the trust domain trusts this anchor only until", until)
            : null;
    }

    /// <summary>When trust in an anchor ends, its sunset date (EN 319 102-1, 5.2.6.4 (3)); null where no end is in sight.</summary>
    internal DateTimeOffset? EndOf(Certificate anchor) =>
        !AnchorsTrustedUntil.TryGetValue(anchor.Thumbprint, out DateTimeOffset own) ? TrustedUntil : TrustedUntil < own ? TrustedUntil : own;

    private static string Text(string what, DateTimeOffset time) => $"{what} {Asn1Time.Text(time)}";
}
