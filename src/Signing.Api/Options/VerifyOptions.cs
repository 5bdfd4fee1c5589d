using System.Globalization;
using Signing.Api.Problems;
using Signing.Core.Verification;

namespace Signing.Api.Options;

/// <summary>The options of <c>POST /v1/verify</c>, and how they become Core's.</summary>
internal static class VerifyOptions
{
    // RFC 3339, 5.6: the offset is not optional, so that a time means the same everywhere.
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    internal static RequestOption Policy { get; } = new("policy", "The validation policy by its name: Online (the default) may fetch proofs of revocation, for Offline only those in the document count; others are configured.") { MaxLength = 100 };
    internal static RequestOption At { get; } = new("at", "The instant to judge at (RFC 3339). Default: now.") { Format = "date-time", MaxLength = 40 };
    internal static RequestOption Evidence { get; } = new("evidence", "Whether the evidence, which can be judged again without the document, follows the report as its member evidence. Default: false.") { Values = ["true", "false"] };
    internal static RequestOption Password { get; } = SignOptions.Password;

    internal static IReadOnlyList<RequestOption> All { get; } = [Policy, At, Evidence, Password];

    internal static VerificationOptions Read(GivenOptions given, ValidationPolicies policies, string language) => new()
    {
        Policy = given[Policy] is not { } name ? ValidationPolicy.Online
            : policies.Find(name) ?? throw ApiException.Option(Policy.Name, "option.value", ("values", string.Join(", ", policies.Names))),
        At = given[At] is { } at ? Time(at) : null,
        Password = given[Password],
        Language = language,
    };

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? at
            : throw ApiException.Option(At.Name, "option.time");
}
