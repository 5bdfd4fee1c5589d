using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>What a signature field holds.</summary>
public enum SignatureKind
{
    /// <summary>A signature of a person or an agency.</summary>
    [JsonStringEnumMemberName("signature")] Signature,
    /// <summary>A document time-stamp (ISO 32000-2, 12.8.5).</summary>
    [JsonStringEnumMemberName("documentTimestamp")] DocumentTimestamp,
}
