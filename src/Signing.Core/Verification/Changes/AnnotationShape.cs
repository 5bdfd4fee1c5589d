using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What an annotation may be that comes, changes or goes after a signature (ISO 32000-2, 12.5.6): what people write, draw and mark on a
/// page, and links within the document. Nothing that does something, carries something, or belongs to the page itself.
/// </summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class AnnotationShape(RevisionComparison comparison)
{
    private const string Link = "Link";

    // Table 171: the markup annotations, but for files, sounds and what belongs to 3D scenes; and two that are none.
    private static readonly HashSet<string> Subtypes = new(StringComparer.Ordinal)
    {
        "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut",
        "Caret", "Stamp", "Ink", "Redact", "Popup", Link,
    };

    private readonly PassiveContent _passive = new(comparison);

    internal static bool IsAnnotation(PdfDictionary dictionary) => dictionary["Subtype"] is PdfName && dictionary["Rect"] is not null;

    /// <summary>The subtype, where it is one that may come, change and go.</summary>
    internal static string? Subtype(PdfDictionary annotation) =>
        annotation["Subtype"] is PdfName { Value: var subtype } && Subtypes.Contains(subtype) && annotation["FT"] is null ? subtype : null;

    /// <summary>Whether an annotation is one of these, and whatever is new in it is permitted.</summary>
    /// <param name="now">The annotation.</param>
    /// <param name="old">What it was before; null for a new one.</param>
    internal bool IsPermitted(PdfDictionary now, PdfDictionary? old = null)
    {
        if (Subtype(now) is not { } subtype || (old is not null && Subtype(old) != subtype) || !Is(now["Rect"], AnnotationValue.Rectangle)
            || (now["Type"] is not null && !now.IsName("Type", "Annot")) || now.Defects != PdfDictionaryDefects.None)
        {
            return false;
        }
        foreach ((string key, PdfObject value) in now)
        {
            // Where a link leads out of the document it leads there from where it was.
            if (old is not null && key != "A" && PdfEquality.Same(old[key], value))
            {
                continue;
            }
            if (!IsPermitted(subtype, key, value, isNew: old is null) || !_passive.Is(value))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether an entry that stays may lead to something else.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="key">The entry.</param>
    /// <param name="replaced">What was written over in its place.</param>
    internal bool IsPermittedEntry(PdfDictionary annotation, string key, PdfObject replaced) =>
        Subtype(annotation) is { } subtype && IsPermitted(subtype, key, annotation[key]!, isNew: false) && _passive.Is(replaced);

    private bool IsPermitted(string subtype, string key, PdfObject value, bool isNew) => key switch
    {
        "Type" or "Subtype" => true,
        "A" => subtype == Link && comparison.After.Resolve(value) is PdfDictionary action && IsWithinDocument(action),
        "Dest" => subtype == Link,
        // A link shows by its border; what draws over a page is no link.
        "AP" when subtype == Link => false,
        "OC" => _passive.IsKnownLayer(value),
        "P" => value is PdfReference page && comparison.Before.Resolve(page) is PdfDictionary,
        "Popup" => value is PdfReference && comparison.After.Resolve(value) is PdfDictionary popup
            && (!comparison.IsAdded(value) || (popup.IsName("Subtype", "Popup") && IsPermitted(popup))),
        "Parent" => subtype == "Popup" && value is PdfReference,
        "IRT" => value is PdfReference,
        "AA" or "PA" or "AF" or "ExData" or "FS" or "Sound" or "Movie" or "MK" or "FT" or "Kids" or "V" or "RichMediaContent" or "3DD" => false,
        // What readers do not know they pass over; where something old may be something else as well, names of vendors alone are safe.
        _ => AnnotationValues.Known.TryGetValue(key, out AnnotationValue kind) ? Is(value, kind) : isNew || key.Contains(':', StringComparison.Ordinal),
    };

    /// <summary>A jump within the document, and nothing after it (12.6.4.2).</summary>
    private static bool IsWithinDocument(PdfDictionary action) =>
        action.IsName("S", "GoTo") && action.Defects == PdfDictionaryDefects.None && action.All(static entry => entry.Key is "Type" or "S" or "D" or "SD");

    private bool Is(PdfObject? value, AnnotationValue kind) => comparison.After.Resolve(value) switch
    {
        PdfNull => kind != AnnotationValue.Rectangle,
        PdfString => kind is AnnotationValue.Text or AnnotationValue.LongText,
        PdfInteger => kind is AnnotationValue.Integer or AnnotationValue.Number,
        PdfNumber => kind == AnnotationValue.Number,
        PdfName => kind is AnnotationValue.Name or AnnotationValue.NameOrList,
        PdfBoolean => kind == AnnotationValue.Boolean,
        PdfStream => kind is AnnotationValue.LongText or AnnotationValue.Drawing,
        PdfDictionary appearances when kind == AnnotationValue.Appearances => AreAppearances(appearances),
        PdfDictionary => kind == AnnotationValue.Dictionary,
        PdfArray numbers => kind switch
        {
            AnnotationValue.Rectangle => numbers.Count == 4 && numbers.All(IsNumber),
            AnnotationValue.Numbers => numbers.All(item => IsNumber(item) || (comparison.After.Resolve(item) is PdfArray inner && inner.All(IsNumber))),
            AnnotationValue.NameOrList => numbers.All(static item => item is PdfName),
            _ => false,
        },
        _ => false,
    };

    private bool IsNumber(PdfObject value) => comparison.After.Resolve(value) is PdfNumber;

    private bool AreAppearances(PdfDictionary appearances) => appearances.All(entry => entry.Key is "N" or "R" or "D"
        && comparison.After.Resolve(entry.Value) switch
        {
            PdfStream or PdfNull => true,
            PdfDictionary states => states.All(state => comparison.After.Resolve(state.Value) is PdfStream),
            _ => false,
        });
}
