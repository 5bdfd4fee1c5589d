using Signing.Core.Pdf;

namespace Signing.Core.Verification;

/// <summary>
/// How many pages a document had at its revisions. The page tree is walked again only where a revision touched one of its inner nodes, or
/// made one of a page. Not to know the number is no fault of the document's: nothing else depends on it.
/// </summary>
internal sealed class PageCounts
{
    // Of all walks together; beyond that the number is not told.
    private const int MostPages = 2_000_000;

    private readonly PdfDocument _document;
    private readonly Dictionary<int, int?> _counts = [];
    private HashSet<int> _inner = [];
    private HashSet<int> _pages = [];
    private PdfObject? _root;
    private int? _last;
    private int _walked;

    private PageCounts(PdfDocument document) => _document = document;

    /// <summary>The number of pages at a revision; null where it is not known.</summary>
    internal int? At(int revision) => _counts.GetValueOrDefault(revision);

    /// <param name="document">The document, opened.</param>
    /// <param name="revisions">The revisions that are asked for.</param>
    internal static PageCounts Read(PdfDocument document, IEnumerable<int> revisions)
    {
        var counts = new PageCounts(document);
        HashSet<int> wanted = [.. revisions];
        document.Meter.Enter();
        try
        {
            int last = 0;
            foreach (int revision in wanted.Order())
            {
                counts._counts[revision] = counts.Count(last + 1, revision);
                last = revision;
            }
        }
        catch (SigningException e) when (e.Code is ErrorCodes.PdfDamaged or ErrorCodes.PdfEncrypted or ErrorCodes.PdfBudget)
        {
            // What is counted stays; the rest is not known.
        }
        finally
        {
            document.Meter.Leave();
        }
        return counts;
    }

    private int? Count(int first, int revision)
    {
        bool isSame = first > 1;
        for (int between = first; isSame && between <= revision; between++)
        {
            isSame = IsSame(_document.Revisions[between - 1]);
        }
        return isSame ? _last : _last = Walk(_document.At(revision));
    }

    private bool IsSame(PdfRevision revision)
    {
        if (!Equals(revision.Trailer["Root"], _root) || revision.NamesAny(_inner))
        {
            return false;
        }
        PdfView view = _document.At(revision.Number);
        return !revision.NamesAny(_pages) || revision.Entries.All(entry => !_pages.Contains(entry.Number) || IsPage(view, entry.Number));
    }

    private static bool IsPage(PdfView view, int number) =>
        view.GetObject(number) is PdfDictionary page && (page.IsName("Type", "Page") || view.Resolve(page["Kids"]) is not PdfArray);

    private int? Walk(PdfView view)
    {
        view.LookedFor = _inner = [];
        _pages = [];
        _root = view.Trailer["Root"];
        int count = 0;
        foreach (PdfPage page in PdfPages.All(view))
        {
            if (++_walked > MostPages)
            {
                return null;
            }
            count++;
            if (page.Reference is { } reference)
            {
                _pages.Add(reference.Number);
            }
        }
        view.LookedFor = null;
        _inner.ExceptWith(_pages);
        return count;
    }
}
