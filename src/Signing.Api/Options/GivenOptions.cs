using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Signing.Api.Problems;

namespace Signing.Api.Options;

/// <summary>
/// The options of a request, read strictly: each is known, given once and has a text that it may have. What is not
/// understood is refused by name; a document must not be signed otherwise than its sender meant.
/// </summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    internal static GivenOptions None { get; } = new();

    internal string? this[RequestOption option] => _given.GetValueOrDefault(option.Name);

    internal int? Number(RequestOption option) =>
        this[option] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Reads a query string. Names are compared exactly: <c>Key</c> is not <c>key</c>.</summary>
    internal static GivenOptions FromQuery(QueryString query, IReadOnlyList<RequestOption> known)
    {
        var options = new GivenOptions();
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query.Value))
        {
            RequestOption option = Find(pair.DecodeName().ToString(), known);
            if (option.IsSecret)
            {
                throw ApiException.Option(option.Name, "option.secret");
            }
            options.Add(option, pair.DecodeValue().ToString());
        }
        return options;
    }

    /// <summary>Reads a JSON object. A member that is null is not given.</summary>
    internal static GivenOptions FromJson(ReadOnlyMemory<byte> json, IReadOnlyList<RequestOption> known)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? FromObject(document.RootElement, known)
                : throw ApiException.Malformed("malformed.json");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // A string that is not Unicode shows only when it is read: InvalidOperationException.
            throw ApiException.Malformed("malformed.json", failure);
        }
    }

    private static GivenOptions FromObject(JsonElement json, IReadOnlyList<RequestOption> known)
    {
        var options = new GivenOptions();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            RequestOption option = Find(member.Name, known);
            if (!seen.Add(option.Name))
            {
                throw ApiException.Option(option.Name, "option.repeated");
            }
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }
            if (member.Value.ValueKind != (option.IsNumber ? JsonValueKind.Number : JsonValueKind.String))
            {
                throw ApiException.Option(option.Name, option.IsNumber ? "option.number" : "option.string");
            }
            options.Add(option, option.IsNumber ? member.Value.GetRawText() : member.Value.GetString()!);
        }
        return options;
    }

    private static RequestOption Find(string name, IReadOnlyList<RequestOption> known) =>
        known.FirstOrDefault(o => o.Name == name) ?? throw ApiException.Option(name, "option.unknown");

    private void Add(RequestOption option, string text)
    {
        if (text.Length == 0)
        {
            throw ApiException.Option(option.Name, "option.empty");
        }
        if (text.Length > option.MaxLength)
        {
            throw ApiException.Option(option.Name, "option.long", ("limit", option.MaxLength));
        }
        if (text.Any(static c => char.IsControl(c) && c is not '\n' and not '\t'))
        {
            throw ApiException.Option(option.Name, "option.control");
        }
        if (option.IsNumber && !text.All(char.IsAsciiDigit))
        {
            throw ApiException.Option(option.Name, option.Values.Count > 0 ? "option.value" : "option.whole", ("values", string.Join(", ", option.Values)));
        }
        if (option.Values.Count > 0 && !option.Values.Contains(text, StringComparer.Ordinal))
        {
            throw ApiException.Option(option.Name, "option.value", ("values", string.Join(", ", option.Values)));
        }
        if (!_given.TryAdd(option.Name, text))
        {
            throw ApiException.Option(option.Name, "option.repeated");
        }
    }
}
