using System.Globalization;
using Signing.Api.Problems;
using Signing.Core.Verification;

namespace Signing.Api.Options;

/// <summary>The options of <c>POST /v1/verify</c>, and how they become Core's.</summary>
internal static class VerifyOptions
{
    // RFC 3339, 5.6: the offset is not optional, so that a time means the same everywhere.
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    internal static RequestOption Policy { get; } = new("policy", "Whether proofs of revocation may be fetched (Online, the default) or only those in the document count (Offline).") { Values = ["Online", "Offline"] };
    internal static RequestOption At { get; } = new("at", "The instant to judge at (RFC 3339). Default: now.") { Format = "date-time", MaxLength = 40 };
    internal static RequestOption Password { get; } = SignOptions.Password;

    internal static IReadOnlyList<RequestOption> All { get; } = [Policy, At, Password];

    internal static VerificationOptions Read(GivenOptions given, string language) => new()
    {
        Policy = given[Policy] == "Offline" ? ValidationPolicy.Offline : ValidationPolicy.Online,
        At = given[At] is { } at ? Time(at) : null,
        Password = given[Password],
        Language = language,
    };

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? at
            : throw ApiException.Option(At.Name, "option.time");
}
