namespace Signing.Core.Pdf;

/// <summary>A value that knows where in the file it stands: strings, arrays, dictionaries and streams.</summary>
internal abstract class PdfPlacedObject : PdfObject
{
    private long _offset = -1;
    private long _endOffset = -1;

    private protected PdfPlacedObject()
    {
    }

    public override long Offset => _offset;

    public override long EndOffset => _endOffset;

    /// <summary>Whether the value was read from a document, so that others may hold it too.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Marks the value as read; with a place in the file unless <paramref name="offset"/> is negative.</summary>
    internal void Freeze(long offset, long endOffset)
    {
        IsFrozen = true;
        _offset = offset;
        _endOffset = offset < 0 ? -1 : endOffset;
    }

    private protected void ThrowIfFrozen()
    {
        if (IsFrozen)
        {
            throw new InvalidOperationException("This value was read from a document; edit a Clone() of it.");
        }
    }
}
