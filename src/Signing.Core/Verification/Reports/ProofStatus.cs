using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>What a proof says.</summary>
public enum ProofStatus
{
    /// <summary>Not revoked.</summary>
    [JsonStringEnumMemberName("good")] Good,
    /// <summary>Revoked.</summary>
    [JsonStringEnumMemberName("revoked")] Revoked,
    /// <summary>Suspended.</summary>
    [JsonStringEnumMemberName("onHold")] OnHold,
    /// <summary>The proof does not tell.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
