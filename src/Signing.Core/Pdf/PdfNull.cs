namespace Signing.Core.Pdf;

/// <summary>The null object (ISO 32000-2, 7.3.9); also what a reference to a missing object means.</summary>
internal sealed class PdfNull : PdfObject
{
    private PdfNull()
    {
    }

    public static PdfNull Instance { get; } = new();

    public override string ToString() => "null";
}
