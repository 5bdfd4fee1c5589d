using Signing.Core.Pdf;

namespace Signing.Core.Verification.Changes;

/// <summary>
/// What a signature that was added may consist of. Nothing in it can be anything else: an older object may refer to a
/// number that did not exist yet, and what appears there must not be an action, an annotation or a page's content.
/// </summary>
internal static class SignatureShape
{
    // ISO 32000-2, table 255
    private static readonly HashSet<string> SignatureKeys = new(StringComparer.Ordinal)
    {
        "Type", "Filter", "SubFilter", "Contents", "Cert", "ByteRange", "Reference", "Changes", "Name", "M", "Location",
        "Reason", "ContactInfo", "R", "V", "Prop_Build", "Prop_AuthTime", "Prop_AuthType",
    };

    /// <summary>Whether a dictionary has the keys of a signature dictionary and no others.</summary>
    internal static bool IsSignature(PdfDictionary signature)
    {
        foreach ((string key, _) in signature)
        {
            if (!SignatureKeys.Contains(key))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A top-level signature field merged with a widget that draws nothing, and nothing else in it.</summary>
    /// <param name="field">The new field.</param>
    /// <param name="before">The revision before it.</param>
    /// <param name="after">The revision that adds it.</param>
    internal static bool IsInvisibleField(PdfDictionary field, PdfView before, PdfView after)
    {
        foreach ((string key, PdfObject value) in field)
        {
            bool isExpected = key switch
            {
                "Type" => field.IsName(key, "Annot"),
                "Subtype" => field.IsName(key, "Widget"),
                "FT" => field.IsName(key, "Sig"),
                "T" => value is PdfString name && !name.ToText().Contains('.', StringComparison.Ordinal),
                "V" => value is PdfReference,
                "F" => value is PdfInteger,
                "Rect" => value is PdfArray { Count: 4 } rectangle && HasNoArea(rectangle),
                "P" => value is PdfReference page && PdfPages.IsPage(before, page),
                "AP" => Appearance(field) is { } appearance && IsBlank(appearance, before, after),
                _ => false,
            };
            if (!isExpected)
            {
                return false;
            }
        }
        return field.Defects == PdfDictionaryDefects.None && field["FT"] is not null && field["T"] is not null;
    }

    /// <summary>The one appearance of a field that has no other; null where it has none, or more.</summary>
    internal static PdfReference? Appearance(PdfDictionary field) =>
        field["AP"] is PdfDictionary { Count: 1, Defects: PdfDictionaryDefects.None } appearances ? appearances["N"] as PdfReference : null;

    /// <summary>A new form XObject that holds nothing: PDF/A-1 wants one of every field (ISO 19005-1, 6.9).</summary>
    private static bool IsBlank(PdfReference appearance, PdfView before, PdfView after) =>
        !before.Has(appearance.Number)
        && after.Resolve(appearance) is PdfStream { Length: 0, Dictionary: { Defects: PdfDictionaryDefects.None } dictionary }
        && dictionary.IsName("Subtype", "Form")
        && dictionary.All(static entry => entry switch
        {
            { Key: "Type", Value: PdfName } or { Key: "Subtype", Value: PdfName } or { Key: "FormType", Value: PdfInteger } or { Key: "Length", Value: PdfInteger } => true,
            { Key: "BBox", Value: PdfArray box } => box.All(static item => item is PdfNumber),
            { Key: "Resources", Value: PdfDictionary { Count: 0 } } => true,
            _ => false,
        });

    private static bool HasNoArea(PdfArray rectangle) =>
        rectangle[0] is PdfNumber left && rectangle[1] is PdfNumber bottom && rectangle[2] is PdfNumber right && rectangle[3] is PdfNumber top
        && (left.ToDouble().Equals(right.ToDouble()) || bottom.ToDouble().Equals(top.ToDouble()));
}
