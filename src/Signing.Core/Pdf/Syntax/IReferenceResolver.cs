namespace Signing.Core.Pdf.Syntax;

/// <summary>Follows references while an object is read: a stream's length may be one.</summary>
internal interface IReferenceResolver
{
    public PdfObject Resolve(PdfObject? value);
}
