using System.Globalization;
using System.Text;
using System.Text.Json;
using Signing.Core.Pdf;

namespace Signing.Core.Tests.Pdf;

/// <summary>Compares our objects with those in qpdf's JSON, version 2.</summary>
internal sealed class QpdfJson(PdfView view)
{
    /// <summary>Where the two differ; empty when they don't.</summary>
    internal string Difference(JsonElement expected, PdfObject actual, bool isStreamDictionary = false)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                return actual is PdfNull ? "" : Say(expected, actual);
            case JsonValueKind.True or JsonValueKind.False:
                return actual is PdfBoolean boolean && boolean.Value == expected.GetBoolean() ? "" : Say(expected, actual);
            case JsonValueKind.Number:
                return actual is PdfNumber number && IsSame(expected, number) ? "" : Say(expected, actual);
            case JsonValueKind.String:
                return IsSame(expected.GetString()!, actual) ? "" : Say(expected, actual);
            case JsonValueKind.Array:
                if (actual is not PdfArray array || array.Count != expected.GetArrayLength())
                {
                    return Say(expected, actual);
                }
                return expected.EnumerateArray().Select((e, i) => Difference(e, array[i])).FirstOrDefault(static d => d.Length > 0, "");
            default:
                return DictionaryDifference(expected, actual, isStreamDictionary);
        }
    }

    private string DictionaryDifference(JsonElement expected, PdfObject actual, bool isStreamDictionary)
    {
        if (actual is not PdfDictionary dictionary)
        {
            return Say(expected, actual);
        }
        // A stream's length is not in qpdf's JSON, nor are keys whose value is null or leads to nothing.
        Dictionary<string, PdfObject> ours = dictionary
            .Where(e => view.Resolve(e.Value) is not PdfNull && !(isStreamDictionary && e.Key == "Length"))
            .ToDictionary(static e => NameText(e.Key), static e => e.Value, StringComparer.Ordinal);
        Dictionary<string, JsonElement> theirs = expected.EnumerateObject()
            .Where(e => e.Value.ValueKind != JsonValueKind.Null && !(isStreamDictionary && e.Name == "/Length"))
            .ToDictionary(static e => e.Name, static e => e.Value, StringComparer.Ordinal);
        if (!ours.Keys.Order(StringComparer.Ordinal).SequenceEqual(theirs.Keys.Order(StringComparer.Ordinal)))
        {
            return $"keys {string.Join(' ', theirs.Keys)} and {string.Join(' ', ours.Keys)}";
        }
        return theirs.Select(e => Difference(e.Value, ours[e.Key])).FirstOrDefault(static d => d.Length > 0, "");
    }

    private static bool IsSame(JsonElement expected, PdfNumber actual) => actual is PdfInteger integer && expected.TryGetInt64(out long value)
        ? value == integer.Value
        : expected.GetDouble().Equals(actual.ToDouble());

    private static bool IsSame(string expected, PdfObject actual) => actual switch
    {
        PdfString text when expected.StartsWith("b:", StringComparison.Ordinal) => Convert.FromHexString(expected[2..]).AsSpan().SequenceEqual(text.Value),
        PdfString text => expected.StartsWith("u:", StringComparison.Ordinal) && expected[2..] == text.ToText(),
        PdfName name => NameText(name.Value) == expected,
        PdfReference reference => reference.ToString() == expected,
        PdfReal real => expected == real.Text,
        _ => false,
    };

    /// <summary>A name as qpdf gives it: its bytes read as UTF-8 where they can be.</summary>
    private static string NameText(string name)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(name);
        try
        {
            return "/" + new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"n:/{name}");
        }
    }

    private static string Say(JsonElement expected, PdfObject actual) => $"{expected.GetRawText()} and {actual}";
}
