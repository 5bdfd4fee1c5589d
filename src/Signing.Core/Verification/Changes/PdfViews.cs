using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>What change analysis asks of a revision.</summary>
internal static class PdfViews
{
    /// <summary>Whether the revision has an object with this number.</summary>
    internal static bool Has(this PdfView view, int number) =>
        view.TryGet(number, out CrossReferenceEntry entry) && entry.Kind != CrossReferenceKind.Free;
}
