using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>A proof of revocation status.</summary>
public enum ProofKind
{
    /// <summary>An OCSP response (RFC 6960).</summary>
    [JsonStringEnumMemberName("ocsp")] Ocsp,
    /// <summary>A certificate revocation list (RFC 5280, 5).</summary>
    [JsonStringEnumMemberName("crl")] Crl,
}
