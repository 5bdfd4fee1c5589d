namespace Signing.Core.Pdf;

/// <summary>
/// The place of a signature's <c>/Contents</c> in an update: a hexadecimal string of zeros that the signature value fills
/// later (ISO 32000-2, 12.8.1). An update has at most one.
/// </summary>
/// <param name="byteCount">How many bytes the value may have; each is two digits.</param>
internal sealed class PdfContentsHole(int byteCount) : PdfObject
{
    public int ByteCount { get; } = byteCount;
}
