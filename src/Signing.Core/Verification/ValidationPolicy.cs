using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signing.Core.Verification;

/// <summary>
/// What a verdict asks for. The policy, the evidence and the instant decide the verdict alone; its hash stands in the report.
/// </summary>
public sealed record ValidationPolicy
{
    /// <summary>Judges what the document itself and the options hold; never touches the network. The library's default.</summary>
    public static ValidationPolicy Offline { get; } = new() { Name = "Offline", Revocation = RevocationMode.Offline };

    /// <summary>As <see cref="Offline"/>, and fetches missing proofs of revocation status. The service's default.</summary>
    public static ValidationPolicy Online { get; } = new() { Name = "Online", Revocation = RevocationMode.Online };

    /// <summary>The policy's name, as the report shows it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether proofs of revocation status may be fetched. Default: <see cref="RevocationMode.Offline"/>.</summary>
    public RevocationMode Revocation { get; init; } = RevocationMode.Offline;

    /// <summary>
    /// By how much clocks may differ. A claimed signing time that lies further behind the proven one is remarked on; a
    /// time-stamp whose time lies further behind the instant of validation does not count. Default: 5 minutes.
    /// </summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The shortest RSA modulus that a signature may stand on, in bits. Default: 2048 (ETSI TS 119 312).</summary>
    public int MinimumRsaBits { get; init; } = 2048;

    /// <summary>The shortest elliptic-curve key that a signature may stand on, in bits. Default: 256.</summary>
    public int MinimumEcBits { get; init; } = 256;

    /// <summary>The SHA-256 of the policy as canonical JSON, lower-case hex: two policies that judge alike have the same.</summary>
    [JsonIgnore]
    public string Sha256 =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, ValidationPolicyJsonContext.Default.ValidationPolicy)));
}
