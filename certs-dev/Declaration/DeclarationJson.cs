using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signing.CertsDev.Declaration;

/// <summary>pki.json: comments are welcome, unknown members are mistakes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PkiDeclaration))]
internal sealed partial class DeclarationJson : JsonSerializerContext;
