using Signing.Core.Pdf;
using Signing.Core.Verification.Changes.Filling;

namespace Signing.Core.Verification.Changes;

/// <summary>What may change in the form's own dictionary (ISO 32000-2, table 224).</summary>
/// <param name="comparison">The two revisions.</param>
/// <param name="listGrew">Whether a list of fields has the old ones, and new ones that are explained.</param>
internal sealed class FormEntries(RevisionComparison comparison, Func<PdfObject?, PdfObject?, bool> listGrew)
{
    private const long SignaturesExistAppendOnly = 1 | 2;

    /// <param name="old">The form before.</param>
    /// <param name="now">The form; there is one.</param>
    internal void Explain(PdfForm old, PdfForm now)
    {
        PdfDictionary before = old.Dictionary ?? [];
        foreach (string key in PdfEquality.Differences(before, now.Dictionary!))
        {
            bool isPermitted = key switch
            {
                "Fields" => listGrew(before[key], now.Dictionary![key]),
                "SigFlags" => FlagsGrew(before[key], now.Dictionary![key]),
                "NeedAppearances" => now.Dictionary![key] is null or PdfBoolean,
                // They are compared as what they are, wherever they stand.
                "DR" => true,
                "XFA" => true,
                // A signature field has no text that would be drawn with them.
                "DA" or "Q" => now.Dictionary![key] is null or PdfString or PdfInteger && (before[key] is null || old.Fields.All(static field => field.Type == "Sig")),
                _ => false,
            };
            if (!isPermitted)
            {
                comparison.Log.Forbid($"the form's /{key} changed", now.Reference?.Number);
            }
        }
        if (before["Fields"] is PdfReference list && list.Equals(now.Dictionary!["Fields"]) && comparison.IsChanged(list) && !listGrew(list, list))
        {
            comparison.Log.Forbid("the form's list of fields changed", list.Number);
        }
        if (!DefaultResources.Grew(comparison, old, now))
        {
            comparison.Log.Forbid("the form's /DR changed", now.Reference?.Number);
        }
        if (now.Dictionary!.Defects != PdfDictionaryDefects.None)
        {
            comparison.Log.Forbid("a key stands twice in the form, or has no value", now.Reference?.Number);
        }
        if (now.Reference is { } place && comparison.IsChanged(place))
        {
            comparison.Claim(place.Number);
        }
        ExplainXfa(old, now);
    }

    /// <summary>The XFA part (ISO 32000-1, 12.7.8) stays: what its data would show, only an XFA processor could tell.</summary>
    private void ExplainXfa(PdfForm old, PdfForm now)
    {
        PdfObject? was = old.Dictionary?["XFA"];
        PdfObject? part = now.Dictionary?["XFA"];
        bool isChanged = !PdfEquality.Same(was, part) || comparison.IsChanged(part);
        References.Visit(comparison.After.Resolve(part), reference =>
        {
            if (comparison.IsChanged(reference))
            {
                isChanged = true;
                comparison.Claim(reference.Number);
            }
        });
        if (isChanged)
        {
            if (comparison.IsChanged(part))
            {
                comparison.Claim(((PdfReference)part!).Number);
            }
            comparison.Log.Forbid("the form's XFA part changed", now.Reference?.Number);
        }
    }

    private static bool FlagsGrew(PdfObject? old, PdfObject? grown)
    {
        long before = (old as PdfInteger)?.Value ?? 0;
        long after = (grown as PdfInteger)?.Value ?? 0;
        return (after & before) == before && (after & ~(before | SignaturesExistAppendOnly)) == 0;
    }
}
