using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>How much of the document a signature's ByteRange covers.</summary>
public enum Coverage
{
    /// <summary>All bytes but its own value.</summary>
    [JsonStringEnumMemberName("wholeFile")] WholeFile,
    /// <summary>All bytes of its revision; later revisions follow.</summary>
    [JsonStringEnumMemberName("wholeRevision")] WholeRevision,
    /// <summary>Less than its own revision.</summary>
    [JsonStringEnumMemberName("partial")] Partial,
}
