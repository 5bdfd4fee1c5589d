using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>Whether a list holds what it held, in its order, and new items that may be there.</summary>
internal static class ListGrowth
{
    internal static bool IsGrown(IReadOnlyList<PdfObject>? old, PdfArray grown, Func<PdfObject, bool> mayBeAdded)
    {
        int kept = 0;
        foreach (PdfObject item in grown)
        {
            if (kept < (old?.Count ?? 0) && PdfEquality.Same(old![kept], item))
            {
                kept++;
            }
            else if (!mayBeAdded(item))
            {
                return false;
            }
        }
        return kept == (old?.Count ?? 0);
    }
}
