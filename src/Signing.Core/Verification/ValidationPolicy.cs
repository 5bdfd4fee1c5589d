using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>
/// What a verdict asks for: one readable JSON file. The policy, the evidence and the instant decide the verdict alone; its hash stands in
/// the report.
/// </summary>
public sealed record ValidationPolicy
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Judges what the document itself and the options hold; never touches the network. The library's default.</summary>
    public static ValidationPolicy Offline { get; } = new() { Name = "Offline", Revocation = RevocationMode.Offline };

    /// <summary>As <see cref="Offline"/>, and fetches missing proofs of revocation status. The service's default.</summary>
    public static ValidationPolicy Online { get; } = new() { Name = "Online", Revocation = RevocationMode.Online };

    /// <summary>The policy's name, as the report shows it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether proofs of revocation status may be fetched. Default: <see cref="RevocationMode.Offline"/>.</summary>
    public RevocationMode Revocation { get; init; } = RevocationMode.Offline;

    /// <summary>
    /// How old a proof of revocation status may be at the time that counts (EN 319 102-1, 5.2.5). Default: null, which leaves it to the
    /// proof's own nextUpdate.
    /// </summary>
    public TimeSpan? RevocationFreshness { get; init => field = Checked(value, nameof(RevocationFreshness)); }

    /// <summary>
    /// By how much clocks may differ. A claimed signing time that lies further behind the proven one is remarked on; a
    /// time-stamp whose time lies further behind the instant of validation, or behind that of a time-stamp over it, does not count.
    /// Default: 5 minutes.
    /// </summary>
    public TimeSpan ClockTolerance { get; init => field = Checked(value, nameof(ClockTolerance))!.Value; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What annotations are that came after a signature which permits them. Default: <see cref="LaterAnnotations.Report"/>.
    /// </summary>
    // Left out where it is the default, so that a policy without it keeps its hash.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public LaterAnnotations LaterAnnotations { get; init; }

    /// <summary>
    /// Which signature policies count that signatures name (EN 319 102-1, 5.2.4). Default: null, with which a named one is told and this
    /// policy alone judges.
    /// </summary>
    // Left out where there are none, so that a policy without them keeps its hash.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SignaturePolicyConstraints? SignaturePolicies { get; init; }

    /// <summary>The SHA-256 of the policy as canonical JSON, lower-case hex: two policies that judge alike have the same.</summary>
    [JsonIgnore]
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())));

    /// <summary>Until when algorithms count.</summary>
    [JsonInclude]
    internal AlgorithmTable Algorithms { get; init; } = AlgorithmTable.Default;

    /// <summary>Reads a policy from a file.</summary>
    /// <param name="path">A JSON file as <see cref="ToJson"/> writes it; what it leaves out has its default.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>: the file cannot be read, or is no policy.</exception>
    public static ValidationPolicy Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or JsonException)
        {
            throw Invalid(path, e);
        }
    }

    /// <summary>Writes the policy as JSON that people read and change, the table of algorithms included.</summary>
    /// <returns>The text of a policy file.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, ValidationPolicyJsonContext.Default.ValidationPolicy);

    /// <exception cref="JsonException">It is no policy.</exception>
    internal static ValidationPolicy Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ValidationPolicyJsonContext.Default.ValidationPolicyFile)?.ToPolicy() ?? throw new JsonException("It is null.");
        }
        catch (ArgumentException outOfRange)
        {
            throw new JsonException(outOfRange.Message, outOfRange);
        }
    }

    private static SigningException Invalid(string path, Exception inner) =>
        Error.Of(ErrorCodes.ConfigurationInvalid, inner, ("setting", path), ("detail", $"it is no validation policy: {inner.Message}"));

    private static TimeSpan? Checked(TimeSpan? value, string name) => value < TimeSpan.Zero || value > Longest
        ? throw new ArgumentOutOfRangeException(name, $"{name} must lie between 0 and {Longest.Days} days.")
        : value;
}
