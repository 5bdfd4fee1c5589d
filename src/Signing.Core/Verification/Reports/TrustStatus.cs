using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>What the certificate path says about the signer.</summary>
public enum TrustStatus
{
    /// <summary>A path to a configured anchor stands, and nothing on it is revoked.</summary>
    [JsonStringEnumMemberName("trusted")] Trusted,
    /// <summary>No path to a configured anchor.</summary>
    [JsonStringEnumMemberName("untrusted")] Untrusted,
    /// <summary>The certificate had expired at the time that counts.</summary>
    [JsonStringEnumMemberName("expired")] Expired,
    /// <summary>The certificate was not yet valid at the time that counts.</summary>
    [JsonStringEnumMemberName("notYetValid")] NotYetValid,
    /// <summary>A certificate of the path is revoked.</summary>
    [JsonStringEnumMemberName("revoked")] Revoked,
    /// <summary>A certificate of the path is suspended.</summary>
    [JsonStringEnumMemberName("onHold")] OnHold,
    /// <summary>The revocation status could not be learnt.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
