namespace Signing.Core.Pdf.Repair;

/// <summary>
/// A place where a signature dictionary stands or stood: its <c>/ByteRange</c> or its <c>/Type</c>. Damage may have cut it
/// off from its field; that makes it no less a signature.
/// </summary>
/// <param name="Offset">Where the mark stands in the file; -1 where it is in an object stream.</param>
/// <param name="Object">The object around it; free where there is none.</param>
internal sealed record SignatureMark(long Offset, CrossReferenceEntry Object)
{
    /// <summary>Whether the mark stands in this dictionary.</summary>
    internal bool IsIn(PdfObject? dictionary) => dictionary is not null && dictionary.Offset <= Offset && Offset < dictionary.EndOffset;

    /// <summary>The innermost dictionary in <paramref name="value"/> that the mark stands in; null where none has it.</summary>
    internal PdfDictionary? FindIn(PdfObject? value)
    {
        PdfDictionary? innermost = null;
        while (value is PdfDictionary or PdfArray && IsIn(value))
        {
            innermost = value as PdfDictionary ?? innermost;
            value = value is PdfArray array ? array.FirstOrDefault(IsIn) : innermost!.FirstOrDefault(entry => IsIn(entry.Value)).Value;
        }
        return innermost;
    }
}
