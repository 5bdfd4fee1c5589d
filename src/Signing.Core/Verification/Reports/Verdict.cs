using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>The answer about a document or a signature.</summary>
public enum Verdict
{
    /// <summary>Everything that the policy asks for is proven.</summary>
    [JsonStringEnumMemberName("valid")] Valid,
    /// <summary>Proven wrong.</summary>
    [JsonStringEnumMemberName("invalid")] Invalid,
    /// <summary>Neither proven right nor wrong; the reasons say what is missing.</summary>
    [JsonStringEnumMemberName("indeterminate")] Indeterminate,
    /// <summary>The document carries no signature (documents only).</summary>
    [JsonStringEnumMemberName("unsigned")] Unsigned,
    /// <summary>The bytes could not be read as a PDF document (documents only).</summary>
    [JsonStringEnumMemberName("unreadable")] Unreadable,
}
