using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Signing.Core;

/// <summary>
/// Every sentence for people, in Vietnamese and English, by code. The texts are embedded resources
/// (<c>Messages/en.json</c>, <c>Messages/vi.json</c>), so that an image without culture data speaks both.
/// </summary>
public static class Messages
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, JsonElement>> Languages = new(StringComparer.Ordinal);

    /// <summary>The languages there are: <c>en</c> and <c>vi</c>.</summary>
    public static IReadOnlyList<string> SupportedLanguages { get; } = ["en", "vi"];

    /// <summary>What a code means, as a sentence with its facts filled in.</summary>
    /// <param name="code">An error code (<see cref="ErrorCodes"/>) or a reason code of a report.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>; anything else speaks English.</param>
    /// <param name="facts">The values for the places that the sentence names in braces; a missing one is left out.</param>
    /// <returns>The sentence; the code itself where it has none.</returns>
    public static string Get(string code, string language, IReadOnlyDictionary<string, string>? facts = null) =>
        Fill(Find(code, language, "message"), facts) ?? code;

    /// <summary>What to do next about a code; empty where there is nothing to do.</summary>
    /// <inheritdoc cref="Get"/>
    public static string GetAction(string code, string language, IReadOnlyDictionary<string, string>? facts = null) =>
        Fill(Find(code, language, "action"), facts) ?? "";

    /// <summary>A code's short title, for a problem's heading.</summary>
    /// <param name="code">An error code or a reason code.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <returns>The title; the code itself where it has none.</returns>
    public static string GetTitle(string code, string language) => Find(code, language, "title") ?? code;

    internal static IEnumerable<string> Codes(string language) => Load(language).Keys;

    private static string? Find(string code, string language, string part)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(language);
        foreach (string candidate in (ReadOnlySpan<string>)[SupportedLanguages.Contains(language) ? language : "en", "en"])
        {
            if (Load(candidate).TryGetValue(code, out JsonElement entry) && entry.TryGetProperty(part, out JsonElement text))
            {
                return text.GetString();
            }
        }
        return null;
    }

    private static string? Fill(string? template, IReadOnlyDictionary<string, string>? facts)
    {
        if (template is null || !template.Contains('{', StringComparison.Ordinal))
        {
            return template;
        }
        var text = new StringBuilder(template.Length + 64);
        int position = 0;
        while (position < template.Length)
        {
            int open = template.IndexOf('{', position);
            int close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }
            text.Append(template, position, open - position);
            if (facts is not null && facts.TryGetValue(template[(open + 1)..close], out string? value))
            {
                text.Append(value);
            }
            position = close + 1;
        }
        return text.Append(template, position, template.Length - position).ToString();
    }

    private static Dictionary<string, JsonElement> Load(string language) => Languages.GetOrAdd(language, static name =>
    {
        using Stream resource = typeof(Messages).Assembly.GetManifestResourceStream($"Signing.Core.Messages.{name}.json")!;
        using JsonDocument document = JsonDocument.Parse(resource);
        return document.RootElement.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.Clone(), StringComparer.Ordinal);
    });
}
