namespace Signing.Core.Pdf.Content;

/// <summary>An image within a content stream (ISO 32000-2, 8.9.7).</summary>
/// <param name="Dictionary">Its entries; keys and values may be abbreviated (table 91).</param>
/// <param name="Data">Its encoded bytes.</param>
internal sealed record InlineImage(PdfDictionary Dictionary, ReadOnlyMemory<byte> Data);
