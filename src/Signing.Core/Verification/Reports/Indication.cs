using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>The status indication of a validation (ETSI EN 319 102-1, 5.1.3).</summary>
public enum Indication
{
    /// <summary>TOTAL-PASSED.</summary>
    [JsonStringEnumMemberName("TOTAL-PASSED")] TotalPassed,
    /// <summary>TOTAL-FAILED.</summary>
    [JsonStringEnumMemberName("TOTAL-FAILED")] TotalFailed,
    /// <summary>INDETERMINATE.</summary>
    [JsonStringEnumMemberName("INDETERMINATE")] Indeterminate,
}
