using System.Globalization;
using System.Text;
using System.Text.Json;
using Signing.Core.Tests.Pdf;

namespace Signing.Core.Tests.Readers;

/// <summary>qpdf's reading, from its JSON in version 2.</summary>
internal sealed class QpdfReading
{
    private const int DeepestTree = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, JsonElement> _objects = new(StringComparer.Ordinal);
    private readonly Reading _reading = new();

    private QpdfReading(JsonElement root)
    {
        foreach (JsonProperty item in root.GetProperty("qpdf")[1].EnumerateObject().Where(static i => i.Name.StartsWith("obj:", StringComparison.Ordinal)))
        {
            _objects[item.Name[4..]] = item.Value;
        }
        ReadPages(root.GetProperty("pages"));
        ReadFields(root.GetProperty("acroform").GetProperty("fields"));
        foreach ((string name, JsonElement value) in _objects.Where(static o => !IsCrossReference(o.Value)))
        {
            _reading.Items[$"object {name[..^2]}"] = value.TryGetProperty("stream", out JsonElement stream)
                ? Reading.Stream(Entries(stream.GetProperty("dict")))
                : Value(value.GetProperty("value"));
        }
    }

    /// <returns>What it read, and the names of all objects, as <c>7 0 R</c>.</returns>
    internal static async Task<(Reading Reading, IReadOnlySet<string> Objects)> ReadAsync(string path)
    {
        (int exitCode, string output)? run = await Tool.TryRunAsync(Patience, "qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", "--json-key=acroform", path);
        if (run is not (0 or 3, { } json))
        {
            return (new Reading { Refusal = run is null ? "it takes too long" : "it refuses" }, new HashSet<string>());
        }
        // Warnings stand behind the JSON.
        using JsonDocument document = ParseFirst(json);
        var read = new QpdfReading(document.RootElement);
        return (read._reading, read._objects.Keys.ToHashSet(StringComparer.Ordinal));
    }

    private static JsonDocument ParseFirst(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return JsonDocument.ParseValue(ref reader);
    }

    private void ReadPages(JsonElement pages)
    {
        _reading.Items["pages"] = pages.GetArrayLength().ToString(CultureInfo.InvariantCulture);
        int index = 0;
        foreach (JsonElement page in pages.EnumerateArray())
        {
            index++;
            string name = page.GetProperty("object").GetString()!;
            if (Inherited(name, "/MediaBox") is { ValueKind: JsonValueKind.Array } box && box.GetArrayLength() == 4
                && box.EnumerateArray().Select(Resolve).ToArray() is { } sides && sides.All(static s => s.ValueKind == JsonValueKind.Number))
            {
                _reading.Items[$"page {index} MediaBox"] = Reading.Box(sides.Select(static s => s.GetDouble()));
            }
            int rotate = Inherited(name, "/Rotate") is { ValueKind: JsonValueKind.Number } angle && angle.TryGetInt32(out int degrees) ? degrees : 0;
            _reading.Items[$"page {index} Rotate"] = (((rotate % 360) + 360) % 360).ToString(CultureInfo.InvariantCulture);
        }
    }

    private void ReadFields(JsonElement fields)
    {
        foreach (JsonElement field in fields.EnumerateArray())
        {
            string type = field.GetProperty("fieldtype").GetString()!;
            string value = type == "/Tx" && field.GetProperty("value") is { ValueKind: JsonValueKind.String } text ? Value(text)[1..^1] : "";
            _reading.Items.TryAdd($"field {field.GetProperty("fullname").GetString()}", $"{type} {value}");
        }
    }

    private JsonElement Inherited(string page, string key)
    {
        JsonElement node = Resolve(page);
        for (int depth = 0; depth < DeepestTree && node.ValueKind == JsonValueKind.Object; depth++)
        {
            if (node.TryGetProperty(key, out JsonElement value) && Resolve(value) is { ValueKind: not JsonValueKind.Null } found)
            {
                return found;
            }
            if (!node.TryGetProperty("/Parent", out JsonElement parent))
            {
                break;
            }
            node = Resolve(parent);
        }
        return default;
    }

    private JsonElement Resolve(JsonElement value) => value.ValueKind == JsonValueKind.String && IsReference(value.GetString()!) ? Resolve(value.GetString()!) : value;

    private JsonElement Resolve(string reference) =>
        _objects.TryGetValue(reference, out JsonElement found) && found.TryGetProperty("value", out JsonElement value) ? value : default;

    private string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Reading.Number(value.GetDouble()),
        JsonValueKind.String => Word(value.GetString()!),
        JsonValueKind.Array => Reading.Array(value.EnumerateArray().Select(Value)),
        JsonValueKind.Object => Reading.Dictionary(Entries(value)),
        _ => "null",
    };

    private IEnumerable<(string Key, string Value)> Entries(JsonElement dictionary) => dictionary.EnumerateObject().Select(entry => (Word(entry.Name), Value(entry.Value)));

    /// <summary>A name (<c>/A</c>, or <c>n:/A#e9</c> where it is no UTF-8), text (<c>u:</c>), bytes (<c>b:</c>) or a reference.</summary>
    private string Word(string word) => word switch
    {
        ['/', .. var name] => Reading.Name(Encoding.UTF8.GetBytes(name)),
        ['n', ':', '/', .. var name] => Reading.Name(Unescape(name)),
        ['u', ':', .. var text] => $"({text})",
        ['b', ':', .. var hex] => Reading.Text(Convert.FromHexString(hex)),
        _ => _objects.ContainsKey(word) ? word : IsReference(word) ? "null" : word,
    };

    private static byte[] Unescape(string name)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < name.Length; i++)
        {
            bool isEscape = name[i] == '#' && i + 2 < name.Length;
            bytes.Add(isEscape ? Convert.FromHexString(name.AsSpan(i + 1, 2))[0] : (byte)name[i]);
            i += isEscape ? 2 : 0;
        }
        return [.. bytes];
    }

    private static bool IsReference(string word) => word.EndsWith(" R", StringComparison.Ordinal) && char.IsAsciiDigit(word[0]);

    private static bool IsCrossReference(JsonElement value) => value.TryGetProperty("stream", out JsonElement stream)
        && stream.GetProperty("dict").TryGetProperty("/Type", out JsonElement type) && type.ValueEquals("/XRef");
}
