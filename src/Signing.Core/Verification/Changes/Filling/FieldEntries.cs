using Signing.Core.Pdf;
using Signing.Core.Pdf.Content;
using Signing.Core.Pdf.Content.Drawings;

namespace Signing.Core.Verification.Changes.Filling;

/// <summary>Which entries of fields and widgets filling sets, and which it leaves as they are.</summary>
/// <param name="comparison">The two revisions.</param>
internal sealed class FieldEntries(RevisionComparison comparison)
{
    private const long Print = 4;
    private const double SmallestSize = 1;
    private const float SmallestContrast = 0.1f;

    /// <summary>The first key that filling does not set, in the field or in a widget of it; null where there is none.</summary>
    internal string? FindForeign(PdfField was, PdfField field)
    {
        if (was.Widgets.Count != field.Widgets.Count)
        {
            return "Kids";
        }
        bool isMerged = field.Widgets is [var only] && ReferenceEquals(only.Dictionary, field.Dictionary);
        string? foreign = FindForeign(was.Dictionary, field.Dictionary, was, field, isField: true, isWidget: isMerged);
        for (int i = 0; i < field.Widgets.Count && !isMerged && foreign is null; i++)
        {
            foreign = Equals(was.Widgets[i].Reference, field.Widgets[i].Reference)
                ? FindForeign(was.Widgets[i].Dictionary, field.Widgets[i].Dictionary, was, field, isField: false, isWidget: true)
                : "Kids";
        }
        return foreign;
    }

    private string? FindForeign(PdfDictionary old, PdfDictionary now, PdfField was, PdfField field, bool isField, bool isWidget)
    {
        if (now.Defects != PdfDictionaryDefects.None)
        {
            return "?";
        }
        foreach (string key in PdfEquality.Differences(old, now))
        {
            bool isSet = key switch
            {
                "V" => isField,
                "RV" => isField && field.Type == "Tx",
                "I" or "TI" => isField && field.Type == "Ch",
                "AP" => isWidget,
                "AS" => isWidget && field.Type == "Btn",
                "M" => comparison.After.Resolve(now[key]) is PdfString,
                "DA" => IsPlain(comparison.After.Resolve(now[key]), BorderStyle.Read(comparison.After, now).Background ?? Rgb.White),
                "MK" => BorderStyle.IsKept(comparison.Before, comparison.Before.Get<PdfDictionary>(old, key), comparison.After, comparison.After.Get<PdfDictionary>(now, key)),
                "BS" or "Border" => BorderStyle.Read(comparison.Before, old) == BorderStyle.Read(comparison.After, now) && !HasDashes(old) && !HasDashes(now),
                // Said once more what it inherits.
                "Ff" => isField && was.Flags == field.Flags,
                "Q" => was.Inherited(key) is var before && (before as PdfInteger)?.Value == (field.Inherited(key) as PdfInteger)?.Value,
                "F" => Flags(now) == (Flags(old) | (Flags(now) & Print)),
                "Type" => now.IsName(key, "Annot"),
                "P" => old[key] is null && now[key] is PdfReference page && PdfPages.IsPage(comparison.Before, page),
                _ => false,
            };
            if (!isSet)
            {
                return key;
            }
            comparison.ClaimAdded(key is "AP" or "V" ? null : now[key]);
        }
        return null;
    }

    /// <summary>Whether a default appearance (12.7.4.3) chooses a font and a colour that can be seen, and does nothing else.</summary>
    private bool IsPlain(PdfObject value, Rgb background) => value is PdfString appearance
        && ContentReader.Read(appearance.Value, comparison.After.Document.Meter).All(operation => (operation.Operator, operation.Operands) switch
        {
            // 0 is a size that the viewer chooses.
            ("Tf", [PdfName, PdfNumber size]) => size.ToDouble() is 0 or >= SmallestSize,
            ("g" or "rg" or "k", var colour) => Rgb.Of([.. colour.OfType<PdfNumber>().Select(static number => (float)number.ToDouble())])?.Distance(background) >= SmallestContrast,
            _ => false,
        });

    private static bool HasDashes(PdfDictionary widget) => (widget["BS"] as PdfDictionary)?["D"] is not null || widget["Border"] is PdfArray { Count: > 3 };

    private static long Flags(PdfDictionary widget) => widget["F"] is PdfInteger flags ? flags.Value : 0;
}
