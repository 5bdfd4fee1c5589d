using System.Buffers.Binary;
using System.Text;

namespace Signing.Core.Pdf.Content.Fonts;

/// <summary>A ToUnicode CMap (ISO 32000-2, 9.10.3): what the codes of a font stand for.</summary>
internal sealed class ToUnicodeMap
{
    private const int MostEntries = 200_000;

    private readonly Dictionary<int, string> _texts = [];
    private int _entries;

    private ToUnicodeMap()
    {
    }

    /// <summary>The text of a code; null where the map does not say.</summary>
    internal string? Find(int code) => _texts.GetValueOrDefault(code);

    /// <param name="content">The decoded CMap.</param>
    /// <param name="codeLength">How many bytes the font's codes have.</param>
    /// <param name="meter">The document's budget.</param>
    internal static ToUnicodeMap Read(byte[] content, int codeLength, BudgetMeter meter)
    {
        var map = new ToUnicodeMap();
        foreach (ContentOperation operation in ContentReader.Read(content, meter))
        {
            switch (operation.Operator)
            {
                case "endbfchar":
                    map.AddSingles(operation.Operands, codeLength);
                    break;
                case "endbfrange":
                    map.AddRanges(operation.Operands, codeLength);
                    break;
            }
        }
        return map;
    }

    private void AddSingles(IReadOnlyList<PdfObject> operands, int codeLength)
    {
        for (int at = 0; at + 1 < operands.Count; at += 2)
        {
            if (Code(operands[at], codeLength) is { } code && operands[at + 1] is PdfString text)
            {
                Add(code, Text(text.Value));
            }
        }
    }

    private void AddRanges(IReadOnlyList<PdfObject> operands, int codeLength)
    {
        for (int at = 0; at + 2 < operands.Count; at += 3)
        {
            if (Code(operands[at], codeLength) is not { } first || Code(operands[at + 1], codeLength) is not { } last)
            {
                continue;
            }
            for (int code = first; code <= last; code++)
            {
                switch (operands[at + 2])
                {
                    case PdfArray each when code - first < each.Count && each[code - first] is PdfString text:
                        Add(code, Text(text.Value));
                        break;
                    case PdfString { Value: { Length: > 0 } start }:
                        Add(code, Counted(start, code - first));
                        break;
                }
            }
        }
    }

    /// <summary>A code that is told twice, and not alike, tells nothing.</summary>
    private void Add(int code, string text)
    {
        if (++_entries > MostEntries)
        {
            throw PdfError.Damaged("a CMap lists codes without end", -1);
        }
        if (!_texts.TryAdd(code, text) && _texts[code] != text)
        {
            _texts[code] = "\uFFFD";
        }
    }

    /// <summary>The text of a range's first code, its last unit counted on.</summary>
    private static string Counted(byte[] start, int steps)
    {
        string text = Text(start);
        return text.Length == 0 ? "\uFFFD" : text[..^1] + (char)(text[^1] + steps);
    }

    private static int? Code(PdfObject value, int length) => value is PdfString { Value: var bytes } && bytes.Length == length
        ? length == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes)
        : null;

    private static string Text(byte[] bytes) => Encoding.BigEndianUnicode.GetString(bytes);
}
