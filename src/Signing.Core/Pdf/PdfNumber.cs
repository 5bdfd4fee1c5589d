namespace Signing.Core.Pdf;

/// <summary>An integer or a real (ISO 32000-2, 7.3.3).</summary>
internal abstract class PdfNumber : PdfObject
{
    private protected PdfNumber()
    {
    }

    public abstract double ToDouble();
}
