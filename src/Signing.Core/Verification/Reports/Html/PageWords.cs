using System.Globalization;

namespace Signing.Core.Verification.Reports.Html;

/// <summary>What the page says, in one language: every word is in <see cref="Messages"/>, under <c>page.</c>.</summary>
internal sealed class PageWords(string language)
{
    private static readonly TimeSpan VietNam = TimeSpan.FromHours(7);

    /// <summary>The language that the words are in.</summary>
    internal string Language { get; } = Messages.SupportedLanguages.Contains(language) ? language : "en";

    internal string Say(string name, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        Messages.Get("page." + name, Language, Error.Facts(facts));

    /// <summary>A time as people of Viet Nam read it, at UTC+7.</summary>
    internal string Time(DateTimeOffset time)
    {
        bool isFar = time.UtcDateTime > DateTime.MaxValue - VietNam;
        DateTimeOffset local = isFar ? time.ToUniversalTime() : time.ToOffset(VietNam);
        return Say(
            "time",
            ("year", local.ToString("yyyy", CultureInfo.InvariantCulture)), ("month", local.ToString("MM", CultureInfo.InvariantCulture)),
            ("day", local.ToString("dd", CultureInfo.InvariantCulture)), ("time", local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)), ("zone", isFar ? "UTC" : "UTC+7"));
    }

    /// <summary>A number of bytes, with the separators of the language.</summary>
    internal string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", Say("thousands"), StringComparison.Ordinal);
}
