using Signing.Core.Pdf;
using Signing.Core.Verification.Changes;

namespace Signing.Core.Verification.Ambiguity;

/// <summary>The object numbers that a revision's catalog leads to.</summary>
internal sealed class Reach
{
    private const int MostObjects = 200_000;

    private readonly PdfView _view;
    private readonly HashSet<int> _numbers = [];
    private readonly Stack<int> _open = new();
    private bool _isWhole = true;

    internal Reach(PdfView view)
    {
        _view = view;
        Take(view.CatalogReference);
        while (_open.TryPop(out int number))
        {
            Open(number);
        }
    }

    /// <summary>Whether an object is led to, be it that there is none; true where that is too much to find out.</summary>
    internal bool Has(int number) => !_isWhole || _numbers.Contains(number);

    private void Take(PdfReference reference)
    {
        if (_numbers.Count == MostObjects)
        {
            _isWhole = false;
            _open.Clear();
        }
        else if (_isWhole && _numbers.Add(reference.Number))
        {
            _open.Push(reference.Number);
        }
    }

    private void Open(int number)
    {
        if (_view.TryGet(number, out CrossReferenceEntry entry) && entry.Kind == CrossReferenceKind.InStream)
        {
            // What holds an object is led to with it.
            _numbers.Add(entry.StreamNumber);
        }
        try
        {
            References.Visit(_view.GetObject(number), Take);
        }
        catch (SigningException damaged) when (damaged.Code == ErrorCodes.PdfDamaged)
        {
            // What this reader cannot read, it was told of.
        }
    }
}
