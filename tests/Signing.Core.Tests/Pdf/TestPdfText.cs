using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Signing.Core.Tests.Pdf;

/// <summary>
/// A document written by hand: what is given stands there byte for byte, and only places are filled in. In any text,
/// <c>{7}</c> becomes the place of object 7 in ten digits, <c>{prev}</c> that of the last cross-reference section.
/// </summary>
internal sealed partial class TestPdfText
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, long> _places = [];
    private long _section;

    internal TestPdfText(string header = "%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n")
    {
        _text.Append(header);
    }

    /// <summary>Catalog, page tree, page, font and content as objects 1 to 5, with further entries of catalog and page.</summary>
    internal TestPdfText Basics(string catalog = "", string page = "") => this
        .Object(1, $"<< /Type /Catalog /Pages 2 0 R {catalog} >>")
        .Object(2, "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> >>")
        .Object(3, $"<< /Type /Page /Parent 2 0 R /Contents 5 0 R {page} >>")
        .Object(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        .Stream(5, "", "BT /F1 24 Tf 72 720 Td (By hand) Tj ET");

    internal TestPdfText Text(string text)
    {
        _text.Append(Place().Replace(text, match => match.Groups[1].Value == "prev"
            ? _section.ToString(CultureInfo.InvariantCulture)
            : At(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToString("D10", CultureInfo.InvariantCulture)));
        return this;
    }

    internal TestPdfText Object(int number, string body, int generation = 0)
    {
        _places[number] = _text.Length;
        return Text($"{number} {generation} obj\n{body}\nendobj\n");
    }

    internal TestPdfText Stream(int number, string entries, string data)
    {
        _places[number] = _text.Length;
        Text($"{number} 0 obj\n<< {entries} /Length {data.Length} >>\nstream\n");
        _text.Append(data);
        return Text("\nendstream\nendobj\n");
    }

    /// <summary>A table: its subsections without the keyword before and the trailer after them; then the trailer's entries.</summary>
    internal TestPdfText Table(string subsections, string trailer) => Section($"xref\n{subsections}trailer\n<< /Root 1 0 R {trailer} >>\n");

    /// <summary>A table with one subsection from 0 to the highest object, all of generation 0.</summary>
    internal TestPdfText Table(string trailer = "")
    {
        int[] numbers = [.. Enumerable.Range(1, _places.Keys.Max())];
        string rows = string.Concat(numbers.Select(n => _places.ContainsKey(n) ? $"{{{n}}} 00000 n \n" : "0000000000 00001 f \n"));
        return Table($"0 {numbers.Length + 1}\n0000000000 65535 f \n{rows}", $"/Size {numbers.Length + 1} {trailer}");
    }

    /// <summary>A cross-reference stream of plain bytes; it is an object like others, and its own row is the last.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="widths">Its <c>/W</c>.</param>
    /// <param name="entries">Its other entries but <c>/Length</c>.</param>
    /// <param name="rows">The fields of each row; the own place is -1.</param>
    internal TestPdfText StreamSection(int number, int[] widths, string entries, params long[][] rows)
    {
        long here = _text.Length;
        var data = new StringBuilder();
        foreach (long[] row in rows)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                for (int shift = (widths[i] - 1) * 8; shift >= 0; shift -= 8)
                {
                    data.Append((char)(((row[i] < 0 ? here : row[i]) >> shift) & 0xFF));
                }
            }
        }
        Stream(number, $"/Type /XRef /W [{string.Join(' ', widths)}] /Root 1 0 R {entries}", data.ToString());
        _section = here;
        return this;
    }

    /// <summary>Any text that is the newest cross-reference section.</summary>
    internal TestPdfText Section(string text)
    {
        long here = _text.Length;
        Text(text);
        _section = here;
        return this;
    }

    internal TestPdfText End(string end = "%%EOF\n") => Text($"startxref\n{{prev}}\n{end}");

    /// <summary>Where an object stands.</summary>
    internal long At(int number) => _places[number];

    internal byte[] Build() => Encoding.Latin1.GetBytes(_text.ToString());

    [GeneratedRegex(@"\{(prev|[0-9]+)\}")]
    private static partial Regex Place();
}
