using Signing.Core;

namespace Signing.Api.Problems;

/// <summary>A sentence that has not been said yet: its code in <see cref="Messages"/> and its facts. The language comes at the edge.</summary>
/// <remarks>A fact may itself be a sentence; it is then said in the same language.</remarks>
internal sealed record Sentence(string Code, params (string Name, object Value)[] Facts)
{
    internal IReadOnlyDictionary<string, string> SayFacts(string language) => Facts.ToDictionary(
        static fact => fact.Name,
        fact => fact.Value is Sentence inner ? inner.Say(language) : Convert.ToString(fact.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        StringComparer.Ordinal);

    private string Say(string language) => Messages.Get(Code, language, SayFacts(language));
}
