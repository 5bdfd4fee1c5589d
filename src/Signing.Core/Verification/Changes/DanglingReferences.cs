using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Numbers that older revisions refer to and do not have. Whoever made such a document may have left a page's content to come:
/// a stream that takes one of these numbers later is not only what it says it is. Looked for only when a stream is added.
/// </summary>
internal sealed class DanglingReferences(PdfDocument document)
{
    private readonly HashSet<int> _dangling = [];
    private readonly HashSet<int> _referred = [];
    private readonly HashSet<int> _unreadable = [];
    private int _scanned;

    /// <summary>Whether a number was referred to before it existed, or that cannot be known.</summary>
    /// <param name="number">The number of an object that is new.</param>
    /// <param name="revision">The revision that adds it.</param>
    internal bool Contains(int number, int revision)
    {
        if (_scanned == 0)
        {
            // What was replaced before, no reader sees any more.
            _scanned = revision - 1;
            Scan(document.At(_scanned), document.At(_scanned).Entries);
        }
        while (_scanned < revision - 1)
        {
            PdfRevision next = document.Revisions[_scanned++];
            Scan(document.At(_scanned), next.Entries);
        }
        // What this reader cannot read, another may; what nothing refers to, nobody looks for.
        return _dangling.Contains(number) || _unreadable.Overlaps(_referred);
    }

    private void Scan(PdfView view, IEnumerable<CrossReferenceEntry> entries)
    {
        Visit(view, view.Trailer);
        foreach (CrossReferenceEntry entry in entries.Where(static entry => entry.Kind != CrossReferenceKind.Free))
        {
            try
            {
                Visit(view, view.GetObject(entry.Number));
            }
            catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
            {
                _unreadable.Add(entry.Number);
            }
        }
    }

    private void Visit(PdfView view, PdfObject value)
    {
        switch (value)
        {
            case PdfReference reference:
                if (_referred.Add(reference.Number) && !view.Has(reference.Number))
                {
                    _dangling.Add(reference.Number);
                }
                break;
            case PdfStream stream:
                Visit(view, stream.Dictionary);
                break;
            case PdfArray array:
                foreach (PdfObject item in array)
                {
                    Visit(view, item);
                }
                break;
            case PdfDictionary dictionary:
                foreach ((_, PdfObject item) in dictionary)
                {
                    Visit(view, item);
                }
                break;
        }
    }
}
