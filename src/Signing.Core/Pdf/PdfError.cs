using Signing.Core.Pdf.Repair;

namespace Signing.Core.Pdf;

/// <summary>The exceptions of this room, each one line at its call site.</summary>
internal static class PdfError
{
    internal static SigningException NotPdf() => Error.Of(ErrorCodes.PdfNotPdf);

    internal static SigningException Damaged(string what, long offset) =>
        Error.Of(ErrorCodes.PdfDamaged, ("what", what), ("offset", offset));

    internal static SigningException SignedDamaged(PdfDamage damage) =>
        Error.Of(ErrorCodes.PdfSignedDamaged, ("what", damage.What), ("offset", damage.Offset));

    internal static SigningException Encrypted(string detail) => Error.Of(ErrorCodes.PdfEncrypted, ("detail", detail));

    internal static SigningException Budget(string budget, object limit) =>
        Error.Of(ErrorCodes.PdfBudget, ("budget", budget), ("limit", limit));
}
