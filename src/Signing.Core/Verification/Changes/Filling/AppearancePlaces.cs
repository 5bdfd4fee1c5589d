using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>
/// Where a widget's appearances stand (ISO 32000-2, 12.5.5): new objects, or the old ones written over. What is written over must have been
/// this widget's alone; a page or another widget may show it too.
/// </summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class AppearancePlaces(RevisionComparison comparison)
{
    /// <summary>A dictionary of appearances, of states in it, and a state's appearance.</summary>
    private const int LevelsOfAppearances = 3;

    /// <summary>A dictionary of resources, and of one kind in it.</summary>
    private const int LevelsOfResources = 2;

    /// <summary>Explains what became of a widget's appearances.</summary>
    /// <param name="widget">The widget as it is.</param>
    /// <param name="holder">The object that holds it.</param>
    internal void Claim(PdfWidget widget, PdfReference? holder)
    {
        PdfObject? appearances = widget.Dictionary["AP"];
        comparison.ClaimAdded(appearances);
        if (holder is not null)
        {
            ClaimReplaced(appearances, holder.Number, LevelsOfAppearances, mayBeForm: true);
        }
    }

    private void ClaimReplaced(PdfObject? value, int holder, int levels, bool mayBeForm)
    {
        if (levels == 0)
        {
            return;
        }
        switch (value)
        {
            case PdfReference place when comparison.Find(place.Number) is { } change:
                if (IsWrittenOver(change, mayBeForm) && !comparison.IsClaimed(place.Number) && comparison.IsHeldOnlyBy(place.Number, holder))
                {
                    comparison.Claim(place.Number);
                    comparison.ClaimAdded(change.New!.Value);
                    ClaimBelow(change.New.Value, place.Number, levels, mayBeForm);
                }
                break;
            // One of its own, which stays, with an appearance in it that is written over.
            case PdfReference place when comparison.After.Resolve(place) is PdfDictionary same && HasReplaced(same) && comparison.IsHeldOnlyBy(place.Number, holder):
                ClaimBelow(same, place.Number, levels, mayBeForm);
                break;
            case PdfDictionary:
                ClaimBelow(value, holder, levels, mayBeForm);
                break;
        }
    }

    private void ClaimBelow(PdfObject value, int holder, int levels, bool mayBeForm)
    {
        if (value is PdfStream form)
        {
            ClaimReplaced(form.Dictionary["Resources"], holder, LevelsOfResources, mayBeForm: false);
        }
        else if (value is PdfDictionary dictionary)
        {
            foreach ((_, PdfObject item) in dictionary)
            {
                ClaimReplaced(item, holder, levels - 1, mayBeForm);
            }
        }
    }

    private bool HasReplaced(PdfDictionary holder)
    {
        bool found = false;
        References.Visit(holder, reference => found |= comparison.Find(reference.Number) is { IsReplaced: true });
        return found;
    }

    /// <summary>An appearance for an appearance, a dictionary that names things for one that does. Fonts, images and the like stay.</summary>
    private static bool IsWrittenOver(ObjectChange change, bool mayBeForm) => (change.Old?.Value, change.New?.Value) switch
    {
        (PdfStream old, PdfStream now) => mayBeForm && IsForm(old) && IsForm(now) && now.Dictionary["F"] is null,
        (PdfDictionary, PdfDictionary now) => now.Defects == PdfDictionaryDefects.None,
        _ => false,
    };

    private static bool IsForm(PdfStream stream) => stream.Dictionary["Subtype"] is PdfName { Value: "Form" };
}
