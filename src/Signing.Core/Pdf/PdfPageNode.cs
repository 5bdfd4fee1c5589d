namespace Signing.Core.Pdf;

/// <summary>A node of the page tree on the way down to a page; <c>/Parent</c> entries are never followed.</summary>
internal sealed record PdfPageNode(PdfView View, PdfDictionary Dictionary, PdfPageNode? Parent, int Depth);
