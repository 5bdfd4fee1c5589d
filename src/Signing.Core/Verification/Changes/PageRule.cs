using Signing.Core.Pdf;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What may change in a page (ISO 32000-2, 7.7.3.3): its annotations, by the rule of annotations, and what says when and by whom it was
/// touched. What it shows stays.
/// </summary>
/// <param name="comparison">The two revisions.</param>
/// <param name="widgets">The widgets of new signature fields.</param>
internal sealed class PageRule(RevisionComparison comparison, IReadOnlyDictionary<PdfReference, NewWidget> widgets)
{
    private const int HighestTree = 64;

    private readonly AnnotationRule _annotations = new(comparison);

    internal void Explain()
    {
        foreach (ObjectChange change in comparison.Changes.Where(change => change.IsReplaced && !comparison.IsClaimed(change.Number)).ToArray())
        {
            switch (change.Old!.Value, change.New!.Value)
            {
                case (PdfDictionary old, PdfDictionary now) when !AnnotationShape.IsAnnotation(old) && PdfPages.IsPage(comparison.Before, change.Old.Reference):
                    ExplainPage(change.Number, old, now);
                    break;
                case (PdfArray old, PdfArray now) when _annotations.PagesOf(change.Number) is { } pages:
                    comparison.Claim(change.Number);
                    ExplainItems(pages, old, now);
                    break;
                default:
                    _annotations.ExplainReplaced(change);
                    break;
            }
        }
        foreach ((PdfReference place, NewWidget widget) in widgets)
        {
            // Also where the page does not list it: what viewers make of that, nobody knows.
            if (comparison.Before.Resolve(widget.Page) is PdfDictionary page)
            {
                TellWhatItCovers(page, place, widget);
            }
        }
    }

    private void ExplainPage(int number, PdfDictionary old, PdfDictionary now)
    {
        comparison.Claim(number);
        foreach (string key in PdfEquality.Differences(old, now))
        {
            bool isPermitted = key switch
            {
                "Type" => old[key] is null && now.IsName(key, "Page"),
                "Annots" => ExplainAnnotations(number, old[key], now[key]),
                "LastModified" => comparison.After.Resolve(now[key]) is PdfString,
                "PieceInfo" => MetadataRule.IsPrivateData(comparison, now),
                "Tabs" => old[key] is null && now[key] is PdfName,
                "StructParents" => old[key] is null && now[key] is PdfInteger,
                "Contents" => IsSameContent(old[key], now[key]),
                "Resources" or "MediaBox" or "CropBox" or "Rotate" => old[key] is null && IsInherited(old, key, now[key]),
                _ => false,
            };
            if (!isPermitted)
            {
                comparison.Log.Forbid(ReasonCodes.PageChanged, number, ("key", key));
            }
        }
        if (now.Defects != PdfDictionaryDefects.None)
        {
            comparison.Log.Forbid(ReasonCodes.PageChanged, number, ("key", "?"));
        }
    }

    private bool ExplainAnnotations(int page, PdfObject? old, PdfObject? now)
    {
        if (comparison.Before.Resolve(old) is not (PdfNull or PdfArray) || comparison.After.Resolve(now) is not (PdfNull or PdfArray))
        {
            return false;
        }
        if (now is PdfReference place && comparison.IsChanged(place))
        {
            if (!comparison.IsAdded(place) && _annotations.PagesOf(place.Number) is null)
            {
                return false;
            }
            comparison.Claim(place.Number);
        }
        ExplainItems([page], comparison.Before.Resolve(old) as PdfArray ?? [], comparison.After.Resolve(now) as PdfArray ?? []);
        return true;
    }

    /// <param name="pages">The pages whose list it is; nearly always one.</param>
    /// <param name="old">Their annotations before.</param>
    /// <param name="now">Their annotations.</param>
    private void ExplainItems(IReadOnlyList<int> pages, PdfArray old, PdfArray now)
    {
        var before = new AnnotationList(old, comparison.Before.Document.Meter);
        var after = new AnnotationList(now, comparison.Before.Document.Meter);
        foreach (PdfObject item in now.Where(item => !before.Has(item)))
        {
            if (item is PdfReference place && widgets.TryGetValue(place, out NewWidget? widget))
            {
                foreach (int page in pages.Where(page => page != widget.Page?.Number))
                {
                    TellWhatItCovers((PdfDictionary)comparison.Before.GetObject(page), place, widget);
                }
            }
            else
            {
                _annotations.ExplainAdded(item, pages[0]);
            }
        }
        foreach (PdfObject gone in old.Where(item => !after.Has(item)))
        {
            _annotations.ExplainRemoved(gone, pages[0]);
        }
        if (!ListGrowth.IsGrown([.. old.Where(after.Has)], now, item => !before.Has(item)))
        {
            // What is drawn later covers what was drawn before.
            comparison.Log.Forbid("the order of a page's annotations changed");
        }
    }

    private void TellWhatItCovers(PdfDictionary page, PdfReference place, NewWidget widget)
    {
        if (widget.Rectangle is { } rectangle && PageInk.IsIn(comparison.Before, page, rectangle))
        {
            FactEvidence fact = comparison.Log.Fact(ReasonCodes.SignatureCoversContent, place.Number, Error.Facts(("field", widget.Field)));
            comparison.Log.Add(new Change(ChangeLevel.FormFilling, fact) { IsForbiddenByCertification = true });
        }
    }

    /// <summary>The same streams, alone or in an array (table 31).</summary>
    private bool IsSameContent(PdfObject? old, PdfObject? now)
    {
        PdfObject[] before = Streams(comparison.Before, old);
        PdfObject[] after = Streams(comparison.After, now);
        bool isSame = before.Length == after.Length && before.Zip(after).All(static pair => PdfEquality.Same(pair.First, pair.Second));
        if (isSame && comparison.IsAdded(now))
        {
            comparison.Claim(((PdfReference)now!).Number);
        }
        return isSame;

        static PdfObject[] Streams(PdfView view, PdfObject? value) => view.Resolve(value) is PdfArray list ? [.. list] : value is null ? [] : [value];
    }

    /// <summary>Some writers put into the page what it inherited (7.7.3.4), or what it has where nothing is said (table 31).</summary>
    private bool IsInherited(PdfDictionary page, string key, PdfObject? value)
    {
        bool isInherited = (Inherited(page, key), comparison.After.Resolve(value)) switch
        {
            ({ } inherited, { } now) => PdfEquality.Same(inherited, value) || PdfEquality.Same(comparison.Before.Resolve(inherited), now),
            (null, PdfInteger { Value: 0 }) => key == "Rotate",
            (null, PdfDictionary { Count: 0 }) => key == "Resources",
            (null, PdfArray box) => key == "CropBox" && PdfEquality.Same(comparison.Before.Resolve(Inherited(page, "MediaBox")), box),
            _ => false,
        };
        if (isInherited && comparison.IsAdded(value))
        {
            comparison.Claim(((PdfReference)value!).Number);
        }
        return isInherited;
    }

    private PdfObject? Inherited(PdfDictionary page, string key)
    {
        PdfDictionary? node = page;
        for (int height = 0; height < HighestTree && node is not null; height++)
        {
            if (node[key] is { } value)
            {
                return value;
            }
            node = comparison.Before.Get<PdfDictionary>(node, "Parent");
        }
        return null;
    }
}
