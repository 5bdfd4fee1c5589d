using System.Collections;

namespace Signing.Core.Pdf;

/// <summary>An array (ISO 32000-2, 7.3.6).</summary>
internal sealed class PdfArray : PdfPlacedObject, IReadOnlyList<PdfObject>
{
    private readonly List<PdfObject> _items;

    public PdfArray(params ReadOnlySpan<PdfObject> items)
    {
        _items = new List<PdfObject>(items.Length);
        _items.AddRange(items);
    }

    internal PdfArray(List<PdfObject> items) => _items = items;

    public int Count => _items.Count;

    public PdfObject this[int index]
    {
        get => _items[index];
        set
        {
            ThrowIfFrozen();
            _items[index] = value;
        }
    }

    public void Add(PdfObject item)
    {
        ThrowIfFrozen();
        _items.Add(item);
    }

    /// <summary>A copy that may be edited; the items are shared.</summary>
    public PdfArray Clone() => new(new List<PdfObject>(_items));

    /// <summary>Puts another value in the place of one that was read, before anybody has seen it.</summary>
    internal void ReplaceRead(int index, PdfObject value) => _items[index] = value;

    public List<PdfObject>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<PdfObject> IEnumerable<PdfObject>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public override string ToString() => $"[{string.Join(' ', _items)}]";
}
