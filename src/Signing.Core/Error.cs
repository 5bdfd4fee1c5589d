namespace Signing.Core;

/// <summary>Makes every exception of the library, so that they speak with one voice.</summary>
internal static class Error
{
    internal static SigningException Of(string code, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        Of(code, null, facts);

    internal static SigningException Of(string code, Exception? inner, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        new(code, Facts(facts), inner);

    /// <summary>The facts as the sentences use them: invariant text, whatever the machine's culture.</summary>
    internal static IReadOnlyDictionary<string, string> Facts(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var named = new Dictionary<string, string>(facts.Length, StringComparer.Ordinal);
        foreach ((string name, object? value) in facts)
        {
            named[name] = value switch
            {
                null => "",
                DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "",
            };
        }
        return named;
    }
}
