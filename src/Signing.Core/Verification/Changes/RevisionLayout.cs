using System.Text;
using System.Text.RegularExpressions;
using Signing.Core.Pdf;
using Signing.Core.Pdf.CrossReferences;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Whether every byte of a revision belongs to an object that its own cross-reference section names, to that section, or
/// to what closes it. Other bytes are nothing to us, but a reader that searches for objects would find them there.
/// </summary>
internal static partial class RevisionLayout
{
    private const int LongestGap = 4096;
    private const int LongestTable = 1 << 20;

    private static readonly HashSet<string> SectionKeys = new(StringComparer.Ordinal)
    {
        "Type", "Size", "Index", "Prev", "W", "Root", "Encrypt", "Info", "ID", "Length", "Filter", "DecodeParms",
    };

    /// <param name="document">The document.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="before">The revision before.</param>
    /// <returns>What does not belong, for a sentence, and how grave that is; null where all is accounted for.</returns>
    internal static (ChangeLevel Level, string Detail)? FindStray(PdfDocument document, PdfRevision revision, PdfView before)
    {
        if (revision.Trailer.Defects != PdfDictionaryDefects.None || document.SectionsOf(revision).Any(section => section.ConflictsAfter(before).Any()))
        {
            return (ChangeLevel.Forbidden, "the cross-reference of a later revision leads readers to different objects");
        }
        CrossReferenceSection section = revision.Newest;
        long start = section.StartXref + document.HeaderOffset;
        CrossReferenceStream? stream = section as CrossReferenceStream ?? (section as CrossReferenceTable)?.Hidden;
        bool isPlain = revision.SectionCount == 1
            && (section is not CrossReferenceTable table || IsPlainTable(document, table, start))
            && (stream is null || IsPlainStream(stream, before.Trailer));
        if (!isPlain)
        {
            return (ChangeLevel.Unknown, "the cross-reference of a later revision can be read in two ways");
        }
        List<(long Start, long End)> parts = Objects(document, revision, stream);
        parts.Add((start, section.EndOffset));
        if (section is CrossReferenceTable && stream is not null && stream.Offset >= revision.StartOffset)
        {
            parts.Add((stream.Offset, stream.EndOffset));
        }
        parts.Sort();
        long position = revision.StartOffset;
        foreach ((long from, long end) in parts)
        {
            string? gap = from < position ? null : Text(document.Source, position, from, LongestGap);
            if (gap is not null && LostObject().IsMatch(gap))
            {
                return (ChangeLevel.Forbidden, "a later revision has an object that no cross-reference entry names");
            }
            if (gap is null || !IsIdle(gap))
            {
                return (ChangeLevel.Unknown, "a later revision has bytes that belong to no object");
            }
            position = end;
        }
        bool isClosed = parts[^1].Start == start && Text(document.Source, position, revision.EndOffset, LongestGap) is { } closing && IsClosing(closing);
        return isClosed ? null : (ChangeLevel.Unknown, "a later revision does not end with its cross-reference");
    }

    /// <summary>Where the revision's own objects stand; an entry may also name one that stood there before. A cross-reference stream often has no entry.</summary>
    private static List<(long Start, long End)> Objects(PdfDocument document, PdfRevision revision, CrossReferenceStream? stream)
    {
        PdfView view = document.At(revision.Number);
        var parts = new List<(long Start, long End)>();
        foreach (CrossReferenceEntry entry in revision.Entries)
        {
            if (entry.Kind == CrossReferenceKind.InFile && entry.Offset >= revision.StartOffset && view.Find(entry.Number) is { } found && found.Offset != stream?.Offset)
            {
                parts.Add((found.Offset, found.EndOffset));
            }
        }
        return parts;
    }

    /// <summary>One entry an object, with rows of 20 bytes (ISO 32000-2, 7.5.4).</summary>
    private static bool IsPlainTable(PdfDocument document, CrossReferenceTable table, long start) =>
        table.HasDisjointRanges && Text(document.Source, start, table.Trailer.Offset, LongestTable) is { } text && Table().IsMatch(text);

    /// <summary>One entry an object, and nothing in dictionary or data that could serve as something else (7.5.8).</summary>
    private static bool IsPlainStream(CrossReferenceStream stream, PdfDictionary previous)
    {
        foreach ((string key, PdfObject value) in stream.Trailer)
        {
            if (!SectionKeys.Contains(key) && !PdfEquality.Same(value, previous[key]))
            {
                return false;
            }
        }
        return stream.Trailer["W"] is PdfArray { Count: 3 } && stream.IsExact;
    }

    private static bool IsClosing(string text)
    {
        int at = text.IndexOf("startxref", StringComparison.Ordinal);
        return at >= 0 && IsIdle(text[..at]) && !LostObject().IsMatch(text[..at]) && Closing().IsMatch(text[at..]);
    }

    /// <summary>White space and comments, in which not even a reader that searches finds a cross-reference.</summary>
    private static bool IsIdle(string gap) => Idle().IsMatch(gap) && !gap.Contains("startxref", StringComparison.Ordinal);

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

    [GeneratedRegex(@"\A[\0\t\n\f\r ]*xref[ ]*(?:\r\n?|\n)(?>[0-9]{1,10} [0-9]{1,10}[ ]*(?:\r\n?|\n)(?:[0-9]{10} [0-9]{5} [nf](?: \r| \n|\r\n))*)+[\0\t\n\f\r ]*trailer[\0\t\n\f\r ]*\z")]
    private static partial Regex Table();

    [GeneratedRegex(@"[0-9][\0\t\n\f\r ]+[0-9]+[\0\t\n\f\r ]*obj")]
    private static partial Regex LostObject();

    [GeneratedRegex(@"\Astartxref[\0\t\n\f\r ]+[0-9]{1,10}[\0\t\n\f\r ]+%%EOF[\0\t\n\f\r ]*\z")]
    private static partial Regex Closing();
}
