namespace Signing.Core.Pdf.Encryption;

/// <summary>What whoever opened a document with its user password may do: <c>/P</c> (ISO 32000-2, table 22).</summary>
/// <param name="Bits">The flags; the standard counts the lowest as bit 1.</param>
/// <param name="Revision">The security handler's revision.</param>
internal readonly record struct PdfPermissions(int Bits, int Revision)
{
    private const int FirstWithFormBit = 3;

    /// <summary>Bit 4: change the document otherwise than bits 6, 9 and 11 say.</summary>
    internal bool Modify => Has(4);

    /// <summary>Bit 6: annotate and fill in form fields; with bit 4 also make form fields.</summary>
    internal bool Annotate => Has(6);

    /// <summary>Bit 9: fill in existing form fields, signature fields too, even where bit 6 is clear; there is none in revision 2.</summary>
    internal bool FillForms => Revision >= FirstWithFormBit && Has(9);

    private bool Has(int bit) => (Bits & (1 << (bit - 1))) != 0;
}
