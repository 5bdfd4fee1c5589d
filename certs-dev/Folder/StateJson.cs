using System.Text.Json.Serialization;

namespace Signing.CertsDev.Folder;

/// <summary>state.json.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PkiState))]
internal sealed partial class StateJson : JsonSerializerContext;
