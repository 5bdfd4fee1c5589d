using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace Signing.CertsDev.Declaration;

/// <summary>Since when and why a certificate is revoked from the start.</summary>
internal sealed record RevocationDeclaration(
    Moment At,
    [property: JsonConverter(typeof(JsonStringEnumConverter<X509RevocationReason>))] X509RevocationReason Reason);
