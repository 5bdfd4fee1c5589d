using System.Text.Json.Serialization;

namespace Signing.Core.Creation;

/// <summary>Something that whoever signs a document should know about it, and that did not stand in the way of signing.</summary>
public sealed class SigningNote
{
    /// <summary>A stable code (<see cref="SigningNoteCodes"/>).</summary>
    public required string Code { get; init; }

    /// <summary>What it is about, by name, as the sentences of <see cref="Messages"/> use it.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>The sentence in English; <see cref="Messages.Get"/> says it in other languages.</summary>
    [JsonIgnore]
    public string Message => Messages.Get(Code, "en", Facts);

    internal static SigningNote Of(string code, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        new() { Code = code, Facts = Error.Facts(facts) };
}
