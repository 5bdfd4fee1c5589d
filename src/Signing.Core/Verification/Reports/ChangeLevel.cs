using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>The gravest kind of change after a signature.</summary>
public enum ChangeLevel
{
    /// <summary>Nothing changed.</summary>
    [JsonStringEnumMemberName("none")] None,
    /// <summary>Validation data and document time-stamps.</summary>
    [JsonStringEnumMemberName("archival")] Archival,
    /// <summary>Further signatures, and form fields filled in.</summary>
    [JsonStringEnumMemberName("formFilling")] FormFilling,
    /// <summary>Annotations.</summary>
    [JsonStringEnumMemberName("annotations")] Annotations,
    /// <summary>A change that the signature does not permit.</summary>
    [JsonStringEnumMemberName("forbidden")] Forbidden,
    /// <summary>A change that was not analysed.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
