using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Whether every byte of a revision belongs to an object that its own cross-reference section names, to that section, or
/// to what closes it. Other bytes are nothing to us, but a reader that searches for objects would find them there.
/// </summary>
internal static partial class RevisionLayout
{
    private const int LongestGap = 4096;
    private const int LongestTable = 64 * 1024;
    private const int WidestField = 8;

    private static readonly HashSet<string> SectionKeys = new(StringComparer.Ordinal)
    {
        "Type", "Size", "Index", "Prev", "W", "Root", "Encrypt", "Info", "ID", "Length", "Filter", "DecodeParms",
    };

    /// <param name="document">The document.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="previous">The trailer of the revision before.</param>
    /// <returns>What does not belong, for a sentence; null where all is accounted for.</returns>
    internal static string? FindStray(PdfDocument document, PdfRevision revision, PdfDictionary previous)
    {
        if (revision.SectionCount != 1 || revision.Form == CrossReferenceForm.Hybrid || revision.Trailer.Defects != PdfDictionaryDefects.None)
        {
            return "the cross-reference of a later revision can be read in two ways";
        }
        long section = revision.StartXref + document.HeaderOffset;
        PdfView view = document.At(revision.Number);
        List<(long Start, long End)> parts = Objects(view, revision);
        if (revision.Form == CrossReferenceForm.Table)
        {
            if (!IsPlainTable(document.Source, section, revision.Trailer.Offset))
            {
                return "the cross-reference table of a later revision can be read in two ways";
            }
            parts.Add((section, revision.Trailer.EndOffset));
        }
        else if (!IsPlainStream(view, revision, previous, section))
        {
            return "the cross-reference stream of a later revision can be read in two ways";
        }
        parts.Sort();
        long position = revision.StartOffset;
        foreach ((long start, long end) in parts)
        {
            if (start < position || Text(document.Source, position, start, LongestGap) is not { } gap || !IsIdle(gap))
            {
                return "a later revision has bytes that belong to no object";
            }
            position = end;
        }
        bool isClosed = parts[^1].Start == section
            && Text(document.Source, position, revision.EndOffset, LongestGap) is { } closing && Closing().IsMatch(closing);
        return isClosed ? null : "a later revision does not end with its cross-reference";
    }

    /// <summary>Where the revision's own objects stand; an entry may also name one that stood there before.</summary>
    private static List<(long Start, long End)> Objects(PdfView view, PdfRevision revision)
    {
        var parts = new List<(long Start, long End)>();
        foreach (CrossReferenceEntry entry in revision.Entries)
        {
            if (entry.Kind == CrossReferenceKind.InFile && entry.Offset >= revision.StartOffset && view.Find(entry.Number) is { } found)
            {
                parts.Add((found.Offset, found.EndOffset));
            }
        }
        return parts;
    }

    /// <summary>One entry an object, in order, with rows of 20 bytes (ISO 32000-2, 7.5.4).</summary>
    private static bool IsPlainTable(PdfSource source, long start, long end)
    {
        if (Text(source, start, end, LongestTable) is not { } text || Table().Match(text) is not { Success: true } table)
        {
            return false;
        }
        return IsAscending(
            table.Groups["first"].Captures.Select(static c => long.Parse(c.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)),
            table.Groups["count"].Captures.Select(static c => long.Parse(c.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    /// <summary>One entry an object, in order, and nothing in dictionary or data that could serve as something else (7.5.8).</summary>
    private static bool IsPlainStream(PdfView view, PdfRevision revision, PdfDictionary previous, long section)
    {
        PdfDictionary trailer = revision.Trailer;
        foreach ((string key, PdfObject value) in trailer)
        {
            if (!SectionKeys.Contains(key) && !PdfEquality.Same(value, previous[key]))
            {
                return false;
            }
        }
        CrossReferenceEntry own = revision.Entries.FirstOrDefault(entry => entry.Kind == CrossReferenceKind.InFile && entry.Offset == section);
        if (view.Find(own.Number)?.Value is not PdfStream stream
            || trailer["W"] is not PdfArray { Count: 3 } widths || !widths.All(static width => width is PdfInteger { Value: >= 0 and <= WidestField })
            || trailer["Index"] is not PdfArray index || index.Count % 2 != 0 || !index.All(static number => number is PdfInteger))
        {
            return false;
        }
        long[] numbers = [.. index.Cast<PdfInteger>().Select(static number => number.Value)];
        long rows = numbers.Where(static (_, i) => i % 2 == 1).Sum();
        return IsAscending(numbers.Where(static (_, i) => i % 2 == 0), numbers.Where(static (_, i) => i % 2 == 1))
            && view.Decode(stream).Length == rows * widths.Cast<PdfInteger>().Sum(static width => width.Value);
    }

    private static bool IsAscending(IEnumerable<long> firsts, IEnumerable<long> counts)
    {
        long next = 0;
        foreach ((long first, long count) in firsts.Zip(counts))
        {
            if (first < next)
            {
                return false;
            }
            next = first + count;
        }
        return true;
    }

    /// <summary>White space and comments, in which not even a reader that searches finds an object.</summary>
    private static bool IsIdle(string gap) =>
        Idle().IsMatch(gap) && !gap.Contains("obj", StringComparison.Ordinal) && !gap.Contains("startxref", StringComparison.Ordinal);

    private static string? Text(PdfSource source, long start, long end, int limit)
    {
        if (start > end || end - start > limit)
        {
            return null;
        }
        byte[] bytes = new byte[end - start];
        source.ReadExactly(start, bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    [GeneratedRegex(@"\A(?>[\0\t\n\f\r ]|%[^\r\n]*[\r\n])*\z")]
    private static partial Regex Idle();

    [GeneratedRegex(@"\Axref[ ]?(?:\r\n?|\n)(?>(?<first>[0-9]{1,10}) (?<count>[0-9]{1,10})[ ]?(?:\r\n?|\n)(?:[0-9]{10} [0-9]{5} [nf](?: \r| \n|\r\n))*)+trailer[\r\n ]*\z")]
    private static partial Regex Table();

    [GeneratedRegex(@"\A[\r\n ]*startxref[\r\n ]+[0-9]{1,10}[\r\n ]+%%EOF[\r\n ]*\z")]
    private static partial Regex Closing();
}
