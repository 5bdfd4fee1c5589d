namespace Signing.Core.Pdf;

/// <summary>A widget annotation of a field (ISO 32000-2, 12.5.6.19); merged with its field, it is the field's own dictionary.</summary>
/// <param name="Reference">Null where the widget stands directly in <c>/Kids</c>.</param>
/// <param name="Dictionary">Its dictionary.</param>
internal sealed record PdfWidget(PdfReference? Reference, PdfDictionary Dictionary);
