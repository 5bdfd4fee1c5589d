using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>Where a proof came from.</summary>
public enum ProofSource
{
    /// <summary>It stood in the document.</summary>
    [JsonStringEnumMemberName("embedded")] Embedded,
    /// <summary>It was fetched earlier and is still fresh.</summary>
    [JsonStringEnumMemberName("cache")] Cache,
    /// <summary>It was fetched now.</summary>
    [JsonStringEnumMemberName("online")] Online,
}
