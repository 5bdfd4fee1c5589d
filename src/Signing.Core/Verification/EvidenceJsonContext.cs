using System.Text.Json.Serialization;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(EvidenceData))]
internal sealed partial class EvidenceJsonContext : JsonSerializerContext;
