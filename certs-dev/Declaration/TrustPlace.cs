using System.Text.Json.Serialization;

namespace Signing.CertsDev.Declaration;

/// <summary>Where a certificate of pki.json goes in the trust folder.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrustPlace>))]
internal enum TrustPlace
{
    [JsonStringEnumMemberName("anchor")] Anchor,
    [JsonStringEnumMemberName("intermediate")] Intermediate,
}
