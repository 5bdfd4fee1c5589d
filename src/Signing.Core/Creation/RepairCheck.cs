using Signing.Core.Pdf;
using Signing.Core.Pdf.Sources;

namespace Signing.Core.Creation;

/// <summary>
/// Reads a repaired document once more as it will be when it is signed. Damage can be such that the update's own
/// cross-reference does not undo it; then nothing is signed.
/// </summary>
internal static class RepairCheck
{
    /// <param name="repaired">The document.</param>
    /// <param name="field">The full name of the field that is signed.</param>
    /// <param name="update">The update, its hole still empty.</param>
    /// <param name="password">The document's password; null for none.</param>
    /// <exception cref="SigningException"><see cref="ErrorCodes.PdfDamaged"/> with the damage that was met first.</exception>
    internal static void Require(PdfDocument repaired, string field, PdfUpdateResult update, string? password)
    {
        if (!ReadsSoundly(repaired, field, update, password))
        {
            throw PdfError.Damaged(repaired.Damages[0].What, repaired.Damages[0].Offset);
        }
    }

    private static bool ReadsSoundly(PdfDocument repaired, string field, PdfUpdateResult update, string? password)
    {
        using var source = new UpdatedSource(repaired.Source, update.Bytes);
        try
        {
            using PdfDocument signed = PdfDocument.Open(source, repaired.Budget, TimeProvider.System, password);
            return !signed.IsRepaired && signed.Revisions.Count == 1
                && PdfForm.Read(signed.Current).Find(field) is { Type: "Sig", Value: PdfDictionary value } && value.Offset >= repaired.Source.Length;
        }
        catch (SigningException error) when (error.Code is ErrorCodes.PdfDamaged or ErrorCodes.PdfEncrypted or ErrorCodes.PdfPasswordWrong)
        {
            return false;
        }
    }
}
