using System.Text.Json.Serialization;

namespace Signing.Core.Verification;

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ValidationPolicy))]
internal sealed partial class ValidationPolicyJsonContext : JsonSerializerContext;
