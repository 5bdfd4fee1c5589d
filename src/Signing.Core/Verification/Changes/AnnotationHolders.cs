using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// Who held an annotation before. One that something else refers to than lists of annotations, other annotations and the structure could
/// be a second thing as well, a resource or a font, and may not be written over.
/// </summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class AnnotationHolders(RevisionComparison comparison)
{
    /// <summary>Whether an object that changed was an annotation and nothing else.</summary>
    /// <param name="number">The object.</param>
    /// <param name="page">A page that lists it; null where none does.</param>
    internal bool AreAlone(int number, out int? page) => AreAlone(number, isInner: false, out page);

    /// <summary>The same of one that stays itself, while something that it alone referred to changed.</summary>
    internal bool AreAloneAround(int number, out int? page) => AreAlone(number, isInner: true, out page);

    /// <summary>The pages that alone refer to an array, each as its list of annotations; null where anything else does.</summary>
    internal IReadOnlyList<int>? PagesOf(int list)
    {
        var pages = new List<int>();
        foreach (int holder in comparison.HoldersBefore(list))
        {
            if (Read(holder) is not PdfDictionary page || page["Annots"] is not PdfReference || !IsPage(holder, page) || !References.HasOnlyUnder(page, list, "Annots"))
            {
                return null;
            }
            pages.Add(holder);
        }
        return pages.Count == 0 ? null : pages;
    }

    private bool AreAlone(int number, bool isInner, out int? page)
    {
        page = null;
        bool isHeld = false;
        foreach (int holder in comparison.HoldersBefore(number))
        {
            isHeld = true;
            switch (Read(holder))
            {
                case PdfArray when PagesOf(holder) is { } pages:
                    page ??= pages[0];
                    break;
                case PdfDictionary dictionary when IsPage(holder, dictionary):
                    if (!References.HasOnlyUnder(dictionary, number, "Annots"))
                    {
                        return false;
                    }
                    page ??= holder;
                    break;
                case PdfDictionary other when AnnotationShape.IsAnnotation(other):
                    if (!References.HasOnlyUnder(other, number, "Popup", "Parent", "IRT") || (!isInner && !AreAlone(holder, isInner: true, out _)))
                    {
                        return false;
                    }
                    break;
                // An object reference of the logical structure, within its element or by itself (14.7.5.3).
                case PdfDictionary element when StructureElement.Is(element) && References.HasOnlyUnder(element, number, "K"):
                case PdfDictionary item when item.IsName("Type", "OBJR") && References.HasOnlyUnder(item, number, "Obj"):
                    break;
                default:
                    return false;
            }
        }
        return isHeld;
    }

    private PdfObject? Read(int holder) => holder < 0 ? null : comparison.Before.GetObject(holder);

    private bool IsPage(int number, PdfDictionary dictionary) =>
        comparison.Before.TryGet(number, out CrossReferenceEntry entry) && !AnnotationShape.IsAnnotation(dictionary)
        && PdfPages.IsPage(comparison.Before, new PdfReference(number, entry.Generation));
}
