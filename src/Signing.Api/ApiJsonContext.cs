using System.Text.Json.Serialization;
using Signing.Api.Endpoints;
using Signing.Api.Problems;
using Signing.Core.Verification.Reports;

namespace Signing.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(VerificationReport))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
