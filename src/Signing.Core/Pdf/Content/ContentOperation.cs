namespace Signing.Core.Pdf.Content;

/// <summary>One step of a content stream (ISO 32000-2, 7.8.2).</summary>
/// <param name="Operator">The operator; an inline image is one step, <c>BI</c>.</param>
/// <param name="Operands">What stood before it, in order; good until the next step is read.</param>
/// <param name="Image">The image of a <c>BI</c>; null otherwise.</param>
internal readonly record struct ContentOperation(string Operator, IReadOnlyList<PdfObject> Operands, InlineImage? Image = null);
