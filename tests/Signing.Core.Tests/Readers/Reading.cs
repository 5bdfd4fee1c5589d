using System.Globalization;
using System.Text;
using Signing.Core.Pdf;

namespace Signing.Core.Tests.Readers;

/// <summary>
/// What one reader found in a document, item by item, in words that do not depend on the reader: <c>pages</c>,
/// <c>page 1 MediaBox</c>, <c>page 1 Rotate</c>, <c>object 7 0</c>, <c>field a.b</c>.
/// </summary>
internal sealed class Reading
{
    internal Dictionary<string, string> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the reader found nothing at all; null where it opened the document.</summary>
    internal string? Refusal { get; init; }

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Box(IEnumerable<double> sides) => $"[{string.Join(' ', sides.Select(Number))}]";

    internal static string Name(ReadOnlySpan<byte> bytes) => "/" + Encoding.Latin1.GetString(bytes);

    /// <summary>A string by what it says as text, for not every reader tells its bytes.</summary>
    internal static string Text(byte[] bytes) => $"({new PdfString(bytes).ToText()})";

    /// <summary>A dictionary, its keys in order and without those that lead to nothing.</summary>
    internal static string Dictionary(IEnumerable<(string Key, string Value)> entries) =>
        $"<<{string.Join(' ', entries.Where(static e => e.Value != "null").OrderBy(static e => e.Key, StringComparer.Ordinal).Select(static e => $"{e.Key} {e.Value}"))}>>";

    internal static string Array(IEnumerable<string> items) => $"[{string.Join(' ', items)}]";

    /// <summary>A stream by its dictionary, the length aside.</summary>
    internal static string Stream(IEnumerable<(string Key, string Value)> entries) => "stream " + Dictionary(entries.Where(static e => e.Key != "/Length"));
}
