using System.Text.Json.Serialization;

namespace Signing.Core.Pki;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(AlgorithmTable))]
internal sealed partial class AlgorithmTableJsonContext : JsonSerializerContext;
