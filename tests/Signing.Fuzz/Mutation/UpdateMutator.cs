using System.Globalization;
using System.Text;
using Signing.Core;
using Signing.Core.Pdf;
using Signing.Fuzz.Targets;

namespace Signing.Fuzz.Mutation;

/// <summary>
/// Appends one more incremental update to a document: some of its objects, changed where that means something, behind a section in one of
/// the forms that there are. The bytes before stay.
/// </summary>
internal sealed class UpdateMutator : IMutator
{
    private const int MostObjects = 3;
    private const int HighestNew = 5;

    private readonly PdfMutator _objects = new();

    public byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        try
        {
            using PdfDocument document = PdfDocument.Open(PdfSource.FromMemory(input), FuzzTarget.Budget);
            byte[] updated = document.IsRepaired ? input : Update(document, input, other, random);
            return updated.Length > ByteMutator.LargestInput ? input : updated;
        }
        catch (SigningException unreadable) when (unreadable.Code.StartsWith("pdf.", StringComparison.Ordinal))
        {
            return input;
        }
    }

    private byte[] Update(PdfDocument document, byte[] input, byte[] other, Random random)
    {
        var text = new StringBuilder();
        var rows = new SortedDictionary<int, (char Kind, int Generation, long Offset)>();
        CrossReferenceEntry[] entries = [.. document.Current.Entries.Where(static entry => entry.Number > 0 && entry.Kind != CrossReferenceKind.Free)];
        for (int i = random.Next(MostObjects + 1); i > 0; i--)
        {
            CrossReferenceEntry entry = entries[random.Next(entries.Length)];
            int number = random.Next(4) == 0 ? document.HighestNumberEnd + random.Next(HighestNew) : entry.Number;
            int generation = random.Next(20) == 0 ? 1 : 0;
            rows[number] = ('n', generation, input.Length + text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{number} {generation} obj\n{Body(document, entry, input, other, random)}\nendobj\n");
        }
        if (random.Next(4) == 0)
        {
            // An entry alone: to where another object stands, or to nowhere.
            CrossReferenceEntry entry = entries[random.Next(entries.Length)];
            CrossReferenceEntry place = entries[random.Next(entries.Length)];
            rows[entry.Number] = random.Next(2) == 0 ? ('f', random.Next(2), 0) : ('n', 0, random.Next(2) == 0 ? place.Offset : entry.Offset);
        }
        Close(document, text, rows, input.Length, random);
        return [.. input, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    /// <summary>An object as it is written, mostly changed.</summary>
    private string Body(PdfDocument document, in CrossReferenceEntry entry, byte[] input, byte[] other, Random random)
    {
        PdfIndirectObject found = document.Current.Find(entry.Number) ?? throw PdfError.Damaged("an entry leads to no object", entry.Offset);
        string written = found.StreamNumber is not null
            ? found.Value.ToString() ?? "null"
            : Encoding.Latin1.GetString(input, (int)found.Offset, (int)(found.EndOffset - found.Offset));
        string body = written[(written.IndexOf("obj", StringComparison.Ordinal) is >= 0 and < 16 and int head ? head + 3 : 0)..];
        body = body.EndsWith("endobj", StringComparison.Ordinal) ? body[..^6] : body;
        if (random.Next(8) == 0)
        {
            return body.Trim();
        }
        // The mutator knows objects by their heads and ends.
        string changed = Encoding.Latin1.GetString(_objects.Mutate(Encoding.Latin1.GetBytes($"1 0 obj {body} endobj"), other, random));
        return changed.Replace("1 0 obj", "", StringComparison.Ordinal).Replace("endobj", "", StringComparison.Ordinal).Trim();
    }

    private static void Close(PdfDocument document, StringBuilder text, SortedDictionary<int, (char Kind, int Generation, long Offset)> rows, int start, Random random)
    {
        long previous = document.Revisions[^1].StartXref;
        string entries = string.Concat(((string[])["Root", "ID", "Encrypt"]).Where(key => document.Trailer[key] is not null).Select(key => $"/{key} {Syntax(document.Trailer[key]!)}"));
        int own = document.HighestNumberEnd + HighestNew;
        string common = string.Create(CultureInfo.InvariantCulture, $"/Size {own + 1}{entries}/Prev {previous}");
        bool isStream = random.Next(8) == 0 ? random.Next(2) == 0 : document.Revisions[^1].Form == CrossReferenceForm.Stream;
        long section = start + text.Length;
        if (isStream)
        {
            rows[own] = ('n', 0, section);
            byte[] data = [.. rows.Values.SelectMany(static row => new[] { (byte)(row.Kind == 'n' ? 1 : 0), (byte)(row.Offset >> 16), (byte)(row.Offset >> 8), (byte)row.Offset, (byte)row.Generation })];
            string index = string.Join(' ', rows.Keys.Select(static number => $"{number} 1"));
            text.Append(CultureInfo.InvariantCulture, $"{own} 0 obj\n<</Type/XRef/W[1 3 1]/Index[{index}]{common}/Length {data.Length}>>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream\nendobj\n");
        }
        else
        {
            text.Append(rows.Count == 0 ? "xref\n0 0\n" : "xref\n");
            foreach ((int number, (char kind, int generation, long offset)) in rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} {generation:D5} {kind} \n");
            }
            text.Append(CultureInfo.InvariantCulture, $"trailer\n<<{common}>>\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"startxref\n{section}\n%%EOF\n");
    }

    private static string Syntax(PdfObject value) => value is PdfArray id
        ? $"[{string.Concat(id.OfType<PdfString>().Select(static part => $"<{Convert.ToHexString(part.Value)}>"))}]"
        : value.ToString() ?? "null";
}
