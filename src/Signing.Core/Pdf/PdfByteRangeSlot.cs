namespace Signing.Core.Pdf;

/// <summary>
/// The place of a signature's <c>/ByteRange</c> in an update; <see cref="PdfUpdate.Write"/> fills it with the two ranges
/// around the <see cref="PdfContentsHole"/> (ISO 32000-2, 12.8.1).
/// </summary>
internal sealed class PdfByteRangeSlot : PdfObject;
