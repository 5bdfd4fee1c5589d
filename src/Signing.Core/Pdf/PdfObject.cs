namespace Signing.Core.Pdf;

/// <summary>
/// One value of a document (ISO 32000-2, 7.3). Objects that were read are frozen: whoever edits one takes a copy first.
/// </summary>
internal abstract class PdfObject
{
    private protected PdfObject()
    {
    }

    /// <summary>
    /// Where the first byte stands in the file; -1 for values that were made here or come from an object stream, and for
    /// null, booleans, numbers, names and references, which are shared.
    /// </summary>
    public virtual long Offset => -1;

    /// <summary>Where the byte after the last one stands in the file; -1 where <see cref="Offset"/> is.</summary>
    public virtual long EndOffset => -1;
}
