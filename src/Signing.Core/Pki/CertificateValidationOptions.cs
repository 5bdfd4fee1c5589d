using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Pki;

/// <summary>What a <see cref="CertificateValidator"/> is to take for granted. Read while it validates; it keeps nothing.</summary>
public sealed class CertificateValidationOptions
{
    /// <summary>The trust domains whose anchors a path may end at. Default: none, so that nothing is trusted.</summary>
    public TrustSource Trust { get; set; } = TrustStore.Empty;

    /// <summary>The time that counts, for validity periods as for revocation. Default: null, which is now.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>The clock: no proof may come from after its time. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What the certificate is to be used for. Default: <see cref="PathPurpose.DocumentSigning"/>.</summary>
    public PathPurpose Purpose { get; set; } = PathPurpose.DocumentSigning;

    /// <summary>
    /// Certificates that may help to find a path or to check a proof: untrusted, in any order. Those that cannot be read are passed
    /// over. Default: none but those of the trust domains.
    /// </summary>
    public IList<X509Certificate2> Certificates { get; } = [];

    /// <summary>OCSP answers, in DER (RFC 6960). Default: none.</summary>
    public IList<ReadOnlyMemory<byte>> OcspResponses { get; } = [];

    /// <summary>CRLs, full and delta, in DER (RFC 5280, 5). Default: none.</summary>
    public IList<ReadOnlyMemory<byte>> Crls { get; } = [];

    /// <summary>Whether the status of certificates is asked for. Default: <see cref="RevocationChecking.WholePath"/>.</summary>
    public RevocationChecking Revocation { get; set; } = RevocationChecking.WholePath;

    /// <summary>
    /// How old a proof of status may be at the time that counts. Default: null, which leaves it to the proof's own nextUpdate.
    /// </summary>
    public TimeSpan? RevocationFreshness { get; set; }

    /// <summary>
    /// The user-initial-policy-set (RFC 5280, 6.1.1 (c)), as object identifiers; a trust domain may narrow it. Default: none, which
    /// stands for any-policy.
    /// </summary>
    public IList<string> CertificatePolicies { get; } = [];

    /// <summary>How strictly policies are processed; a trust domain may be stricter. Default: as the certificates ask for.</summary>
    public CertificatePolicyRules PolicyRules { get; set; } = CertificatePolicyRules.None;

    /// <summary>
    /// Whether signatures on certificates may stand on digests that no longer count at that time (ETSI TS 119 312), where the
    /// trust domain does not pin the certificate. Default: <see cref="WeakDigests.Refuse"/>.
    /// </summary>
    public WeakDigests WeakDigests { get; set; } = WeakDigests.Refuse;
}
