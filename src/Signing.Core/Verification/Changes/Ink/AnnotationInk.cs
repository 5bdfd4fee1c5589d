using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes.Ink;

/// <summary>Whether a page's annotations show in a box (ISO 32000-2, 12.5.5). Whether a flag hides one does not count: it may be shown again.</summary>
internal static class AnnotationInk
{
    internal static bool IsIn(PdfView view, PdfDictionary page, in Box target)
    {
        foreach (PdfObject item in view.Get<PdfArray>(page, "Annots") ?? [])
        {
            view.Document.Meter.CountObject();
            if (view.Resolve(item) is PdfDictionary annotation && !annotation.IsName("Subtype", "Popup")
                && Box.Read(view, view.Get<PdfArray>(annotation, "Rect")) is { } place && place.Intersect(target).HasArea && Shows(view, annotation, place, target))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Shows(PdfView view, PdfDictionary annotation, in Box place, in Box target)
    {
        if (view.Get<PdfDictionary>(annotation, "AP") is not { } appearances)
        {
            // What viewers draw of it themselves: a widget's value, border and background, a link's border.
            return (view.Resolve(annotation["Subtype"]) as PdfName)?.Value switch
            {
                "Widget" => view.Get<PdfDictionary>(annotation, "MK") is { Count: > 0 } || (annotation["V"] is not null && !annotation.IsName("FT", "Sig")) || annotation["Parent"] is not null,
                "Link" => view.Get<PdfArray>(annotation, "Border") is not { Count: >= 3 } border || view.Resolve(border[2]) is not PdfNumber width || width.ToDouble() > 0,
                _ => true,
            };
        }
        PdfObject normal = view.Resolve(appearances["N"]);
        if (normal is PdfDictionary states)
        {
            normal = view.Resolve(annotation["AS"]) is PdfName state ? view.Resolve(states[state.Value]) : PdfNull.Instance;
        }
        return normal is PdfStream form && Shows(view, form, place, target);
    }

    /// <summary>The appearance's box, by its matrix, is fitted into the annotation's rectangle.</summary>
    private static bool Shows(PdfView view, PdfStream form, in Box place, in Box target)
    {
        if (Box.Read(view, view.Get<PdfArray>(form.Dictionary, "BBox")) is not { HasArea: true } box)
        {
            return form.Length > 0;
        }
        Matrix own = view.Get<PdfArray>(form.Dictionary, "Matrix") is { } numbers && Matrix.Read([.. numbers.Select(view.Resolve)]) is { } read ? read : Matrix.Identity;
        Box drawn = box.Under(own);
        double x = (place.Right - place.Left) / (drawn.Right - drawn.Left);
        double y = (place.Top - place.Bottom) / (drawn.Top - drawn.Bottom);
        return !double.IsFinite(x) || !double.IsFinite(y)
            || new InkReader(view, target).Shows(form, new Matrix(x, 0, 0, y, place.Left - (drawn.Left * x), place.Bottom - (drawn.Bottom * y)));
    }
}
