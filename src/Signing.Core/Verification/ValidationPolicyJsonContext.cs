using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signing.Core.Verification;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(ValidationPolicy))]
[JsonSerializable(typeof(ValidationPolicyFile))]
internal sealed partial class ValidationPolicyJsonContext : JsonSerializerContext;
