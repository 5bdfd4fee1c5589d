namespace Signing.Core.Pdf.Repair;

/// <summary>What made a document unreadable as it is written.</summary>
/// <param name="What">For a sentence.</param>
/// <param name="Offset">At which byte, as the error tells it.</param>
internal readonly record struct PdfDamage(string What, long Offset)
{
    internal static PdfDamage Of(SigningException error) => error.Code == ErrorCodes.PdfNotPdf
        ? new PdfDamage("no %PDF- header stands in the first 1024 bytes", 0)
        : new PdfDamage(error.Facts["what"], long.Parse(error.Facts["offset"], System.Globalization.CultureInfo.InvariantCulture));
}
