using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>A later trailer leads to the same catalog and the same encryption (ISO 32000-2, 7.5.5).</summary>
internal static class TrailerRule
{
    internal static void Explain(RevisionComparison comparison)
    {
        PdfDictionary before = comparison.Before.Trailer;
        PdfDictionary after = comparison.After.Trailer;
        if (!PdfEquality.Same(before["Root"], after["Root"]))
        {
            comparison.Log.Forbid("the trailer leads to another catalog");
        }
        // The key is derived from the first half of the identifier too (7.6.4.3).
        bool isEncryptedAlike = PdfEquality.Same(before["Encrypt"], after["Encrypt"])
            && (before["Encrypt"] is null || PdfEquality.Same(Identity(comparison.Before), Identity(comparison.After)));
        if (!isEncryptedAlike)
        {
            comparison.Log.Forbid("the document is encrypted in another way");
        }
    }

    private static PdfObject? Identity(PdfView view) => view.Resolve(view.Trailer["ID"]) is PdfArray { Count: > 0 } id ? id[0] : null;
}
