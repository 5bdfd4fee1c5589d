using System.Text.Json.Serialization;

namespace Signing.CertsDev.Declaration;

/// <summary>What a certificate of pki.json is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CertificatePurpose>))]
internal enum CertificatePurpose
{
    [JsonStringEnumMemberName("signing")] Signing,
    [JsonStringEnumMemberName("authority")] Authority,
    [JsonStringEnumMemberName("time-stamping")] TimeStamping,
    [JsonStringEnumMemberName("ocsp")] Ocsp,
}
