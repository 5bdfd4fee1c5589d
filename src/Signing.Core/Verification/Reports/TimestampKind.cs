using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>What a time-stamp stands over.</summary>
public enum TimestampKind
{
    /// <summary>The signature value (RFC 3161, appendix A).</summary>
    [JsonStringEnumMemberName("signature")] Signature,
    /// <summary>The document.</summary>
    [JsonStringEnumMemberName("document")] Document,
    /// <summary>The content, before it was signed.</summary>
    [JsonStringEnumMemberName("content")] Content,
}
