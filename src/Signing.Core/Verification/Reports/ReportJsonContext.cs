using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(VerificationReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
