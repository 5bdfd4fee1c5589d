using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Every code speaks both languages, about the same facts.</summary>
public sealed partial class MessagesTests
{
    public static TheoryData<string> Reasons => [.. Constants(typeof(ReasonCodes))];

    public static TheoryData<string> Errors => [.. Constants(typeof(ErrorCodes))];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Get_Reason_BothLanguages(string code) => AssertSpeaks(code, "message");

    [Theory]
    [MemberData(nameof(Errors))]
    public void Get_Error_BothLanguagesWithTitleAndNextStep(string code) => AssertSpeaks(code, "message", "title", "action");

    [Fact]
    public void Codes_BothLanguages_TheSame() => Assert.Equal(Load("en").Keys.Order(StringComparer.Ordinal), Load("vi").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void ReasonCodes_AreUniqueAndInTheFormOfTheReport()
    {
        string[] codes = [.. Constants(typeof(ReasonCodes))];
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, static code => Assert.Matches("^[A-Z][A-Z0-9_]*$", code));
    }

    private static void AssertSpeaks(string code, params string[] parts)
    {
        JsonElement english = Assert.Contains(code, (IDictionary<string, JsonElement>)Load("en"));
        JsonElement vietnamese = Assert.Contains(code, (IDictionary<string, JsonElement>)Load("vi"));
        Assert.Equal(parts.Order(), english.EnumerateObject().Select(static part => part.Name).Order());
        foreach (string part in parts)
        {
            string one = english.GetProperty(part).GetString()!;
            string other = vietnamese.GetProperty(part).GetString()!;
            Assert.NotEqual(one, other);
            Assert.Equal(Names(one), Names(other));
        }
        Assert.DoesNotMatch(Letters(), english.GetProperty("message").GetString()!);
        Assert.Matches(Letters(), vietnamese.GetProperty("message").GetString()!);
    }

    private static string[] Names(string sentence) => [.. Place().Matches(sentence).Select(static match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, JsonElement> Load(string language)
    {
        using Stream resource = typeof(Messages).Assembly.GetManifestResourceStream($"Signing.Core.Messages.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(resource)!;
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"[^\x00-\x7F]")]
    private static partial Regex Letters();
}
