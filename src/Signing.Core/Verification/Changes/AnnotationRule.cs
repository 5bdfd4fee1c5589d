using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in annotations (ISO 32000-2, 12.5): those that people make may come, change and go where annotations are permitted
/// (table 257, P = 3). Each is told of once.
/// </summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class AnnotationRule(RevisionComparison comparison)
{
    private readonly AnnotationShape _shape = new(comparison);
    private readonly AnnotationHolders _holders = new(comparison);
    private readonly HashSet<int> _told = [];

    /// <summary>The pages that alone refer to an array, each as its list of annotations; null where anything else does.</summary>
    internal IReadOnlyList<int>? PagesOf(int list) => _holders.PagesOf(list);

    /// <param name="annotation">What a page's list holds and did not before.</param>
    /// <param name="page">The page's object.</param>
    internal void ExplainAdded(PdfObject annotation, int page)
    {
        var place = annotation as PdfReference;
        if (place is not null && comparison.IsAdded(place) && _told.Contains(place.Number))
        {
            return;
        }
        if ((place is not null && !comparison.IsAdded(place)) || comparison.After.Resolve(annotation) is not PdfDictionary added || !_shape.IsPermitted(added))
        {
            comparison.Log.Forbid("something was added to a page's annotations that may not be added", place?.Number ?? page);
        }
        else
        {
            comparison.ClaimAdded(annotation);
            Permit(added, place?.Number ?? page, page, isOwn: place is not null);
        }
    }

    /// <param name="annotation">What a page's list held and does not now.</param>
    /// <param name="page">The page's object.</param>
    internal void ExplainRemoved(PdfObject annotation, int page)
    {
        var place = annotation as PdfReference;
        if (comparison.Before.Resolve(annotation) is not PdfDictionary gone)
        {
            // It led nowhere.
            return;
        }
        if (AnnotationShape.Subtype(gone) is null)
        {
            comparison.Log.Forbid("an annotation was removed that may not be removed", place?.Number ?? page);
            return;
        }
        if (place is not null && comparison.Find(place.Number) is { New: null or { Value: PdfNull } } && _holders.AreAlone(place.Number, out _))
        {
            comparison.Claim(place.Number);
        }
        Permit(gone, place?.Number ?? page, page, isOwn: place is not null);
    }

    /// <summary>Explains an object that changed in its place, if it is an annotation or part of one.</summary>
    internal void ExplainReplaced(ObjectChange change)
    {
        if (change is { Old.Value: PdfDictionary old, New.Value: PdfDictionary now } && AnnotationShape.IsAnnotation(old))
        {
            if (_holders.AreAlone(change.Number, out int? page))
            {
                comparison.Claim(change.Number);
                Explain(change.Number, now, page, _shape.IsPermitted(now, old));
                comparison.ClaimAdded(now);
            }
        }
        else if (FindOwner(change.Number) is { } owner && _holders.AreAloneAround(owner.Number, out int? page))
        {
            bool isPermitted = comparison.After.GetObject(owner.Number) is PdfDictionary annotation
                && owner.Keys.All(key => PdfEquality.Same(owner.Annotation[key], annotation[key]) && _shape.IsPermittedEntry(annotation, key, change.New!.Value));
            comparison.Claim(change.Number);
            Explain(owner.Number, owner.Annotation, page, isPermitted);
            comparison.ClaimAdded(change.New!.Value);
        }
    }

    /// <summary>The annotation that alone referred to an object, and the keys under which it did.</summary>
    private (int Number, PdfDictionary Annotation, List<string> Keys)? FindOwner(int number)
    {
        int[] holders = [.. comparison.HoldersBefore(number).Distinct().Take(2)];
        if (holders is not [>= 0 and int owner] || comparison.Before.GetObject(owner) is not PdfDictionary annotation
            || !AnnotationShape.IsAnnotation(annotation) || AnnotationShape.Subtype(annotation) is null)
        {
            return null;
        }
        List<string> keys = [.. annotation.Where(entry => References.HasTo(entry.Value, number)).Select(static entry => entry.Key)];
        return keys.Exists(static key => key is "P" or "Parent" or "Popup" or "IRT") ? null : (owner, annotation, keys);
    }

    private void Explain(int number, PdfDictionary annotation, int? page, bool isPermitted)
    {
        if (isPermitted)
        {
            Permit(annotation, number, page, isOwn: true);
        }
        else
        {
            comparison.Log.Forbid("an annotation was changed in a way that is not permitted", number);
        }
    }

    /// <param name="annotation">The annotation.</param>
    /// <param name="number">Its object, or that which it stands in.</param>
    /// <param name="page">The page's object; null where no page is known.</param>
    /// <param name="isOwn">Whether the object is its own.</param>
    private void Permit(PdfDictionary annotation, int number, int? page, bool isOwn)
    {
        if (!isOwn || _told.Add(number))
        {
            comparison.Log.Permit(
                ChangeLevel.Annotations, ReasonCodes.AnnotationAfterSignature, number,
                ("subtype", AnnotationShape.Subtype(annotation)), ("page", comparison.PageNumber(page)));
        }
    }
}
